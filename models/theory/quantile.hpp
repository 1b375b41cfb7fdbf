#pragma once
#include <functional>

namespace tiersim::theory {

/// inf{t >= 0: P(T > t) <= 1 - p}, to about 1e-14 relative, by bracketing from `scale` on. An atom
/// at 0 that holds p to 1e-12 gives 0. Preconditions: 0 < p < 1, scale > 0, survival does not
/// increase and goes to 0.
[[nodiscard]] double quantile(const std::function<long double(long double)>& survival, double p,
                              double scale);

}  // namespace tiersim::theory
