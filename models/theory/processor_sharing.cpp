#include "models/theory/processor_sharing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/quadrature/gauss.hpp>

#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/quantile.hpp"
#include "models/theory/transform_inversion.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

StationMeans shared_means(double rate, double service, double utilization, double wait) {
  const double sojourn = wait + service;
  return {utilization, rate * sojourn, rate * wait, sojourn, wait};
}

/// Sum over n >= 0 of z^n b / (b + n), |z| < 1, by the continued fraction of F(b, 1; b + 1; z),
/// which also converges fast where z is close to 1. Source: A. Cuyt et al., Handbook of Continued
/// Fractions for Special Functions, 2008, section 15.3.
Complex harmonic_series(Complex z, Complex b) {
  Complex c = 1;
  Complex d = 0;
  Complex value = 1;  // 1 + d_1 z / (1 + d_2 z / (1 + …)), by Lentz's rule
  for (int k = 1; k < 100'000; ++k) {
    const long double m = k / 2;
    const long double n = k;
    const Complex top = k % 2 == 1 ? (b + m) * (b + m) : Complex(m * m);
    const Complex term = -top * z / ((b + n - 1.0L) * (b + n));
    d = 1.0L / (1.0L + term * d);
    c = 1.0L + term / c;
    value *= c * d;
    if (std::abs(c * d - 1.0L) < 1e-19L) break;
  }
  return 1.0L / value;
}

/// Transform of the sojourn in M/M/1-PS, the needed service being exponential: the transform given
/// the service x is a geometric series of exponentials in x, integrated term by term.
Complex exponential_sojourn_transform(long double arrivals, long double service, Complex s) {
  const long double rho = arrivals / service;
  const Complex sum = arrivals + service + s;
  // The root within the unit circle, as the quotient that does not cancel.
  const Complex r = 2.0L * service / (sum + std::sqrt(sum * sum - 4 * arrivals * service));
  const Complex away = (1.0L - r) / (1.0L - rho * r);
  const Complex ratio = rho * away * away;
  const Complex first = arrivals * (1.0L - r) + s + service;
  const Complex step = service * (1.0L - rho * r * r) / r;
  const Complex factor =
      service * (1 - rho) * (1.0L - rho * r * r) / ((1.0L - rho * r) * (1.0L - rho * r));
  return factor / first * harmonic_series(ratio, first / step);
}

}  // namespace

std::optional<MG1ProcessorSharing> MG1ProcessorSharing::solve(double arrival_rate_per_s,
                                                              const Law& service) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service.mean() > 0);
  const double rho = arrival_rate_per_s * service.mean();
  if (rho >= 1) return std::nullopt;
  MG1ProcessorSharing queue(arrival_rate_per_s, service);
  queue.means =
      shared_means(arrival_rate_per_s, service.mean(), rho, service.mean() * rho / (1 - rho));
  return queue;
}

double MG1ProcessorSharing::sojourn_given_service_s(double service_s) const {
  return service_s / (1 - means.utilization);
}

double MG1ProcessorSharing::number_probability(int n) const {
  return (1 - means.utilization) * std::pow(means.utilization, n);
}

double MG1ProcessorSharing::sojourn_variance_s2() const {
  const double idle = 1 - means.utilization;
  if (std::isinf(service_.moment(2))) return std::numeric_limits<double>::infinity();
  // Given the service x, the variance is 2/(1-ρ)² ∫_0^x (x - u) P(FIFO wait > u) du (Yashkov).
  const MG1Queue fifo = *MG1Queue::solve(arrival_rate_, service_);
  const auto integrand = [&](double u) {
    const double excess = service_.mean_excess_over(u);
    return excess > 0 ? fifo.wait_survival(u) * excess : 0;
  };
  // Panels that double, and end at the kinks of the service.
  using Rule = boost::math::quadrature::gauss<double, 15>;
  const std::vector<double> kinks = service_.kinks();
  double sum = 0;
  double low = 0;
  double high = service_.mean() / 64;
  while (true) {
    for (const double kink : kinks) {
      if (kink > low && kink < high) high = kink;
    }
    const double part = Rule::integrate(integrand, low, high);
    sum += part;
    if (part < 1e-10 * sum && high > service_.mean()) break;
    low = high;
    high *= 2;
  }
  return (2 * sum + service_.variance()) / (idle * idle);
}

std::optional<double> MG1ProcessorSharing::sojourn_quantile_s(double p) const {
  if (service_.kind() != Law::Kind::exponential) return std::nullopt;
  const std::function<Complex(Complex)> transform = [this](Complex s) {
    return (1.0L - exponential_sojourn_transform(arrival_rate_, 1 / service_.mean(), s)) / s;
  };
  return quantile([&](long double t) { return t == 0 ? 1 : invert(transform, t).value; }, p,
                  means.sojourn_s);
}

std::optional<SharedCores> shared_cores(double arrival_rate_per_s, double mean_service_s,
                                        int cores) {
  TIERSIM_ASSERT(mean_service_s > 0);
  const auto queue = MMcQueue::solve(arrival_rate_per_s, 1 / mean_service_s, cores);
  if (!queue) return std::nullopt;
  return SharedCores{shared_means(arrival_rate_per_s, mean_service_s, queue->means.utilization,
                                  queue->means.wait_s),
                     queue->wait_probability};
}

}  // namespace tiersim::theory
