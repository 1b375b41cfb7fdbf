// Distribution functions and quantiles, for theory and reports; no draw needs them.
#include <algorithm>
#include <cmath>

#include <boost/math/distributions/gamma.hpp>

#include "sim/chance/distribution.hpp"
#include "sim/chance/distribution_table.hpp"
#include "sim/chance/math.hpp"

namespace tiersim {

double Distribution::cdf(double x) const {
  if (x < 0) return 0;
  if (std::isinf(x)) return 1;
  switch (kind_) {
    case Kind::deterministic:
      return x >= a_ ? 1 : 0;
    case Kind::uniform:
      if (x >= b_) return 1;
      return x <= a_ ? 0 : (x - a_) / (b_ - a_);
    case Kind::exponential:
      return -portable::expm1(-x / a_);
    case Kind::gamma:
      return boost::math::cdf(boost::math::gamma_distribution<>(a_, b_), x);
    case Kind::lognormal:
      if (x <= 0) return 0;
      if (b_ == 0) return x >= portable::exp(a_) ? 1 : 0;
      return 0.5 * std::erfc((a_ - portable::log(x)) / (b_ * std::sqrt(2.0)));
    case Kind::weibull:
      return x <= 0 ? 0 : -portable::expm1(-portable::pow(x / b_, a_));
    case Kind::pareto:
      return x <= b_ ? 0 : -portable::expm1(-a_ * portable::log(x / b_));
    case Kind::bounded_pareto:
      if (x >= c_) return 1;
      return x <= b_ ? 0 : -portable::expm1(-a_ * portable::log(x / b_)) / mass_;
    case Kind::steps:
    case Kind::linear:
    case Kind::log_linear:
      return table_cdf(x / factor_);
    case Kind::mixture: {
      double sum = 0;
      double before = 0;
      for (std::size_t i = 0; i < table_->parts.size(); ++i) {
        const double weight = table_->p[i] - before;
        if (weight > 0) sum += weight * table_->parts[i].cdf(x / factor_);
        before = table_->p[i];
      }
      return std::min(sum, 1.0);
    }
  }
  return 1;
}

double Distribution::table_cdf(double x) const {
  const auto& [ps, xs, parts] = *table_;
  if (kind_ == Kind::steps) {
    const auto at_most = std::upper_bound(xs.begin(), xs.end(), x) - xs.begin();
    return static_cast<double>(at_most) / static_cast<double>(xs.size());
  }
  if (kind_ == Kind::log_linear) {
    if (x <= 0) return 0;
    x = portable::log(x);
  }
  // The first segment whose end is above x; where the law is flat it jumps to the last of the equal
  // points.
  const auto end = std::upper_bound(xs.begin() + 1, xs.end() - 1, x);
  const auto i = static_cast<std::size_t>(end - xs.begin());
  const double rise = xs[i] - xs[i - 1];
  if (rise == 0)
    return x < xs[i] ? 0 : 1;  // a flat end goes on flat: all that is left lies on its value
  return std::clamp(ps[i - 1] + (ps[i] - ps[i - 1]) * ((x - xs[i - 1]) / rise), 0.0, 1.0);
}

double Distribution::quantile(double p) const {
  switch (kind_) {
    case Kind::deterministic:
      return a_;
    case Kind::exponential:
      return -a_ * portable::log1p(-p);
    case Kind::gamma:
      return boost::math::quantile(boost::math::gamma_distribution<>(a_, b_), p);
    case Kind::lognormal:
      return portable::exp(a_ + b_ * portable::normal_quantile(p));
    case Kind::mixture:
      return mixture_quantile(p);
    default:
      return at(p);
  }
}

/// Halves the interval that holds it, to the last bit.
double Distribution::mixture_quantile(double p) const {
  if (cdf(0.0) >= p) return 0;
  double low = 0;
  double high = 1e-9;
  while (cdf(high) < p) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (cdf(middle) < p ? low : high) = middle;
  }
}

}  // namespace tiersim
