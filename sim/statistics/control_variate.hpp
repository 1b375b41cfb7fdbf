#pragma once
#include <span>

#include "sim/statistics/interval.hpp"

namespace tiersim {

/// Pearson's correlation of pairs; 0 when one side does not vary. Of runs with common random
/// numbers it says whether pairing helps: it does when positive. Preconditions: as many values on
/// both sides, at least two.
[[nodiscard]] double correlation(std::span<const double> first, std::span<const double> second);

/// A mean after what a correlated quantity of known mean explains was taken out.
struct ControlledEstimate {
  double coefficient = 0;     ///< of the regression of the response on the control
  IntervalEstimate interval;  ///< Student, n - 2 degrees of freedom
  /// Variance that remains, as a share: 1 - r². Above (n - 3)/(n - 2) the control costs more than
  /// it gives.
  double variance_ratio = 1;
};

/// Control variate: mean(response) - b (mean(control) - control_mean), b by least squares; for
/// instance the mean wait, controlled by the number of arrivals. A control that does not vary
/// changes nothing. Preconditions: a value of the control for each of the response, at least three,
/// 0 < confidence < 1. Source: S. S. Lavenberg, P. D. Welch, "A perspective on the use of control
/// variables to increase the efficiency of Monte Carlo simulations", Management Science 27(3),
/// 1981.
[[nodiscard]] ControlledEstimate control_variate(std::span<const double> response,
                                                 std::span<const double> control,
                                                 double control_mean, double confidence);

}  // namespace tiersim
