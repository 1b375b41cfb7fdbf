#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/hpa_views.hpp"
#include "models/autoscaling/pod_groups.hpp"

namespace tiersim {

/// What one metric says: how many replicas, and the number behind it; or why it says nothing.
struct MetricStatus {
  std::optional<MetricFailure> failure{};
  std::int32_t replicas = 0;
  std::optional<std::int32_t> average_utilization{};  ///< percent of the request
  std::optional<std::int64_t> average_milli{};        ///< per pod
  std::optional<std::int64_t> value_milli{};          ///< in all
};

/// What does not depend on the metric.
struct MetricContext {
  TimePoint now{};
  std::int32_t current = 0;  ///< scale.spec.replicas
  std::int32_t status = 0;   ///< scale.status.replicas
  const std::vector<PodView>& pods;
  double tolerance_down = 0.1;
  double tolerance_up = 0.1;
  const ControllerSettings& settings;

  /// Whether a ratio of current to target is close enough to 1 to leave the count alone; both ends inclusive.
  [[nodiscard]] bool within(double ratio) const { return (1.0 - tolerance_down) <= ratio && ratio <= (1.0 + tolerance_up); }
};

/// The proposal of one metric, before any window, rate or bound.
/// Source: kubernetes pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go.
[[nodiscard]] MetricStatus evaluate(const MetricSpec& metric, const MetricReading& reading, const MetricContext& context);

}  // namespace tiersim
