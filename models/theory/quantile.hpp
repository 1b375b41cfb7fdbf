#pragma once
#include <functional>

namespace tiersim::theory {

/// inf{t >= 0: P(T > t) <= 1 - p}, to about 1e-13 relative, searched from `guess` on. An atom at 0
/// that holds p to 1e-12 gives 0. Preconditions: 0 < p < 1, 0 < guess < infinity, survival does not
/// increase and goes to 0.
[[nodiscard]] double quantile(const std::function<long double(long double)>& survival, double p,
                              double guess);

}  // namespace tiersim::theory
