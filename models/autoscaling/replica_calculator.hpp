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

/// How far a ratio of current to target may be from 1 without a change.
struct Tolerances {
  double down = 0.1;
  double up = 0.1;

  /// Both ends are inside.
  [[nodiscard]] bool within(double ratio) const {
    return (1.0 - down) <= ratio && ratio <= (1.0 + up);
  }
};

/// Those of `behavior` where it sets them, else the controller's.
[[nodiscard]] Tolerances tolerances_of(const HorizontalPodAutoscalerSpec& spec,
                                       const ControllerSettings& settings);

/// What does not depend on the metric.
struct MetricContext {
  TimePoint now{};
  std::int32_t current = 0;  ///< scale.spec.replicas
  std::int32_t status = 0;   ///< scale.status.replicas
  const std::vector<PodView>& pods;
  Tolerances tolerances{};
  const ControllerSettings& settings;
};

/// The proposal of one metric, before any window, rate or bound.
/// Source: kubernetes pkg/controller/podautoscaler/replica_calculator.go and
/// metrics/utilization.go.
[[nodiscard]] MetricStatus evaluate(const MetricSpec& metric, const MetricReading& reading,
                                    const MetricContext& context);

}  // namespace tiersim
