#pragma once
#include <vector>

namespace tiersim::theory {

/// P(X = n), n = 0 … last, for a Poisson law; small values keep their digits. Preconditions:
/// mean >= 0, last >= 0.
[[nodiscard]] std::vector<long double> poisson_weights(long double mean, int last);

/// P(X >= n), with all its digits where it is small. Precondition: mean >= 0.
[[nodiscard]] long double poisson_tail(long double mean, int n);

/// The smallest n with P(X <= n) >= p. Preconditions: mean >= 0, 0 <= p < 1.
[[nodiscard]] int poisson_quantile(double mean, double p);

}  // namespace tiersim::theory
