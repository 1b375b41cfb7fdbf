#include "models/theory/law_transforms.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>

namespace tiersim::theory {

namespace {

constexpr long double epsilon = std::numeric_limits<long double>::epsilon();

/// The principal branch of Lambert's W, for Re z >= 0, by Halley's iteration.
Complex lambert_w(Complex z) {
  Complex w = std::log(1.0L + z);
  for (int i = 0; i < 60; ++i) {
    const Complex e = std::exp(w);
    const Complex residual = w * e - z;
    const Complex step = residual / (e * (w + 1.0L) - (w + 2.0L) * residual / (2.0L * w + 2.0L));
    w -= step;
    if (std::abs(step) <= 4 * epsilon * std::abs(w)) break;
  }
  return w;
}

/// e^z - 1 - z, without cancellation for small z.
Complex exp_beyond_linear(Complex z) {
  if (std::abs(z) > 0.1L) return std::exp(z) - 1.0L - z;
  Complex term = z * z / 2.0L;
  Complex sum = term;
  for (int n = 3; std::abs(term) > epsilon * std::abs(sum); ++n)
    sum += term *= z / static_cast<long double>(n);
  return sum;
}

/// (e^z - 1) / z.
Complex exp_quotient(Complex z) {
  if (std::abs(z) > 0.5L) return (std::exp(z) - 1.0L) / z;
  Complex sum = 1;
  Complex term = 1;
  for (int n = 2; std::abs(term) > epsilon; ++n) sum += term *= z / static_cast<long double>(n);
  return sum;
}

/// (ln Γ(n + 1 + e) - ln Γ(n + 1)) / e for |e| <= 1/2.
long double log_gamma_slope(int n, long double e) {
  if (std::abs(e) > 1e-3L) return (std::lgamma(n + 1 + e) - std::lgamma(n + 1.0L)) / e;
  long double sum = boost::math::digamma(n + 1.0L);
  long double factor = 1;
  for (int k = 1; k <= 5; ++k) {
    factor *= e / (k + 1);
    sum += factor * boost::math::polygamma(k, n + 1.0L);
  }
  return sum;
}

/// ln(πe / sin πe) / e for |e| <= 1/2.
long double log_sine_slope(long double e) {
  const long double x = std::numbers::pi_v<long double> * e;
  if (std::abs(x) > 1e-2L) return std::log(x / std::sin(x)) / e;
  const long double square = x * x;
  return std::numbers::pi_v<long double> * x *
         (1.0L / 6 + square * (1.0L / 180 + square * (1.0L / 2835 + square / 37800)));
}

/// E_{alpha+1}(z) for small |z|, less its regular terms before z^skipped. Two terms are singular at
/// integer alpha and nearly cancel beside it; they are taken together.
Complex exponential_integral_series(long double alpha, Complex z, int skipped) {
  const int n = static_cast<int>(std::lround(alpha));
  const long double e = alpha - n;
  const Complex exponent = std::log(z) + log_sine_slope(e) - log_gamma_slope(n, e);
  Complex power = 1;  // (-z)^k / k!
  Complex sum = 0;
  for (int k = 0;; ++k) {
    if (k == n) sum -= power * exponent * exp_quotient(e * exponent);
    if (k != n && k >= skipped) sum -= power / (k - alpha);
    if (k == n && k < skipped) sum += power / (k - alpha);  // taken, but not wanted
    power *= -z / static_cast<long double>(k + 1);
    if (k > n && k > skipped && std::abs(power) < epsilon * std::abs(sum)) return sum;
  }
}

/// E_order(z) away from the origin, by Lentz's evaluation of the continued fraction.
Complex exponential_integral_fraction(long double order, Complex z) {
  Complex b = z + order;
  Complex d = 1.0L / b;
  Complex c = 1.0L / std::numeric_limits<long double>::min();
  Complex h = d;
  for (int i = 1; i < 10'000; ++i) {
    const long double a = -static_cast<long double>(i) * (order - 1 + i);
    b += 2.0L;
    d = 1.0L / (a * d + b);
    c = b + a / c;
    const Complex factor = c * d;
    h *= factor;
    if (std::abs(factor - 1.0L) < 2 * epsilon) break;
  }
  return h * std::exp(-z);
}

/// Integral of f(t) dt / (sigma √(2π)), f being entire, like exp(-t²/2σ²) times a function that
/// oscillates like exp(-w e^t/σ²) far out. From the saddle at 0 the path leaves in the direction of
/// steepest descent and bends until nothing oscillates.
template <class F>
Complex along_lognormal_path(Complex w, long double sigma, F f) {
  const long double angle = std::arg(w);
  const long double descent = std::tan(std::arg(1.0L + w) / 2);
  const long double late = descent != 0 ? std::max(1.0L, angle / descent - 1) : 1;
  const auto integrand = [&](long double x) {
    const long double rise = 1 / (1 + late * std::exp(-x));
    const Complex t(x, -angle * (rise - (1 - rise) / late));
    const Complex slope(1, -angle * rise * (1 - rise) * (1 + 1 / late));
    return slope * f(t);
  };
  // Near the saddle a Gaussian of this width; the trapezoidal rule converges as exp(-2π²
  // (width/step)²), and as exp(-π²/step) by the strip in which the oscillating factor still decays.
  const long double width = sigma / std::sqrt(std::abs(1.0L + w));
  const long double step = std::min(0.45L * width, 0.2L);
  Complex sum = integrand(0);
  for (const long double direction : {1.0L, -1.0L}) {
    long double last = 0;
    for (int i = 1;; ++i) {
      const Complex term = integrand(direction * step * i);
      sum += term;
      const long double size = std::norm(term);
      if (size < 1e-46L * std::norm(sum) && size <= last) break;
      last = size;
    }
  }
  return step / (sigma * std::sqrt(2 * std::numbers::pi_v<long double>)) * sum;
}

}  // namespace

Complex gamma_transform(long double shape, long double rate, Complex s) {
  return std::exp(-shape * std::log(1.0L + s / rate));
}

Complex uniform_transform(long double low, long double high, Complex s) {
  return std::exp(-s * low) * exp_quotient(-s * (high - low));
}

Complex lognormal_transform(long double mu, long double sigma, Complex s) {
  const long double variance = sigma * sigma;
  const Complex w = lambert_w(s * variance * std::exp(mu));
  const Complex weight = w / variance;
  const Complex sum = along_lognormal_path(w, sigma, [&](Complex t) {
    return std::exp(-weight * exp_beyond_linear(t) - t * t / (2 * variance));
  });
  return sum * std::exp(-(w * w + 2.0L * w) / (2 * variance));
}

Complex lognormal_beyond_linear(long double mu, long double sigma, Complex s) {
  const long double variance = sigma * sigma;
  const Complex scaled = s * std::exp(mu);
  return along_lognormal_path(scaled * variance, sigma, [&](Complex t) {
    return exp_beyond_linear(-scaled * std::exp(t)) * std::exp(-t * t / (2 * variance));
  });
}

Complex pareto_transform(long double alpha, long double low, Complex s) {
  const Complex z = s * low;
  if (z == Complex(0)) return 1;
  return alpha * (std::abs(z) < 2 ? exponential_integral_series(alpha, z, 0)
                                  : exponential_integral_fraction(alpha + 1, z));
}

Complex gamma_beyond_linear(long double shape, long double rate, Complex s) {
  const Complex x = s / rate;
  Complex rest = 0;  // x - ln(1 + x)
  if (std::abs(x) > 0.3L) {
    rest = x - std::log(1.0L + x);
  } else {
    Complex power = -x;
    for (int n = 2; n < 60 && std::abs(power) > epsilon * std::abs(rest); ++n) {
      power *= -x;
      rest += power / static_cast<long double>(n);
    }
  }
  const Complex y = shape * (x - rest);  // shape ln(1 + x)
  return shape * rest + exp_beyond_linear(-y);
}

Complex pareto_beyond_linear(long double alpha, long double low, Complex s) {
  return alpha * exponential_integral_series(alpha, s * low, 2);
}

Complex bounded_beyond_linear(const std::function<double(int)>& moment, Complex s) {
  Complex factor = -s;  // (-s)^n / n!
  Complex sum = 0;
  for (int n = 2; n < 40; ++n) {
    factor *= -s / static_cast<long double>(n);
    const Complex term = factor * static_cast<long double>(moment(n));
    sum += term;
    if (std::abs(term) < epsilon * std::abs(sum)) break;
  }
  return sum;
}

}  // namespace tiersim::theory
