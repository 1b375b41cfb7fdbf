#include "models/theory/quantile.hpp"

#include <algorithm>
#include <cstdint>

#include <boost/math/tools/toms748_solve.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

double quantile(const std::function<long double(long double)>& survival, double p, double scale) {
  TIERSIM_ASSERT(p > 0 && p < 1 && scale > 0);
  const long double rest = 1 - static_cast<long double>(p);
  if (survival(0) <= rest * (1 + 1e-12L)) return 0;
  long double low = 0;
  long double high = scale;
  while (survival(high) > rest) {
    low = high;
    high *= 2;
  }
  while (low == 0 && high > 1e-300L) {
    const long double middle = high / 4;
    (survival(middle) > rest ? low : high) = middle;
  }
  const auto excess = [&](long double t) { return survival(t) - rest; };
  const auto close = [](long double a, long double b) {
    return std::abs(b - a) <= 1e-15L * std::max(std::abs(a), std::abs(b));
  };
  std::uintmax_t steps = 200;
  const auto [a, b] = boost::math::tools::toms748_solve(excess, low, high, close, steps);
  return static_cast<double>((a + b) / 2);
}

}  // namespace tiersim::theory
