#include "models/theory/networks/fan_out.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

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

double FanOut::pareto_mean_s() const {
  const double t = 2 * quantile_s(0.5);  // above the smallest value: there the survival is a power
  const double alpha = std::log2(call_.survival(t) / call_.survival(2 * t));
  const double left = calls_ - needed_ + 1.0;
  if (alpha * left <= 1) return std::numeric_limits<double>::infinity();
  const double low = t * std::pow(call_.survival(t), 1 / alpha);
  return low * boost::math::tgamma_delta_ratio(left - 1 / alpha, 1 / alpha) /
         boost::math::tgamma_delta_ratio(calls_ + 1 - 1 / alpha, 1 / alpha);
}

double FanOut::mean_s() const {
  if (call_.kind() == Law::Kind::pareto) return pareto_mean_s();
  const double median = quantile_s(0.5);
  const auto rest = [&](double t) { return survival(t); };
  const double certain = last_above(rest, 1 - std::numeric_limits<double>::epsilon() / 2, median);
  boost::math::quadrature::tanh_sinh<double> finite;
  const auto integral = [&](double from, double to) {  // from 0 on, for a narrow range far from it
    if (from >= to) return 0.0;
    return finite.integrate([&](double t) { return rest(from + t); }, 0.0, to - from, 1e-13);
  };
  const double mean = certain + integral(certain, median);
  if (call_.kind() == Law::Kind::deterministic) return mean;
  if (call_.kind() == Law::Kind::uniform) {
    double end = 2 * median;
    while (rest(end) > 0) end *= 2;
    return mean + integral(median, last_above(rest, 0, end));
  }
  boost::math::quadrature::exp_sinh<double> infinite;
  return mean + infinite.integrate([&](double t) { return rest(median + t); }, 1e-13);
}

}  // namespace tiersim::theory
