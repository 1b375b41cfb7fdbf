#include "models/theory/birth_death.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

std::vector<double> birth_death_stationary(std::size_t states,
                                           const std::function<double(std::size_t)>& birth,
                                           const std::function<double(std::size_t)>& death) {
  TIERSIM_ASSERT(states >= 1);
  std::vector<long double> ratio(states, 1.0L);  // of state n to state n-1
  std::size_t mode = 0;
  long double height = 0;
  long double highest = 0;
  for (std::size_t n = 1; n < states; ++n) {
    ratio[n] = static_cast<long double>(birth(n - 1)) / death(n);
    TIERSIM_ASSERT(ratio[n] > 0 && std::isfinite(ratio[n]));
    height += std::log(ratio[n]);
    if (height > highest) {
      highest = height;
      mode = n;
    }
  }
  // From the mode both ways: nothing overflows, and what underflows is nothing.
  std::vector<long double> share(states, 0.0L);
  share[mode] = 1;
  for (std::size_t n = mode; n > 0; --n) share[n - 1] = share[n] / ratio[n];
  for (std::size_t n = mode + 1; n < states; ++n) share[n] = share[n - 1] * ratio[n];
  long double total = 0;
  for (const long double value : share) total += value;
  std::vector<double> result(states);
  std::transform(share.begin(), share.end(), result.begin(),
                 [&](long double value) { return static_cast<double>(value / total); });
  return result;
}

}  // namespace tiersim::theory
