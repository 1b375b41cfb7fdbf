#include "models/theory/arrivals/mmpp.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

double SwitchedPoisson::mean_rate_per_s() const {
  return (rate_1_per_s * from_2_to_1_per_s + rate_2_per_s * from_1_to_2_per_s) /
         (from_1_to_2_per_s + from_2_to_1_per_s);
}

double SwitchedPoisson::interarrival_scv() const {
  const double switching = from_1_to_2_per_s + from_2_to_1_per_s;
  const double apart = (rate_1_per_s - rate_2_per_s) / switching;
  return 1 + 2 * from_1_to_2_per_s * from_2_to_1_per_s * apart * apart /
                 (rate_1_per_s * rate_2_per_s + switching * mean_rate_per_s());
}

double SwitchedPoisson::dispersion_limit() const {
  const double switching = from_1_to_2_per_s + from_2_to_1_per_s;
  const double apart = (rate_1_per_s - rate_2_per_s) / switching;
  return 1 + 2 * from_1_to_2_per_s * from_2_to_1_per_s * apart * apart /
                 (switching * mean_rate_per_s());
}

std::optional<SwitchedPoissonQueue> SwitchedPoissonQueue::solve(const SwitchedPoisson& arrivals,
                                                                double service_rate_per_s,
                                                                int servers) {
  TIERSIM_ASSERT(arrivals.rate_1_per_s >= 0 && arrivals.rate_2_per_s >= 0);
  TIERSIM_ASSERT(arrivals.from_1_to_2_per_s > 0 && arrivals.from_2_to_1_per_s > 0);
  TIERSIM_ASSERT(arrivals.mean_rate_per_s() > 0 && service_rate_per_s > 0 && servers >= 1);
  const double rates[] = {arrivals.rate_1_per_s, arrivals.rate_2_per_s};
  LevelChain chain;
  chain.up = [&](std::size_t) {
    Block block(2, 2);
    for (const std::size_t i : {0u, 1u}) block(i, i) = rates[i];
    return block;
  };
  chain.within = [&](std::size_t) {
    Block block(2, 2);
    block(0, 1) = arrivals.from_1_to_2_per_s;
    block(1, 0) = arrivals.from_2_to_1_per_s;
    return block;
  };
  const auto c = static_cast<std::size_t>(servers);
  chain.down = [&](std::size_t level) {
    Block block(2, 2);
    for (const std::size_t i : {0u, 1u})
      block(i, i) = static_cast<double>(std::min(level, c)) * service_rate_per_s;
    return block;
  };
  auto levels = stationary_unbounded(chain, c);
  if (!levels) return std::nullopt;

  SwitchedPoissonQueue queue;
  queue.work_rate_ = servers * service_rate_per_s;
  queue.levels_ = std::move(*levels);
  const double rate = arrivals.mean_rate_per_s();
  queue.find_means(rate);
  queue.find_queued(rates[0] / rate, rates[1] / rate);
  return queue;
}

void SwitchedPoissonQueue::find_means(double rate_per_s) {
  const std::size_t servers = levels_.levels.size() - 1;
  means.number_waiting = levels_.excess[0] + levels_.excess[1];
  double busy = static_cast<double>(servers) * (levels_.above[0] + levels_.above[1]);
  for (std::size_t n = 0; n < servers; ++n)
    busy += static_cast<double>(n) * (levels_.levels[n][0] + levels_.levels[n][1]);
  means.number = means.number_waiting + busy;
  means.utilization = rate_per_s / work_rate_;
  means.wait_s = means.number_waiting / rate_per_s;
  means.sojourn_s = means.number / rate_per_s;
}

void SwitchedPoissonQueue::find_queued(double share_1, double share_2) {
  // The sequence above · Rⁿ · shares, through the eigenvalues of R: real, for R >= 0.
  const Block& r = levels_.rate;
  const auto arrivals = [&](const double* fractions) {
    return fractions[0] * share_1 + fractions[1] * share_2;
  };
  const double* first = levels_.above.data();
  const double next[] = {first[0] * r(0, 0) + first[1] * r(1, 0),
                         first[0] * r(0, 1) + first[1] * r(1, 1)};
  const double half = (r(0, 0) - r(1, 1)) / 2;
  const double apart = 2 * std::hypot(half, std::sqrt(r(0, 1) * r(1, 0)));
  const double large = (r(0, 0) + r(1, 1) + apart) / 2;
  const double small = large - apart;
  wait_probability = arrivals(first);
  queued_ = {{(arrivals(next) - small * wait_probability) / apart, large},
             {(large * wait_probability - arrivals(next)) / apart, small}};
}

double SwitchedPoissonQueue::at_least(int n) const {
  TIERSIM_ASSERT(n >= 0);
  const std::size_t servers = levels_.levels.size() - 1;
  double tail[] = {levels_.above[0], levels_.above[1]};
  double sum = 0;
  for (auto level = static_cast<std::size_t>(n); level < servers; ++level)
    sum += levels_.levels[level][0] + levels_.levels[level][1];
  for (auto level = servers; level < static_cast<std::size_t>(n); ++level) {
    const Block& r = levels_.rate;
    const double first = tail[0] * r(0, 0) + tail[1] * r(1, 0);
    tail[1] = tail[0] * r(0, 1) + tail[1] * r(1, 1);
    tail[0] = first;
  }
  return sum + tail[0] + tail[1];
}

double SwitchedPoissonQueue::wait_survival(double t) const {
  // With n waiting ahead the wait is a sum of n + 1 services at the rate of all servers.
  double sum = 0;
  for (const Term& term : queued_)
    sum += term.weight * std::exp(-work_rate_ * t * (1 - term.factor));
  return sum;
}

double SwitchedPoissonQueue::wait_quantile_s(double p) const {
  const auto survival = [&](long double t) -> long double {
    return wait_survival(static_cast<double>(t));
  };
  return quantile(survival, p, 1 / work_rate_);
}

}  // namespace tiersim::theory
