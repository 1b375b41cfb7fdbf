#include "models/theory/poisson.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/special_functions/gamma.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

std::vector<long double> poisson_weights(long double mean, int last) {
  TIERSIM_ASSERT(mean >= 0 && last >= 0);
  const auto size = static_cast<std::size_t>(last) + 1;
  std::vector<long double> weights(size, 0.0L);
  if (mean == 0) {
    weights[0] = 1;
    return weights;
  }
  // From the mode both ways by ratios: nothing overflows, and what underflows is nothing.
  const auto mode = static_cast<std::size_t>(std::min<long double>(std::floor(mean), last));
  weights[mode] = boost::math::gamma_p_derivative(static_cast<long double>(mode) + 1, mean);
  for (std::size_t n = mode; n > 0; --n)
    weights[n - 1] = weights[n] * static_cast<long double>(n) / mean;
  for (std::size_t n = mode + 1; n < size; ++n)
    weights[n] = weights[n - 1] * mean / static_cast<long double>(n);
  return weights;
}

long double poisson_tail(long double mean, int n) {
  TIERSIM_ASSERT(mean >= 0);
  if (n <= 0) return 1;
  if (mean > 1e4L && mean > 2.0L * n) return 1;  // less than n come with probability < e^-1500
  return mean == 0 ? 0 : boost::math::gamma_p(static_cast<long double>(n), mean);
}

int poisson_quantile(double mean, double p) {
  TIERSIM_ASSERT(mean >= 0 && p >= 0 && p < 1);
  const auto reaches = [&](int n) { return 1 - poisson_tail(mean, n + 1) >= p; };
  int low = -1;  // does not reach p
  int high = static_cast<int>(mean) + 1;
  while (!reaches(high)) high += 1 + static_cast<int>(std::sqrt(mean));
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace tiersim::theory
