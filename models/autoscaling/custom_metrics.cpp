#include "models/autoscaling/custom_metrics.hpp"

#include <algorithm>
#include <cmath>

#include "models/autoscaling/metrics_pipeline.hpp"

namespace tiersim {
namespace {

/// What a custom metric without a window is given.
constexpr Duration window_without = 60s;

/// Thousandths, cut off; what is not a number is 0.
std::int64_t milli(double value) {
  constexpr double most = 9.2e15;
  if (std::isnan(value)) return 0;
  return static_cast<std::int64_t>(std::clamp(value, -most, most) * 1000);
}

bool is_listed(const std::vector<PodSnapshot>& pods, std::uint64_t number) {
  return std::any_of(pods.begin(), pods.end(),
                     [number](const PodSnapshot& pod) { return pod.number == number; });
}

}  // namespace

MetricReading MetricsByPlace::read(std::size_t place, const MetricSpec& metric, TimePoint now,
                                   int /*current*/, const std::vector<PodSnapshot>& pods) {
  MetricSource* const source = sources_[place];
  if (source == nullptr) return {.error = "no component publishes " + metric.name};
  MetricReading reading;
  if (metric.type != "Pods") {
    const std::optional<double> value = source->value(now);
    if (!value) return {.error = "no data of " + metric.name};
    reading.values_milli.push_back(milli(*value));
    return reading;
  }
  source->read(now, series_);
  for (const MetricSeries& series : series_) {
    if (!series.pod || !is_listed(pods, *series.pod)) continue;
    reading.samples.push_back(
        {.pod = pod_name(*series.pod),
         .timestamp = series.at,
         .window = series.window > Duration{} ? series.window : window_without,
         .milli = milli(series.value)});
  }
  if (reading.samples.empty()) reading.error = "no data of " + metric.name;
  return reading;
}

}  // namespace tiersim
