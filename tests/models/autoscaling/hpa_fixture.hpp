#pragma once
#include <string>
#include <utility>
#include <vector>

#include "models/autoscaling/hpa.hpp"

namespace tiersim::hpa_fixture {

/// The instant that tests count from.
inline constexpr TimePoint start = TimePoint{} + std::chrono::hours(24);

inline MetricSpec cpu_target(std::int32_t percent) {
  return {.type = "Resource",
          .name = "cpu",
          .target = {.type = "Utilization", .averageUtilization = percent}};
}

inline MetricSpec external_target(std::string type, std::int64_t milli) {
  MetricSpec metric{.type = "External", .name = "queue", .target = {.type = std::move(type)}};
  (metric.target.type == "Value" ? metric.target.value : metric.target.averageValue) =
      Quantity::of_milli(milli);
  return metric;
}

inline HorizontalPodAutoscalerSpec spec_of(std::int32_t replicas_min, std::int32_t replicas_max,
                                           std::vector<MetricSpec> metrics,
                                           std::optional<ScalingBehavior> behavior = std::nullopt) {
  return {replicas_min, replicas_max, std::move(metrics), std::move(behavior)};
}

inline ScalingRules rules_of(std::int32_t window_s, std::vector<ScalingPolicy> policies) {
  return {.stabilizationWindowSeconds = window_s, .policies = std::move(policies)};
}

/// A pod with a CPU request of one core that has been ready for long.
inline PodView settled_pod(TimePoint now, std::size_t number) {
  PodView pod{.name = "p" + std::to_string(number)};
  pod.start_time = now - std::chrono::hours(1);
  pod.ready_transition = now - std::chrono::hours(1);
  pod.containers.push_back({"main", {{"cpu", 1000}, {"memory", 1'000'000}}});
  return pod;
}

inline PodSample sample_of(TimePoint now, std::size_t number, std::int64_t milli) {
  return {
      .pod = "p" + std::to_string(number), .timestamp = now - 8s, .window = 15s, .milli = milli};
}

/// As many settled pods as there are values, with one metric that has a sample of each.
inline MetricsView settled(TimePoint now, const std::vector<std::int64_t>& milli) {
  MetricsView view;
  view.readings.emplace_back();
  for (std::size_t i = 0; i < milli.size(); ++i) {
    view.pods.push_back(settled_pod(now, i));
    view.readings.front().samples.push_back(sample_of(now, i, milli[i]));
  }
  return view;
}

/// As many settled pods, each at this many thousandths of its one core.
inline MetricsView busy(TimePoint now, std::int32_t pods, std::int64_t milli) {
  return settled(now, std::vector<std::int64_t>(static_cast<std::size_t>(pods), milli));
}

inline ScaleView scale_of(std::int32_t replicas) {
  return {.spec_replicas = replicas, .status_replicas = replicas};
}

inline std::vector<std::int32_t> proposals(const HorizontalPodAutoscaler& autoscaler) {
  std::vector<std::int32_t> all;
  for (const Recommendation& slot : autoscaler.history().recommendations->slots())
    all.push_back(slot.replicas);
  return all;
}

}  // namespace tiersim::hpa_fixture
