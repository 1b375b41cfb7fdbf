#include "models/theory/law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <boost/math/special_functions/gamma.hpp>

#include "models/theory/law_transforms.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double factorial(int n) {
  return std::tgamma(n + 1.0);
}

}  // namespace

Law Law::exponential(double rate) {
  TIERSIM_ASSERT(rate > 0);
  return {Kind::exponential, rate, 0};
}

Law Law::deterministic(double value) {
  TIERSIM_ASSERT(value >= 0);
  return {Kind::deterministic, value, 0};
}

Law Law::erlang(int k, double rate) {
  TIERSIM_ASSERT(k >= 1);
  return gamma(k, rate);
}

Law Law::gamma(double shape, double rate) {
  TIERSIM_ASSERT(shape > 0 && rate > 0);
  return {Kind::gamma, shape, rate};
}

Law Law::hyperexponential(std::vector<double> p, std::vector<double> rates) {
  TIERSIM_ASSERT(!p.empty() && p.size() == rates.size());
  for (const double probability : p) TIERSIM_ASSERT(probability >= 0);
  for (const double rate : rates) TIERSIM_ASSERT(rate > 0);
  TIERSIM_ASSERT(std::abs(std::accumulate(p.begin(), p.end(), 0.0) - 1) < 1e-9);
  Law law{Kind::hyperexponential, 0, 0};
  law.p_ = std::move(p);
  law.rates_ = std::move(rates);
  return law;
}

Law Law::lognormal(double mu, double sigma) {
  TIERSIM_ASSERT(sigma > 0);
  return {Kind::lognormal, mu, sigma};
}

Law Law::pareto(double alpha, double low) {
  TIERSIM_ASSERT(alpha > 0 && low > 0);
  return {Kind::pareto, alpha, low};
}

Law Law::uniform(double low, double high) {
  TIERSIM_ASSERT(low >= 0 && low < high);
  return {Kind::uniform, low, high};
}

double Law::moment(int n) const {
  TIERSIM_ASSERT(n >= 0);
  switch (kind_) {
    case Kind::exponential:
      return factorial(n) / std::pow(a_, n);
    case Kind::deterministic:
      return std::pow(a_, n);
    case Kind::gamma: {
      double product = 1;
      for (int i = 0; i < n; ++i) product *= (a_ + i) / b_;
      return product;
    }
    case Kind::hyperexponential: {
      double sum = 0;
      for (std::size_t i = 0; i < p_.size(); ++i) sum += p_[i] / std::pow(rates_[i], n);
      return factorial(n) * sum;
    }
    case Kind::lognormal:
      return std::exp(n * a_ + 0.5 * n * n * b_ * b_);
    case Kind::pareto:
      return n < a_ ? a_ * std::pow(b_, n) / (a_ - n) : infinity;
    case Kind::uniform: {
      double sum = 0;  // of low^i high^(n-i): no difference of powers
      for (int i = 0; i <= n; ++i) sum += std::pow(a_, i) * std::pow(b_, n - i);
      return sum / (n + 1);
    }
  }
  return 0;
}

double Law::variance() const {
  switch (kind_) {  // without a difference of moments where there is a better form
    case Kind::deterministic:
      return 0;
    case Kind::gamma:
      return a_ / (b_ * b_);
    case Kind::lognormal:
      return std::expm1(b_ * b_) * std::exp(2 * a_ + b_ * b_);
    case Kind::pareto:
      return a_ > 2 ? a_ * b_ * b_ / ((a_ - 1) * (a_ - 1) * (a_ - 2)) : infinity;
    case Kind::uniform:
      return (b_ - a_) * (b_ - a_) / 12;
    case Kind::exponential:
    case Kind::hyperexponential:
      return moment(2) - mean() * mean();
  }
  return 0;
}

double Law::scv() const {
  return variance() / (mean() * mean());
}

Complex Law::transform(Complex s) const {
  switch (kind_) {
    case Kind::exponential:
      return static_cast<long double>(a_) / (static_cast<long double>(a_) + s);
    case Kind::deterministic:
      return std::exp(-s * static_cast<long double>(a_));
    case Kind::gamma:
      return gamma_transform(a_, b_, s);
    case Kind::hyperexponential: {
      Complex sum = 0;
      for (std::size_t i = 0; i < p_.size(); ++i) {
        const long double rate = rates_[i];
        sum += p_[i] * rate / (rate + s);
      }
      return sum;
    }
    case Kind::lognormal:
      return lognormal_transform(a_, b_, s);
    case Kind::pareto:
      return pareto_transform(a_, b_, s);
    case Kind::uniform:
      return uniform_transform(a_, b_, s);
  }
  return 0;
}

double Law::transform(double s) const {
  return static_cast<double>(transform(Complex(s)).real());
}

Complex Law::residual_transform(Complex s) const {
  const long double mean = moment(1);
  if (std::abs(s) * mean > 0.1L) return (1.0L - transform(s)) / (s * mean);
  return 1.0L - residual_complement(s);
}

