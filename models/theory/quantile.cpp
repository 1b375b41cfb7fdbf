#include "models/theory/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <boost/math/tools/toms748_solve.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

double quantile(const std::function<long double(long double)>& survival, double p, double guess) {
  TIERSIM_ASSERT(p > 0 && p < 1 && guess > 0 && std::isfinite(guess));
  const long double rest = 1 - static_cast<long double>(p);
  if (survival(0) <= rest * (1 + 1e-12L)) return 0;
  // In logarithms the tail is nearly a straight line.
  const auto excess = [&](long double t) { return std::log(std::max(survival(t) / rest, 1e-9L)); };
  const auto wider = [](long double factor) { return std::min(factor * factor, 8.0L); };
  long double low = guess;
  long double high = guess;
  long double at_low = excess(guess);
  long double at_high = at_low;
  for (long double factor = 1.25L; at_high > 0; factor = wider(factor)) {
    low = high;
    at_low = at_high;
    at_high = excess(high *= factor);
  }
  for (long double factor = 1.25L; at_low <= 0; factor = wider(factor)) {
    high = low;
    at_high = at_low;
    at_low = excess(low /= factor);
  }
  const auto close = [](long double a, long double b) {
    return std::abs(b - a) <= 1e-14L * std::max(std::abs(a), std::abs(b));
  };
  std::uintmax_t steps = 200;
  const auto [a, b] =
      boost::math::tools::toms748_solve(excess, low, high, at_low, at_high, close, steps);
  return static_cast<double>((a + b) / 2);
}

}  // namespace tiersim::theory
