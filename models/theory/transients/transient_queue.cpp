#include "models/theory/transients/transient_queue.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/theory/birth_death.hpp"
#include "models/theory/poisson.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

constexpr double nothing = 1e-20;
constexpr double events_at_once = 20'000;  // more are done in parts, for the weights' memory

void drop_nothing(std::vector<double>& probabilities) {
  while (probabilities.size() > 1 && probabilities.back() < nothing) probabilities.pop_back();
}

}  // namespace

TransientQueue::TransientQueue(double service_rate_per_s, std::size_t number)
    : service_rate_(service_rate_per_s), probability_(number + 1, 0.0) {
  TIERSIM_ASSERT(service_rate_per_s > 0);
  probability_.back() = 1;
}

TransientQueue TransientQueue::stationary(double arrival_rate_per_s, double service_rate_per_s,
                                          std::size_t servers) {
  const double load = arrival_rate_per_s / (service_rate_per_s * static_cast<double>(servers));
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && load < 1);
  const double tail = std::log(nothing) / std::log(load);  // states until it is gone
  TransientQueue queue(service_rate_per_s, 0);
  queue.probability_ = birth_death_stationary(
      servers + static_cast<std::size_t>(std::ceil(tail)) + 1,
      [&](std::size_t) { return arrival_rate_per_s; },
      [&](std::size_t n) {
        return service_rate_per_s * static_cast<double>(std::min(n, servers));
      });
  drop_nothing(queue.probability_);
  return queue;
}

void TransientQueue::jump(double arrival, double service, std::size_t servers) {
  const std::size_t states = probability_.size();
  probability_.resize(states + 2, 0.0);  // one can come, and none leaves from above
  scratch_.resize(states + 1);
  const double* here = probability_.data();
  double* next = scratch_.data();
  const auto leave = [&](std::size_t n) {
    return service * static_cast<double>(std::min(n, servers));
  };
  const std::size_t some_idle = std::min(servers, states + 1);
  for (std::size_t n = 0; n < some_idle; ++n)
    next[n] = here[n] * (1 - arrival - leave(n)) + here[n + 1] * leave(n + 1);
  const double all = leave(servers);
  const double stay = 1 - arrival - all;
  for (std::size_t n = some_idle; n <= states; ++n) next[n] = here[n] * stay + here[n + 1] * all;
  for (std::size_t n = 1; n <= states; ++n) next[n] += here[n - 1] * arrival;
  std::swap(probability_, scratch_);
  drop_nothing(probability_);
}

void TransientQueue::advance(double seconds, double arrival_rate_per_s, std::size_t servers) {
  TIERSIM_ASSERT(seconds >= 0 && arrival_rate_per_s >= 0);
  TIERSIM_ASSERT(std::isfinite(seconds) && std::isfinite(arrival_rate_per_s));
  const double rate = arrival_rate_per_s + service_rate_ * static_cast<double>(servers);
  const double parts = std::max(std::ceil(rate * seconds / events_at_once), 1.0);
  const double events = rate * seconds / parts;
  if (events == 0) return;
  const int last = static_cast<int>(events + 10 * std::sqrt(events) + 40);
  const std::vector<long double> weights = poisson_weights(events, last);
  for (double part = 0; part < parts; part += 1) {
    std::vector<double> sum;
    for (const long double weight : weights) {
      if (weight > 1e-22L) {
        sum.resize(std::max(sum.size(), probability_.size()), 0.0);
        for (std::size_t n = 0; n < probability_.size(); ++n)
          sum[n] += static_cast<double>(weight) * probability_[n];
      }
      jump(arrival_rate_per_s / rate, service_rate_ / rate, servers);
    }
    // Rounding shifts the sum a little with every event.
    const double all = std::accumulate(sum.begin(), sum.end(), 0.0);
    for (double& probability : sum) probability /= all;
    probability_ = std::move(sum);
  }
}

double TransientQueue::number() const {
  return waiting(0);
}

double TransientQueue::waiting(std::size_t servers) const {
  double sum = 0;
  for (std::size_t n = servers; n < probability_.size(); ++n)
    sum += static_cast<double>(n - servers) * probability_[n];
  return sum;
}

double TransientQueue::at_least(std::size_t n) const {
  double sum = 0;
  for (std::size_t state = probability_.size(); state > n; --state) sum += probability_[state - 1];
  return sum;
}

}  // namespace tiersim::theory
