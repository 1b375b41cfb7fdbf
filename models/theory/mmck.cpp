#include "models/theory/mmck.hpp"

#include <algorithm>
#include <cmath>

#include "models/theory/birth_death.hpp"
#include "models/theory/poisson.hpp"
#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

MMcKQueue::MMcKQueue(double arrival_rate_per_s, double service_rate_per_s, int servers, int places)
    : service_rate_(service_rate_per_s), servers_(servers) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0);
  TIERSIM_ASSERT(servers >= 1 && places >= servers);
  const auto c = static_cast<std::size_t>(servers);
  const std::vector<double> share = birth_death_stationary(
      static_cast<std::size_t>(places) + 1, [&](std::size_t) { return arrival_rate_per_s; },
      [&](std::size_t n) { return service_rate_per_s * static_cast<double>(std::min(n, c)); });
  empty_probability = share.front();
  loss_probability = share.back();
  double served = 0;  // fraction of the arrivals
  double busy = 0;
  for (std::size_t n = 0; n < share.size(); ++n) {
    busy += share[n] * static_cast<double>(std::min(n, c));
    if (n > c) means.number_waiting += share[n] * static_cast<double>(n - c);
    if (n + 1 < share.size()) served += share[n];
  }
  for (std::size_t n = c; n + 1 < share.size(); ++n) {
    ahead_.push_back(share[n] / served);
    wait_probability += ahead_.back();
  }
  throughput_per_s = arrival_rate_per_s * served;
  means.utilization = busy / servers;
  means.number = busy + means.number_waiting;
  means.sojourn_s = means.number / throughput_per_s;
  means.wait_s = means.number_waiting / throughput_per_s;
}

double MMcKQueue::wait_survival(double t) const {
  if (ahead_.empty()) return 0;
  // With i ahead the wait lasts i + 1 ends of service, which are a Poisson process.
  const auto ends =
      poisson_weights(servers_ * service_rate_ * t, static_cast<int>(ahead_.size()) - 1);
  long double fewer = 0;
  long double sum = 0;
  for (std::size_t i = 0; i < ahead_.size(); ++i) {
    fewer += ends[i];
    sum += ahead_[i] * fewer;
  }
  return static_cast<double>(sum);
}

double MMcKQueue::sojourn_survival(double t) const {
  const long double late = std::exp(-static_cast<long double>(service_rate_) * t);
  long double sum = (1 - wait_probability) * late;
  if (ahead_.empty()) return static_cast<double>(sum);
  const int most = static_cast<int>(ahead_.size());
  const long double all = static_cast<long double>(servers_) * service_rate_ * t;
  if (servers_ == 1) {  // the own service is one more of the same kind
    const auto ends = poisson_weights(all, most);
    long double fewer = ends[0];
    for (std::size_t i = 0; i < ahead_.size(); ++i) sum += ahead_[i] * (fewer += ends[i + 1]);
    return static_cast<double>(sum);
  }
  // P(wait <= t < wait + service) for m = i + 1 ends: e^{-μt} (c/(c-1))^m P(at least m of (c-1)μt).
  const long double others = all - static_cast<long double>(service_rate_) * t;
  const auto ends = poisson_weights(all, most - 1);
  const auto marks = poisson_weights(others, most);
  std::vector<long double> served(ahead_.size());
  long double at_least = poisson_tail(others, most + 1);
  const long double growth = std::log(servers_ / (servers_ - 1.0L));
  for (std::size_t i = ahead_.size(); i-- > 0;) {
    at_least += marks[i + 1];
    served[i] = late * std::exp(growth * static_cast<long double>(i + 1)) * at_least;
  }
  long double fewer = 0;
  for (std::size_t i = 0; i < ahead_.size(); ++i)
    sum += ahead_[i] * ((fewer += ends[i]) + served[i]);
  return static_cast<double>(sum);
}

double MMcKQueue::wait_quantile_s(double p) const {
  return quantile([this](long double t) { return wait_survival(static_cast<double>(t)); }, p,
                  1 / service_rate_);
}

double MMcKQueue::sojourn_quantile_s(double p) const {
  return quantile([this](long double t) { return sojourn_survival(static_cast<double>(t)); }, p,
                  means.sojourn_s);
}

}  // namespace tiersim::theory
