#include "models/theory/transients/outage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// x - (1 - e^{-x}), which cancels for small x.
double past_relaxation(double x) {
  if (x > 0.5) return x + std::expm1(-x);
  double sum = 0;
  double term = x * x / 2;
  for (int n = 3; std::abs(term) > 1e-18 * sum; ++n) {
    sum += term;
    term *= -x / n;
  }
  return sum;
}

}  // namespace

OutageEffect outage_effect(const Outage& outage) {
  TIERSIM_ASSERT(0 <= outage.arrival_rate_per_s);
  TIERSIM_ASSERT(outage.arrival_rate_per_s < outage.capacity_per_s);
  TIERSIM_ASSERT(outage.outage_s >= 0 && outage.capacity_left >= 0 && outage.capacity_left <= 1);
  const double arriving = outage.arrival_rate_per_s;
  const double left = outage.capacity_left * outage.capacity_per_s;
  const double growth = arriving - left;
  OutageEffect effect;
  if (growth <= 0 || outage.outage_s == 0) return effect;

  const double unlimited = growth * outage.outage_s;
  const double room = outage.room.value_or(std::numeric_limits<double>::infinity());
  TIERSIM_ASSERT(room > 0);
  effect.backlog_peak = std::min(unlimited, room);
  effect.lost = unlimited - effect.backlog_peak;
  const double filling = effect.backlog_peak / growth;
  const double full = outage.outage_s - filling;
  effect.drain_s = effect.backlog_peak / (outage.capacity_per_s - arriving);
  effect.delay_total_s = effect.backlog_peak * (filling / 2 + full + effect.drain_s / 2);
  effect.delay_mean_s =
      effect.delay_total_s / (arriving * (outage.outage_s + effect.drain_s) - effect.lost);
  // Longest waits the last work that is done before the end of the outage, unless the room is full
  // before that arrives.
  const double last_done = left * outage.outage_s / arriving;
  effect.delay_max_s =
      last_done <= filling ? outage.outage_s - last_done : effect.backlog_peak / left;
  return effect;
}

double RepairableUnit::up_at(double t_s) const {
  TIERSIM_ASSERT(failure_rate_per_s > 0 && repair_rate_per_s > 0 && t_s >= 0);
  const double both = failure_rate_per_s + repair_rate_per_s;
  return (repair_rate_per_s + failure_rate_per_s * std::exp(-both * t_s)) / both;
}

double RepairableUnit::down_mean_s(double t_s) const {
  TIERSIM_ASSERT(failure_rate_per_s > 0 && repair_rate_per_s > 0 && t_s >= 0);
  const double both = failure_rate_per_s + repair_rate_per_s;
  return failure_rate_per_s / (both * both) * past_relaxation(both * t_s);
}

double RepairableUnit::down_variance_s2(double t_s) const {
  // Twice the integral over u < v < t of P(down at u) P(down at v | down at u), less the squared
  // mean.
  const long double both = static_cast<long double>(failure_rate_per_s) + repair_rate_per_s;
  const long double down = failure_rate_per_s / both;
  const long double x = both * t_s;  // the unit of time is the relaxation time
  const long double gone = -std::expm1(-x);
  const long double squares = x * x / 2 - x + gone;
  const long double products = x * (2 - gone) - 2 * gone;
  const long double second = 2 * down * (down * squares + (1 - down) * products) / (both * both);
  const long double mean = down_mean_s(t_s);
  return static_cast<double>(second - mean * mean);
}

}  // namespace tiersim::theory
