#include "models/theory/transients/daily_traffic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "models/theory/transients/transient_queue.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

void check(const DailyTraffic& traffic) {
  TIERSIM_ASSERT(traffic.mean_rate_per_s >= 0 && traffic.period_s > 0);
  TIERSIM_ASSERT(traffic.amplitude >= 0 && traffic.amplitude <= 1);
}

/// The queue at ascending instants, with steps no longer than `step_s`.
std::vector<QueueAt> in_steps(const DailyTraffic& traffic, TransientQueue queue,
                              std::size_t servers, const std::vector<double>& instants_s,
                              double step_s) {
  std::vector<QueueAt> found;
  double now = 0;
  for (const double instant : instants_s) {
    const double start = now;
    const double steps = std::ceil((instant - start) / step_s);
    for (double step = 1; step <= steps; step += 1) {
      const double next = start + (instant - start) * step / steps;
      queue.advance(next - now, traffic.rate_between(now, next), servers);
      now = next;
    }
    found.push_back({queue.number(), queue.at_least(servers)});
  }
  return found;
}

/// Rows of ever shorter steps, each extrapolated from the one before.
class Extrapolation {
 public:
  /// Takes the results of halved steps; true when the last columns agree.
  bool add(std::vector<QueueAt> coarse) {
    std::vector<std::vector<QueueAt>> row{std::move(coarse)};
    for (std::size_t k = 0; k < last_.size(); ++k) {
      const double gain = std::pow(4.0, static_cast<double>(k + 1)) - 1;
      std::vector<QueueAt> better = row[k];
      for (std::size_t i = 0; i < better.size(); ++i) {
        better[i].number += (row[k][i].number - last_[k][i].number) / gain;
        better[i].all_busy += (row[k][i].all_busy - last_[k][i].all_busy) / gain;
      }
      row.push_back(std::move(better));
    }
    const bool agree = !last_.empty() && close(row.back(), last_.back());
    last_ = std::move(row);
    return agree;
  }

  [[nodiscard]] const std::vector<QueueAt>& best() const { return last_.back(); }

 private:
  static bool close(const std::vector<QueueAt>& a, const std::vector<QueueAt>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (std::abs(a[i].number - b[i].number) > 1e-10 * b[i].number + 1e-13) return false;
      if (std::abs(a[i].all_busy - b[i].all_busy) > 1e-10 * b[i].all_busy + 1e-13) return false;
    }
    return true;
  }

  std::vector<std::vector<QueueAt>> last_;
};

}  // namespace

double DailyTraffic::frequency() const {
  return 2 * std::numbers::pi / period_s;
}

double DailyTraffic::rate_between(double from_s, double to_s) const {
  const double half = frequency() * (to_s - from_s) / 2;
  const double swing = std::sin(frequency() * (from_s + to_s) / 2) * std::sin(half) / half;
  return mean_rate_per_s * (1 + amplitude * swing);
}

double PeriodicNumber::at(double t_s) const {
  return mean + amplitude * std::sin(frequency * (t_s - lag_s));
}

PeriodicNumber number_in_service(const DailyTraffic& traffic, const Law& service) {
  check(traffic);
  // The number at t is what came u seconds ago and is not yet served: a convolution of the rate
  // with the survival function, whose transform is that of the residual time, times the mean.
  const double omega = traffic.frequency();
  const Complex response = service.residual_transform(Complex(0, omega));
  const double delay = -static_cast<double>(std::arg(response));
  PeriodicNumber number;
  number.mean = traffic.mean_rate_per_s * service.mean();
  number.amplitude = number.mean * traffic.amplitude * static_cast<double>(std::abs(response));
  if (number.amplitude > 1e-15 * number.mean)
    number.lag_s = (delay < 0 ? delay + 2 * std::numbers::pi : delay) / omega;
  number.frequency = omega;
  return number;
}

double number_from_empty(const DailyTraffic& traffic, double service_rate_per_s, double t_s) {
  check(traffic);
  TIERSIM_ASSERT(service_rate_per_s > 0 && t_s >= 0);
  const double mu = service_rate_per_s;
  const double omega = traffic.frequency();
  const double constant = -std::expm1(-mu * t_s) / mu;
  const double swing =
      (mu * std::sin(omega * t_s) - omega * std::cos(omega * t_s) + omega * std::exp(-mu * t_s)) /
      (mu * mu + omega * omega);
  return traffic.mean_rate_per_s * (constant + traffic.amplitude * swing);
}

NumberAt number_after(double arrival_rate_per_s, double service_rate_per_s, double number,
                      double t_s) {
  TIERSIM_ASSERT(arrival_rate_per_s >= 0 && service_rate_per_s > 0 && number >= 0 && t_s >= 0);
  const double stay = std::exp(-service_rate_per_s * t_s);  // of those who were there
  const double gone = -std::expm1(-service_rate_per_s * t_s);
  const double come = arrival_rate_per_s / service_rate_per_s * gone;  // and stayed: Poisson
  return {number * stay + come, number * stay * gone + come};
}

std::vector<QueueAt> queue_from_empty(const DailyTraffic& traffic, double service_rate_per_s,
                                      std::size_t servers, const std::vector<double>& instants_s) {
  check(traffic);
  TIERSIM_ASSERT(servers >= 1);
  std::vector<std::size_t> order(instants_s.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return instants_s[i] < instants_s[j]; });
  std::vector<double> ascending;
  for (const std::size_t i : order) {
    TIERSIM_ASSERT(instants_s[i] >= 0);
    ascending.push_back(instants_s[i]);
  }
  Extrapolation steps;
  double step_s = traffic.period_s / 16;
  for (int halvings = 0; halvings < 12; ++halvings, step_s /= 2) {
    const TransientQueue empty(service_rate_per_s, 0);
    if (steps.add(in_steps(traffic, empty, servers, ascending, step_s))) break;
  }
  std::vector<QueueAt> found(instants_s.size());
  for (std::size_t i = 0; i < order.size(); ++i) found[order[i]] = steps.best()[i];
  return found;
}

}  // namespace tiersim::theory
