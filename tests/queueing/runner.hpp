#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

#include "tests/queueing/judge.hpp"

namespace tiersim::queueing {

/// How much work a case may cost, in events of the kernel, so that verdicts depend on no clock.
struct Budget {
  std::uint64_t pilot = 400'000;  ///< for the first look at the variance
  std::uint64_t total = 180'000'000;
};

struct Judged {
  Verdict verdict;
  std::uint64_t customers = 0;  ///< measured in all
  std::uint64_t replications = 0;
};

/// Simulates a case until it is sharp or its budget is spent, and judges it, each scalar at error
/// probability `level`. Pilot replications measure how the errors fall; they choose the length of
/// the others and are then thrown away, so that the choice does not bias the estimate.
[[nodiscard]] Judged simulate_case(const Json& one_case, Simulate simulate, double level,
                                   Budget budget);

struct Options {
  std::filesystem::path folder;
  unsigned jobs = 2;
  std::string only;  ///< cases whose name contains it
  bool quick = false;
};

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

/// Judges all cases under the folder; a line for each, in the order of the files, whatever the
/// number of threads.
Tally replay(const Options& options, std::ostream& out);

}  // namespace tiersim::queueing
