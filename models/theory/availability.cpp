#include "models/theory/availability.hpp"

#include <functional>
#include <numeric>

#include <boost/math/distributions/binomial.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

double k_of_n(int n, int k, double each) {
  TIERSIM_ASSERT(k >= 1 && k <= n);
  return boost::math::cdf(complement(boost::math::binomial(n, each), k - 1));
}

double in_series(const std::vector<double>& availabilities) {
  return std::accumulate(availabilities.begin(), availabilities.end(), 1.0, std::multiplies<>());
}

}  // namespace tiersim::theory
