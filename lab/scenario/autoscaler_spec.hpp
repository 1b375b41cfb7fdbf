#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "models/autoscaling/cron/cron_scaler.hpp"
#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/threshold/threshold_scaler.hpp"

namespace tiersim::lab {

/// A threshold scaler and what it looks at.
struct ThresholdSpec {
  std::string metric;  ///< cpu, memory, or a name of the section "metrics"
  threshold::Params params;
};

/// What changes the number of pods of a deployment: one of the autoscalers under its product's own
/// names, a schedule, or both.
struct AutoscalerSpec {
  std::variant<std::monostate, HorizontalPodAutoscalerSpec, ThresholdSpec> scaler;
  std::vector<cron::ScheduleEntry> schedule;  ///< empty: none

  /// Fewest pods it asks for; `start` is the number at the start.
  [[nodiscard]] std::int32_t replicas_min(std::int32_t start) const;
  /// Most pods it asks for.
  [[nodiscard]] std::int32_t replicas_max(std::int32_t start) const;

  /// The HPA's spec; null: it is another autoscaler.
  [[nodiscard]] const HorizontalPodAutoscalerSpec* hpa() const {
    return std::get_if<HorizontalPodAutoscalerSpec>(&scaler);
  }
};

}  // namespace tiersim::lab
