#pragma once
#include <limits>

namespace tiersim::lab {

/// A quantity that was not measured (no request completed, no such resource): null in JSON, an
/// empty cell in CSV.
inline constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// A confidence interval at Run::confidence_level, in the unit of its metric.
struct Interval {
  double low = not_measured;
  double high = not_measured;
};

}  // namespace tiersim::lab
