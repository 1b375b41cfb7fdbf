#include "models/theory/arrivals/gim.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <boost/math/tools/toms748_solve.hpp>

#include "models/theory/arrivals/embedded_chain.hpp"
#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

std::optional<double> one_less_geometric_root(const Law& interarrival, double rate_per_s) {
  const long double mean = interarrival.mean();
  TIERSIM_ASSERT(mean > 0 && std::isfinite(mean) && rate_per_s > 0);
  const long double load = 1 / (rate_per_s * mean);
  if (load >= 1) return std::nullopt;
  // With η = 1 - σ the equation reads 1 - A*(rate η) = η. Divided by rate η mean, the left side is
  // the transform of the residual interarrival time, which falls from 1.
  const auto excess = [&](long double eta) {
    return interarrival.residual_transform(rate_per_s * eta).real() - load;
  };
  long double high = 1;
  while (excess(high / 2) < 0) high /= 2;
  const auto close = [](long double a, long double b) { return std::abs(b - a) <= 1e-17L * b; };
  std::uintmax_t steps = 200;
  const auto [a, b] = boost::math::tools::toms748_solve(excess, high / 2, high, close, steps);
  return static_cast<double>((a + b) / 2);
}

std::optional<GiMQueue> GiMQueue::solve(const Law& interarrival, double service_rate_per_s,
                                        int servers) {
  TIERSIM_ASSERT(servers >= 1);
  const auto one_less = one_less_geometric_root(interarrival, servers * service_rate_per_s);
  if (!one_less) return std::nullopt;
  GiMQueue queue;
  queue.service_rate_ = service_rate_per_s;
  queue.wait_rate_ = servers * service_rate_per_s * *one_less;
  queue.geometric_root = 1 - *one_less;
  const std::vector<double> found =
      found_by_arrivals(interarrival, service_rate_per_s, servers, queue.geometric_root);
  const double busy = found.back() / *one_less;  // c - 1 customers or more
  double total = busy;
  for (std::size_t n = 0; n + 1 < found.size(); ++n) total += found[n];
  queue.wait_probability = queue.geometric_root * busy / total;

  const double rate = 1 / interarrival.mean();
  StationMeans& means = queue.means;
  means.utilization = rate / (servers * service_rate_per_s);
  means.wait_s = queue.wait_probability / queue.wait_rate_;
  means.sojourn_s = means.wait_s + 1 / service_rate_per_s;
  means.number_waiting = rate * means.wait_s;
  means.number = rate * means.sojourn_s;
  return queue;
}

double GiMQueue::wait_quantile_s(double p) const {
  TIERSIM_ASSERT(p > 0 && p < 1);
  return std::max(std::log(wait_probability / (1 - p)) / wait_rate_, 0.0);
}

double GiMQueue::sojourn_survival(double t) const {
  // Service, and for some a wait before it: the sum of two exponentials, whose rates may agree.
  const double slow = std::min(wait_rate_, service_rate_);
  const double apart = std::abs(wait_rate_ - service_rate_);
  const double faster = apart * t < 1e-300 ? t : -std::expm1(-apart * t) / apart;
  return (1 - wait_probability) * std::exp(-service_rate_ * t) +
         wait_probability * std::exp(-slow * t) * (1 + slow * faster);
}

double GiMQueue::sojourn_quantile_s(double p) const {
  const auto survival = [&](long double t) -> long double {
    return sojourn_survival(static_cast<double>(t));
  };
  return quantile(survival, p, means.sojourn_s);
}

}  // namespace tiersim::theory
