#pragma once
// The hours of the example: the series and the decisions of two autoscalers, by the four operations
// only.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "lab/result/result.hpp"

namespace tiersim::lab::example {

inline constexpr double day_s = 86400;
inline constexpr double step_s = 60;
inline constexpr double failover_s = 14 * 3600.0;

/// Offered requests per second over the day, linear between hours.
inline double offered_per_s(double time_s) {
  constexpr std::array<double, 25> hourly{420,  330,  270,  240,  250,  320,  520,  860,  1240,
                                          1480, 1610, 1720, 1840, 1760, 1680, 1700, 1780, 1990,
                                          2480, 3050, 2880, 2210, 1420, 800,  430};
  const double hour = std::min(time_s / 3600, 23.999);
  const auto before = static_cast<std::size_t>(hour);
  const double part = hour - static_cast<double>(before);
  return hourly[before] * (1 - part) + hourly[before + 1] * part;
}

/// Noise in [-1, 1): xorshift64, G. Marsaglia, "Xorshift RNGs", 2003.
class Noise {
 public:
  double operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<double>(state_ >> 11) / 4503599627370496.0 - 1;
  }

 private:
  std::uint64_t state_ = 88172645463325252ULL;
};

/// A tier under a horizontal autoscaler, a step a minute: up at once, down after ten calm steps,
/// two pods ready a step.
struct ScaledTier {
  std::string path;
  double per_replica_per_s;  ///< Rate at which a replica is busy all the time.
  double target;
  double replicas_min;
  double replicas_max;
  double desired = replicas_min;
  double ready = replicas_min;
  int calm_steps = 0;

  /// Returns the utilization of this step and records a decision when there is one.
  double step(double time_s, double rate_per_s, std::vector<TimelineEvent>& timeline) {
    ready = std::min(desired, ready + 2);
    const double utilization = std::min(1.0, rate_per_s / (ready * per_replica_per_s));
    const double wanted = std::ceil(ready * utilization / target - 1e-9);
    const double asked = std::clamp(wanted, replicas_min, replicas_max);
    calm_steps = asked < desired ? calm_steps + 1 : 0;
    const bool outside_tolerance = std::abs(utilization / target - 1) > 0.1;
    if (outside_tolerance && (asked > desired || calm_steps >= 10)) {
      const auto whole = [](double value) { return std::to_string(static_cast<int>(value)); };
      const std::string reason = "cpu " + whole(100 * utilization) + " % of request, target " +
                                 whole(100 * target) + " %: ceil(" + whole(ready) + " x " +
                                 whole(100 * utilization) + " / " + whole(100 * target) +
                                 ") = " + whole(wanted);
      timeline.push_back(
          {time_s, path, asked > desired ? "scale_up" : "scale_down",
           whole(desired) + " -> " + whole(asked) + " replicas; " + reason +
               (wanted > replicas_max ? ", limited by maxReplicas " + whole(replicas_max) : "")});
      desired = asked;
      calm_steps = 0;
    }
    ready = std::min(ready, desired);
    return utilization;
  }
};

inline std::vector<double>& column(Series& series, const std::string& component,
                                   const std::string& metric) {
  for (SeriesColumn& known : series.columns) {
    if (known.component == component && known.metric == metric) return known.values;
  }
  return series.columns.emplace_back(SeriesColumn{component, metric, {}}).values;
}

inline void add_replicas(Series& series, const ScaledTier& tier, double utilization) {
  column(series, tier.path, "replicas_desired").push_back(tier.desired);
  column(series, tier.path, "replicas_current").push_back(tier.desired);
  column(series, tier.path, "replicas_ready").push_back(tier.ready);
  column(series, tier.path, "cpu_utilization").push_back(utilization);
}

/// The series of the day and the decisions of the autoscalers, in order of time.
inline void play_day(Result& result) {
  Noise noise;
  ScaledTier api{"api", 260, 0.6, 3, 16};
  ScaledTier workers{"workers", 45, 0.7, 2, 10};
  for (double time = 0; time < day_s; time += step_s) {
    const double offered = offered_per_s(time) * (1 + 0.03 * noise());
    const bool failing_over = time >= failover_s && time < failover_s + 60;
    const double api_busy = api.step(time, offered, result.timeline);
    const double workers_busy = workers.step(time, 0.12 * offered, result.timeline);
    add_replicas(result.series, api, api_busy);
    add_replicas(result.series, workers, workers_busy);
    const double pool_busy = std::min(1.0, offered / 2900);
    const double pool_wait =
        0.004 * pool_busy / (1.02 - pool_busy) * (1 + 0.2 * noise()) + (failing_over ? 4.0 : 0);
    const double slow_down = 1 / (1.05 - std::min(api_busy, 0.97));
    const double error_level = pool_busy > 0.99 ? 0.004 : 0.0001;
    const double error_rate = failing_over ? 0.22 : error_level * (1 + noise());
    Series& series = result.series;
    series.time_s.push_back(time);
    column(series, "requests", "offered_per_s").push_back(offered);
    column(series, "requests", "completed_per_s").push_back(offered * (1 - error_rate));
    column(series, "requests", "failed_per_s").push_back(offered * error_rate);
    column(series, "requests", "error_rate").push_back(error_rate);
    column(series, "requests", "latency_p50_s").push_back(0.021 * slow_down + 0.2 * pool_wait);
    column(series, "requests", "latency_p95_s")
        .push_back(0.074 * slow_down * (1 + 0.08 * noise()) + 1.1 * pool_wait);
    column(series, "requests", "latency_p99_s")
        .push_back(0.131 * slow_down * (1 + 0.15 * noise()) + 1.9 * pool_wait);
    column(series, "requests", "in_flight")
        .push_back(offered * (0.03 * slow_down + 0.4 * pool_wait));
    column(series, "pool", "wait_p95_s").push_back(pool_wait);
    column(series, "pool", "leased").push_back(60 * pool_busy);
    column(series, "pool", "waiting").push_back(offered * pool_wait * 0.3);
    column(series, "db/primary", "utilization")
        .push_back(failing_over ? not_measured : 0.81 * pool_busy);
    column(series, "redis", "utilization").push_back(offered / 9000);
  }
  result.timeline.push_back(
      {failover_s, "db/primary", "fault", "kill: the primary stops answering"});
  result.timeline.push_back({failover_s + 42, "db", "failover", "replica-1 promoted after 42 s"});
  result.timeline.push_back(
      {failover_s + 75, "latency_burn", "alert", "burn rate 14.4 over 1 h and 5 min"});
  result.timeline.push_back({failover_s + 900, "latency_burn", "alert_resolved", "burn rate 0.9"});
  std::stable_sort(
      result.timeline.begin(), result.timeline.end(),
      [](const TimelineEvent& a, const TimelineEvent& b) { return a.time_s < b.time_s; });
}

}  // namespace tiersim::lab::example
