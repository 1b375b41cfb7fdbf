#include "models/theory/networks/fan_out.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>

#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// The last point below `high` where a survival function is above `level`.
template <class Survival>
double last_above(const Survival& survival, double level, double high) {
  double low = 0;
  for (int i = 0; i < 2000; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (survival(middle) > level ? low : high) = middle;
  }
  return low;
}

}  // namespace

FanOut::FanOut(Law call, int calls, int needed)
    : call_(std::move(call)), calls_(calls), needed_(needed) {
  TIERSIM_ASSERT(1 <= needed && needed <= calls);
}

double FanOut::survival(double t) const {
  // More than calls - needed of them outlast t.
  return boost::math::ibeta(calls_ - needed_ + 1.0, static_cast<double>(needed_),
                            std::clamp(call_.survival(t), 0.0, 1.0));
}

double FanOut::quantile_s(double p) const {
  const auto rest = [&](long double t) -> long double { return survival(static_cast<double>(t)); };
  return quantile(rest, p, 1.0);
}

double FanOut::mean_s() const {
  const double median = quantile_s(0.5);
  const auto rest = [&](double t) { return survival(t); };
  const double certain = last_above(rest, 1 - std::numeric_limits<double>::epsilon() / 2, median);
  boost::math::quadrature::tanh_sinh<double> finite;
  double mean = certain;
  if (certain < median) mean += finite.integrate(rest, certain, median, 1e-13);
  if (call_.kind() == Law::Kind::deterministic) return mean;
  if (call_.kind() == Law::Kind::uniform) {
    double end = 2 * median;
    while (rest(end) > 0) end *= 2;
    return mean + finite.integrate(rest, median, last_above(rest, 0, end), 1e-13);
  }
  if (call_.kind() == Law::Kind::pareto) {
    const double far = std::ldexp(median, 20);  // there the survival is a power of t, almost
    if (rest(far) <= 2 * rest(2 * far) * (1 + 1e-5)) return std::numeric_limits<double>::infinity();
  }
  boost::math::quadrature::exp_sinh<double> infinite;
  return mean + infinite.integrate([&](double t) { return rest(median + t); }, 1e-13);
}

}  // namespace tiersim::theory