Complex Law::residual_complement(Complex s) const {
  const long double mean = moment(1);
  if (kind_ == Kind::exponential) return s / (s + static_cast<long double>(a_));
  if (kind_ == Kind::hyperexponential) {
    Complex sum = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      const long double rate = rates_[i];
      sum += p_[i] / rate * s / (s + rate);
    }
    return sum / mean;
  }
  if (std::abs(s) * mean > 0.1L) return 1.0L - residual_transform(s);
  switch (kind_) {
    case Kind::gamma:
      return gamma_beyond_linear(a_, b_, s) / (s * mean);
    case Kind::lognormal:
      return lognormal_beyond_linear(a_, b_, s) / (s * mean);
    case Kind::pareto:
      return pareto_beyond_linear(a_, b_, s) / (s * mean);
    default:  // bounded: the series of its moments
      return bounded_beyond_linear([this](int n) { return moment(n); }, s) / (s * mean);
  }
}

double Law::cdf(double x) const {
  if (kind_ == Kind::gamma) return x <= 0 ? 0 : boost::math::gamma_p(a_, b_ * x);
  if (kind_ == Kind::exponential) return x <= 0 ? 0 : -std::expm1(-a_ * x);
  if (kind_ == Kind::lognormal)
    return x <= 0 ? 0 : 0.5 * std::erfc((a_ - std::log(x)) / (b_ * std::sqrt(2.0)));
  return 1 - survival(x);
}

double Law::survival(double x) const {
  if (x < 0) return 1;
  switch (kind_) {
    case Kind::exponential:
      return std::exp(-a_ * x);
    case Kind::deterministic:
      return x < a_ ? 1 : 0;
    case Kind::gamma:
      return boost::math::gamma_q(a_, b_ * x);
    case Kind::hyperexponential: {
      double sum = 0;
      for (std::size_t i = 0; i < p_.size(); ++i) sum += p_[i] * std::exp(-rates_[i] * x);
      return sum;
    }
    case Kind::lognormal:
      return x == 0 ? 1 : 0.5 * std::erfc((std::log(x) - a_) / (b_ * std::sqrt(2.0)));
    case Kind::pareto:
      return x <= b_ ? 1 : std::pow(b_ / x, a_);
    case Kind::uniform:
      if (x >= b_) return 0;
      return x <= a_ ? 1 : (b_ - x) / (b_ - a_);
  }
  return 0;
}

double Law::partial_mean(double x) const {
  TIERSIM_ASSERT(x >= 0);
  const auto exponential_part = [x](double rate) {
    return boost::math::gamma_p(2, rate * x) / rate;
  };
  switch (kind_) {
    case Kind::exponential:
      return exponential_part(a_);
    case Kind::deterministic:
      return x < a_ ? 0 : a_;
    case Kind::gamma:
      return mean() * boost::math::gamma_p(a_ + 1, b_ * x);
    case Kind::hyperexponential: {
      double sum = 0;
      for (std::size_t i = 0; i < p_.size(); ++i) sum += p_[i] * exponential_part(rates_[i]);
      return sum;
    }
    case Kind::lognormal: {
      if (x == 0) return 0;
      const double below = a_ + b_ * b_ - std::log(x);  // under the law weighted by its value
      return mean() * 0.5 * std::erfc(below / (b_ * std::sqrt(2.0)));
    }
    case Kind::pareto: {
      if (x <= b_) return 0;
      const double log_ratio = std::log(x / b_);
      if (a_ == 1) return b_ * log_ratio;
      return a_ * b_ / (a_ - 1) * -std::expm1((1 - a_) * log_ratio);
    }
    case Kind::uniform: {
      if (x <= a_) return 0;
      const double top = std::min(x, b_);
      return (top - a_) * (top + a_) / (2 * (b_ - a_));
    }
  }
  return 0;
}

double Law::mean_excess_over(double x) const {
  TIERSIM_ASSERT(x >= 0);
  switch (kind_) {
    case Kind::exponential:
      return std::exp(-a_ * x) / a_;
    case Kind::deterministic:
      return std::max(a_ - x, 0.0);
    case Kind::gamma:
      return mean() * boost::math::gamma_q(a_ + 1, b_ * x) - x * survival(x);
    case Kind::hyperexponential: {
      double sum = 0;
      for (std::size_t i = 0; i < p_.size(); ++i)
        sum += p_[i] / rates_[i] * std::exp(-rates_[i] * x);
      return sum;
    }
    case Kind::lognormal: {
      if (x == 0) return mean();
      const double above = (std::log(x) - a_) / b_ - b_;  // under the law weighted by its value
      return mean() * 0.5 * std::erfc(above / std::sqrt(2.0)) - x * survival(x);
    }
    case Kind::pareto:
      if (a_ <= 1) return infinity;
      return x <= b_ ? mean() - x : x * survival(x) / (a_ - 1);
    case Kind::uniform:
      if (x <= a_) return mean() - x;
      return x >= b_ ? 0 : (b_ - x) * (b_ - x) / (2 * (b_ - a_));
  }
  return 0;
}

std::vector<double> Law::kinks() const {
  if (kind_ == Kind::deterministic && a_ > 0) return {a_};
  if (kind_ == Kind::pareto) return {b_};
  if (kind_ == Kind::uniform) return a_ > 0 ? std::vector{a_, b_} : std::vector{b_};
  return {};
}

}  // namespace tiersim::theory
