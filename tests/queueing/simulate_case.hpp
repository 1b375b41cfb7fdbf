#pragma once
#include <cstdint>

#include "tests/queueing/judge.hpp"

namespace tiersim::queueing {

/// How much work a case may cost, in events of the kernel, so that verdicts depend on no clock.
struct Budget {
  std::uint64_t first = 400'000;      ///< for the first look at the variance
  std::uint64_t total = 600'000'000;  ///< half a minute of two cores, where an event costs 100 ns
};

struct Judged {
  Verdict verdict;
  std::uint64_t events = 0;  ///< in all
};

/// Simulates a case until every scalar is sharp or the budget is spent, and judges it, each scalar
/// at error probability `level`.
///
/// Independent replications are played in rounds. How sharp one round was chooses the length of the
/// next, which has draws of its own, so that the choice does not bias the estimate; only the last
/// round counts. When even the budget would not do, the last look stays as it is: blunt. The
/// replications of a round run on so many threads, which makes no difference to any number.
/// Throws Unaffordable when the budget does not do for replications that forget their start, and
/// what a replication throws.
[[nodiscard]] Judged simulate_case(const Json& one_case, Simulate simulate, double level,
                                   const Budget& budget, unsigned threads);

}  // namespace tiersim::queueing
