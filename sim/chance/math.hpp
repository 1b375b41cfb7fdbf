#pragma once

namespace tiersim::portable {

// Elementary functions for samples: the same bits from every compiler and C library, for they use only + - * / and the
// square root, which IEEE 754 rounds exactly. Relative error below 1e-15 (tested against long double).

/// Natural logarithm. Precondition: x > 0 and finite.
[[nodiscard]] double log(double x);
/// e^x; 0 below -745, infinite above 709.78.
[[nodiscard]] double exp(double x);
/// x^y = exp(y log x). Precondition: x > 0.
[[nodiscard]] double pow(double x, double y);
/// Quantile of the standard normal distribution. Precondition: 0 < p < 1.
/// Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37(3), 1988, PPND16.
[[nodiscard]] double normal_quantile(double p);

}  // namespace tiersim::portable
