#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/aws/target_tracking.hpp"
#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::aws {

/// How a policy changes the capacity.
struct Adjustment {
  std::string AdjustmentType = "ChangeInCapacity";  ///< ExactCapacity, PercentChangeInCapacity
  std::int32_t ScalingAdjustment = 0;
  std::optional<std::int32_t> MinAdjustmentMagnitude{};  ///< of PercentChangeInCapacity
};

/// The capacity after an adjustment of `base`, at least 0.
[[nodiscard]] std::int32_t adjusted(const Adjustment& adjustment, std::int32_t base);

/// One entry of StepAdjustments; the bounds count from the alarm's threshold, a missing one is
/// infinite.
struct StepAdjustment {
  std::optional<double> MetricIntervalLowerBound{};
  std::optional<double> MetricIntervalUpperBound{};
  std::int32_t ScalingAdjustment = 0;
};

/// A step scaling policy, under the field names of the API.
struct StepScalingPolicy {
  std::string AdjustmentType = "ChangeInCapacity";
  std::vector<StepAdjustment> StepAdjustments{};
  std::optional<std::int32_t> MinAdjustmentMagnitude{};
  std::int32_t Cooldown = 300;                    ///< seconds; Application Auto Scaling only
  std::string MetricAggregationType = "Average";  ///< Minimum, Maximum
};

[[nodiscard]] std::vector<SpecViolation> validate(const StepScalingPolicy& policy);

/// The step a breach (metric − threshold) falls into; nothing if there is none. Above the threshold
/// a lower bound belongs to its step and an upper one does not, below it is the other way round.
[[nodiscard]] const StepAdjustment* step_of(const StepScalingPolicy& policy, double breach);

/// One period's value of the metric's samples; nothing without a sample.
[[nodiscard]] std::optional<double> aggregated(const StepScalingPolicy& policy,
                                               const std::vector<double>& samples);

/// What the policy wants while its alarm is in ALARM; to be asked again every minute of it. What is
/// being added already counts towards the step.
[[nodiscard]] Proposal step(const StepScalingPolicy& policy, double metric, double threshold,
                            const Capacity& capacity);

}  // namespace tiersim::aws
