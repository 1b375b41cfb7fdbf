#include "lab/experiment/rates_over_time.hpp"

#include <algorithm>
#include <cmath>

#include "lab/scenario/call_rates.hpp"

namespace tiersim::lab {

namespace {

constexpr std::size_t steps_max = 240;
constexpr int samples_per_step = 8;

/// Linear between the points, constant outside.
template <class Value, class Number>
double interpolated(const std::vector<Point<Value>>& points, double time_s, Number number) {
  const auto after = std::find_if(points.begin(), points.end(), [&](const Point<Value>& point) {
    return to_seconds(point.at) > time_s;
  });
  if (after == points.begin()) return number(points.front().value);
  const auto before = std::prev(after);
  if (after == points.end()) return number(before->value);
  const double share =
      (time_s - to_seconds(before->at)) / (to_seconds(after->at) - to_seconds(before->at));
  return number(before->value) + share * (number(after->value) - number(before->value));
}

double trace_rate(const TraceSpec& spec, const LoadedTrace& loaded, double time_s) {
  const auto* counts = std::get_if<std::shared_ptr<const CountTrace>>(&loaded.data);
  if (counts == nullptr) {
    const double length = to_seconds(loaded.length);
    return length > 0 && time_s < length ? loaded.requests / length : 0;
  }
  const double interval = to_seconds((*counts)->interval) / spec.speed;
  const auto index = static_cast<std::size_t>(time_s / interval);
  if (index >= (*counts)->counts.size() || std::isnan((*counts)->counts[index])) return 0;
  return (*counts)->counts[index] * spec.rate_scale / interval;
}

double rate_at(const WorkloadSpec& workload, const Traces& traces, double time_s) {
  if (const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source)) {
    if (arrivals->rate.empty()) return peak_rate(workload, traces);
    return interpolated(arrivals->rate, time_s, [](const Rate& rate) { return rate.per_s; });
  }
  if (const auto* trace = std::get_if<TraceSpec>(&workload.source)) {
    const auto loaded = traces.by_workload.find(workload.name);
    return loaded == traces.by_workload.end() ? 0 : trace_rate(*trace, loaded->second, time_s);
  }
  const auto& users = std::get<UsersSpec>(workload.source);
  const double think = users.think.mean();
  if (!(think > 0) || users.stages.empty()) return 0;
  return interpolated(users.stages, time_s,
                      [](std::int64_t number) { return static_cast<double>(number); }) /
         think;
}

bool changes(const WorkloadSpec& workload) {
  if (const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source))
    return arrivals->rate.size() > 1;
  if (const auto* users = std::get_if<UsersSpec>(&workload.source)) return users->stages.size() > 1;
  return true;
}

}  // namespace

RatesOverTime rates_over_time(const Scenario& scenario, const Traces& traces) {
  RatesOverTime rates;
  const double duration = to_seconds(scenario.run.duration);
  const double warm_up = to_seconds(scenario.run.warm_up);
  const bool steady = std::ranges::none_of(scenario.workloads, changes);
  const std::size_t steps = steady ? 1 : steps_max;
  rates.step_s = duration / static_cast<double>(steps);
  rates.steps.resize(steps);
  for (const WorkloadSpec& workload : scenario.workloads) {
    double sum = 0;
    int measured = 0;
    for (std::size_t i = 0; i < steps; ++i) {
      double average = 0;
      for (int sample = 0; sample < samples_per_step; ++sample) {
        const double time =
            (static_cast<double>(i) + (sample + 0.5) / samples_per_step) * rates.step_s;
        const double rate = rate_at(workload, traces, time);
        average += rate / samples_per_step;
        if (time < warm_up && !steady) continue;
        sum += rate;
        ++measured;
      }
      rates.steps[i][workload.name] = average;
    }
    rates.mean[workload.name] = measured > 0 ? sum / measured : rates.steps.back()[workload.name];
    rates.peak[workload.name] = peak_rate(workload, traces);
  }
  return rates;
}

Scenario at_rates(Scenario scenario, const WorkloadRates& rates) {
  for (WorkloadSpec& workload : scenario.workloads) {
    ArrivalsSpec arrivals;
    arrivals.rate.push_back({Duration{}, Rate{rates.at(workload.name)}});
    workload.source = std::move(arrivals);
  }
  return scenario;
}

}  // namespace tiersim::lab
