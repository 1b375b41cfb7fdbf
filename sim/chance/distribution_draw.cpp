#include <algorithm>
#include <cmath>

#include "sim/chance/distribution.hpp"
#include "sim/chance/distribution_table.hpp"
#include "sim/chance/math.hpp"

namespace tiersim {

/// The value at probability p, for the laws that are drawn by inversion of one uniform.
double Distribution::at(double p) const {
  switch (kind_) {
    case Kind::uniform:
      return a_ + (b_ - a_) * p;
    case Kind::weibull:
      return b_ * portable::pow(-portable::log1p(-p), 1.0 / a_);
    case Kind::pareto:
      return b_ * portable::exp(-portable::log1p(-p) / a_);
    case Kind::bounded_pareto:
      return std::min(c_, b_ * portable::exp(-portable::log1p(-p * mass_) / a_));
    case Kind::steps:
    case Kind::linear:
    case Kind::log_linear:
      return factor_ * table_value(p);
    default:
      return a_;
  }
}

/// O(1) in the samples, O(log n) in the points of a cumulated law.
double Distribution::table_value(double p) const {
  const auto& [ps, xs, parts] = *table_;
  if (kind_ == Kind::steps) {
    const double rank = p * static_cast<double>(xs.size());  // the sample ⌈rank⌉, counted from 1
    const auto whole = static_cast<std::size_t>(rank);
    const std::size_t index = static_cast<double>(whole) == rank && whole > 0 ? whole - 1 : whole;
    return xs[std::min(index, xs.size() - 1)];
  }
  // The first segment whose end is not below p; the last one goes on.
  const auto end = std::lower_bound(ps.begin() + 1, ps.end() - 1, p);
  const auto i = static_cast<std::size_t>(end - ps.begin());
  const double x = xs[i - 1] + (xs[i] - xs[i - 1]) * ((p - ps[i - 1]) / (ps[i] - ps[i - 1]));
  return kind_ == Kind::linear ? x : portable::exp(x);
}

template <class Engine>
double Distribution::draw_other(Engine& chance) const {
  switch (kind_) {
    case Kind::gamma:
      return b_ * draw_gamma(chance, a_);
    case Kind::mixture: {
      const double p = chance.uniform();
      std::size_t i = 0;
      while (p > table_->p[i]) ++i;
      return factor_ * table_->parts[i].draw(chance);
    }
    default:
      return at(chance.uniform());
  }
}

/// Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS
/// 26(3), 2000.
template <class Engine>
double Distribution::draw_gamma(Engine& chance, double shape) {
  if (shape < 1.0) {
    const double larger = draw_gamma(chance, shape + 1.0);
    return larger * portable::pow(chance.uniform(), 1.0 / shape);
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double z = chance.normal();
    const double t = 1.0 + c * z;
    if (t <= 0) continue;
    const double v = t * t * t;
    const double u = chance.uniform();
    const double squared = z * z;
    if (u < 1.0 - 0.0331 * squared * squared)
      return d * v;  // spares the logarithms 98 times in 100
    if (portable::log(u) < 0.5 * squared + d - d * v + d * portable::log(v)) return d * v;
  }
}

template double Distribution::draw_other(Stream&) const;
template double Distribution::draw_other(RequestDraw&) const;

}  // namespace tiersim
