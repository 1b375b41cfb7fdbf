#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

/// A number of a case, with how exact it is itself.
struct Expected {
  std::string entry;   ///< `L`, `L[0]`, `Q[1][0]`
  std::string metric;  ///< `L`, `L`, `Q`
  double value = 0;
  double tolerance = 0;
};

/// Every finite number that the case expects, lists entry by entry.
[[nodiscard]] std::vector<Expected> expected_of(const Json& reference_case);

/// What independent replications say of a case.
struct Verdict {
  std::vector<std::string> faults;  ///< numbers that the simulation contradicts
  double unsharp = 0;               ///< largest standard error, in units of what is allowed
  std::string bluntest;             ///< the number it belongs to

  [[nodiscard]] bool sharp() const { return unsharp <= 1.0; }
};

/// Judges at `error` a number, two-sided: Student's t of the replications, the interval widened by
/// the tolerance of the reference.
///
/// A standard error may be 1 % of a mean, 2 % of a probability, 3 % of a second moment or a
/// quantile. Of what is rarer than 1e-4 only the upper limit has to cover the reference; of a
/// probability nearer to 1 than that, the same of its complement. A quantile is right when the
/// share of times up to it is p.
[[nodiscard]] Verdict judge(const std::vector<Expected>& expected,
                            const std::vector<Readings>& replications, double error);

}  // namespace tiersim::queueing::networks
