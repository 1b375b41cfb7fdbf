#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "models/autoscaling/aws/alarm.hpp"
#include "models/autoscaling/aws/scalable_target.hpp"
#include "models/autoscaling/aws/scheduled_actions.hpp"
#include "models/autoscaling/cron/cron_scaler.hpp"
#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/keda/scaled_object.hpp"
#include "models/autoscaling/threshold/threshold_scaler.hpp"

namespace tiersim::lab {

/// A threshold scaler and what it looks at.
struct ThresholdSpec {
  std::string metric;  ///< cpu, memory, or a name of the section "metrics"
  threshold::Params params;
};

/// What a trigger looks at; both empty: the calendar, or metrics-server.
struct TriggerUse {
  std::string metric;  ///< a name of the section "metrics"
  std::string queue;   ///< a component with a waiting line
};

/// A ScaledObject and what its triggers look at, in their order.
struct ScaledObjectUse {
  keda::ScaledObjectSpec spec;
  std::vector<TriggerUse> triggers;
};

/// What CloudWatch is asked for.
struct AwsMetric {
  enum class Kind : std::uint8_t { Cpu, Memory, RequestsPerTarget, Named };

  Kind kind = Kind::Cpu;
  std::string name;  ///< of the balancer, or in the section "metrics"
};

struct TrackingUse {
  std::string name;
  aws::TargetTrackingPolicy policy;
  AwsMetric metric;
};

struct StepUse {
  std::string name;
  aws::StepScalingPolicy policy;
  aws::AlarmParams alarm;
  AwsMetric metric;
};

struct SimpleUse {
  std::string name;
  aws::Adjustment adjustment;
  std::int32_t cooldown_s = 300;
  aws::AlarmParams alarm;
  AwsMetric metric;
};

/// A service as Application Auto Scaling scales it.
struct AwsSpec {
  aws::Bounds bounds;
  std::vector<TrackingUse> tracking;
  std::vector<StepUse> steps;
  std::vector<SimpleUse> simple;
  std::vector<aws::ScheduledAction> actions;
};

/// What changes the number of pods of a deployment: one of the autoscalers under its product's own
/// names, a schedule, or both.
struct AutoscalerSpec {
  std::variant<std::monostate, HorizontalPodAutoscalerSpec, ScaledObjectUse, ThresholdSpec, AwsSpec>
      scaler;
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
