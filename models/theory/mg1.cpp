#include "models/theory/mg1.hpp"

#include <algorithm>
#include <cmath>

#include "models/theory/mdc.hpp"
#include "models/theory/quantile.hpp"
#include "models/theory/transform_inversion.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// The means of every discipline that neither looks at service times nor preempts.
std::optional<StationMeans> means_of(double rate, const Law& service) {
  TIERSIM_ASSERT(rate > 0 && service.mean() > 0);
  const double rho = rate * service.mean();
  if (rho >= 1) return std::nullopt;
  const double wait = rate * service.moment(2) / (2 * (1 - rho));
  const double sojourn = wait + service.mean();
  return StationMeans{rho, rate * sojourn, rate * wait, sojourn, wait};
}

}  // namespace

std::optional<MG1Queue> MG1Queue::solve(double arrival_rate_per_s, const Law& service) {
  const auto means = means_of(arrival_rate_per_s, service);
  if (!means) return std::nullopt;
  MG1Queue queue(arrival_rate_per_s, service);
  queue.means = *means;
  queue.wait_probability = means->utilization;
  queue.wait_second_moment_s2 =
      2 * means->wait_s * means->wait_s +
      arrival_rate_per_s * service.moment(3) / (3 * (1 - means->utilization));
  return queue;
}

Complex MG1Queue::wait_survival_transform(Complex s) const {
  // The wait is a geometric sum of residual services.
  const long double rho = static_cast<long double>(arrival_rate_) * service_.mean();
  const Complex complement = service_.residual_complement(s);
  return rho * complement / (s * ((1 - rho) + rho * complement));
}

double MG1Queue::wait_survival(double t) const {
  if (t <= 0) return t < 0 ? 1 : wait_probability;
  if (service_.kind() == Law::Kind::deterministic)
    return MDcQueue::solve(arrival_rate_, service_.mean(), 1)->wait_survival(t);
  return static_cast<double>(
      invert([this](Complex s) { return wait_survival_transform(s); }, t).value);
}

double MG1Queue::wait_quantile_s(double p) const {
  if (service_.kind() == Law::Kind::deterministic)
    return MDcQueue::solve(arrival_rate_, service_.mean(), 1)->wait_quantile_s(p);
  const std::function<Complex(Complex)> transform = [this](Complex s) {
    return wait_survival_transform(s);
  };
  const auto survival = [&](long double t) {
    return t == 0 ? static_cast<long double>(wait_probability) : invert(transform, t).value;
  };
  // As if the wait of who waits were exponential; its mean may be infinite.
  const double rest = 1 - p;
  const double tail =
      std::isfinite(means.wait_s) ? means.wait_s / wait_probability : service_.mean();
  const double guess = tail * std::log(std::max(wait_probability / rest, 1.1));
  return quantile(survival, p, guess);
}

double MG1Queue::sojourn_quantile_s(double p) const {
  if (service_.kind() == Law::Kind::deterministic) return wait_quantile_s(p) + service_.mean();
  const auto survival = [this](long double t) {
    if (t <= 0) return 1.0L;
    const std::function<Complex(Complex)> transform = [this](Complex s) {
      return (1.0L - (1.0L - s * wait_survival_transform(s)) * service_.transform(s)) / s;
    };
    return invert(transform, t).value;
  };
  return quantile(survival, p, std::isfinite(means.sojourn_s) ? means.sojourn_s : service_.mean());
}

std::optional<MG1Moments> mg1_lcfs(double arrival_rate_per_s, const Law& service) {
  const auto means = means_of(arrival_rate_per_s, service);
  if (!means) return std::nullopt;
  const double idle = 1 - means->utilization;
  const double second = arrival_rate_per_s * service.moment(2);
  return MG1Moments{*means,
                    arrival_rate_per_s * service.moment(3) / (3 * idle * idle) +
                        second * second / (2 * idle * idle * idle),
                    0};
}

std::optional<MG1Moments> mg1_lcfs_preemptive(double arrival_rate_per_s, const Law& service) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service.mean() > 0);
  const double rho = arrival_rate_per_s * service.mean();
  if (rho >= 1) return std::nullopt;
  const double idle = 1 - rho;
  const double sojourn = service.mean() / idle;
  // Who is preempted waits as well: the wait is what the sojourn has beyond the service.
  const double wait = sojourn - service.mean();
  return MG1Moments{{rho, arrival_rate_per_s * sojourn, arrival_rate_per_s * wait, sojourn, wait},
                    0,
                    service.moment(2) / (idle * idle * idle)};
}

std::optional<MG1Moments> mg1_random_order(double arrival_rate_per_s, const Law& service) {
  const auto fifo = MG1Queue::solve(arrival_rate_per_s, service);
  if (!fifo) return std::nullopt;
  return MG1Moments{fifo->means, fifo->wait_second_moment_s2 * 2 / (2 - fifo->means.utilization),
                    0};
}

}  // namespace tiersim::theory
