#pragma once
#include <vector>

#include "models/theory/scalability/scalability_law.hpp"

namespace tiersim::theory {

/// Throughput measured at one load.
struct ScalabilityPoint {
  double n = 1;  ///< users or instances, > 0
  double throughput_per_s = 0;
};

struct ScalabilityFit {
  ScalabilityLaw law;
  double squared_error = 0;  ///< sum of the squared residuals, in 1/s²
};

/// Unweighted least squares of the throughputs, all parameters >= 0: the global minimum, searched
/// from a grid of starting points on each combination of bounds. Preconditions: as many different n
/// as parameters (3), a throughput > 0. Source: K. Levenberg, "A method for the solution of certain
/// non-linear problems in least squares", Quarterly of Applied Mathematics 2, 1944; for the rate,
/// which enters linearly, G. H. Golub, V. Pereyra, "The differentiation of pseudo-inverses and
/// nonlinear least squares problems whose variables separate", SIAM Journal on Numerical Analysis
/// 10(2), 1973.
[[nodiscard]] ScalabilityFit fit_universal(const std::vector<ScalabilityPoint>& points);

/// The same without coherency: Amdahl's law. Precondition: two different n, a throughput > 0.
[[nodiscard]] ScalabilityFit fit_amdahl(const std::vector<ScalabilityPoint>& points);

/// Gunther's linearised fit, a parabola through the origin for n X(1)/X(n) - 1 over n - 1.
/// Parameters may come out negative. Preconditions: the first point is n = 1, two more n,
/// throughputs > 0.
[[nodiscard]] ScalabilityLaw fit_quadratic(const std::vector<ScalabilityPoint>& points);

}  // namespace tiersim::theory
