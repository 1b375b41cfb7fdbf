#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/aws/alarm.hpp"
#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::aws {

/// A target tracking policy, under the field names of the API.
struct TargetTrackingPolicy {
  double TargetValue = 0;
  std::int32_t ScaleOutCooldown = 300;  ///< seconds; Application Auto Scaling only
  std::int32_t ScaleInCooldown = 300;   ///< seconds; Application Auto Scaling only
  bool DisableScaleIn = false;
};

[[nodiscard]] std::vector<SpecViolation> validate(const TargetTrackingPolicy& policy);

/// Both cool-downs when the policy sets none, seconds: 300 for ecs, ec2 (Spot Fleets),
/// elasticmapreduce, appstream, rds (Aurora), sagemaker and custom-resource, else 0.
[[nodiscard]] std::int32_t default_cooldown(std::string_view service_namespace);

/// How long a new EC2 instance is left out, seconds: the policy's EstimatedInstanceWarmup, else the
/// group's DefaultInstanceWarmup, else its default cool-down.
[[nodiscard]] std::int32_t instance_warmup(std::optional<std::int32_t> estimated_instance_warmup,
                                           std::optional<std::int32_t> default_instance_warmup,
                                           std::int32_t default_cooldown = 300);

/// The capacities a policy reckons with.
struct Capacity {
  std::int32_t current = 0;
  std::int32_t base = 0;  ///< what a scale-out is computed from: without what is being added
};

enum class Direction : std::uint8_t { none, out, in };

/// What one policy wants.
struct Proposal {
  Direction direction = Direction::none;
  std::int32_t capacity = 0;
  std::string reason{};
};

/// What the policy wants after the one-minute averages `datapoints`.
///
/// Out after 3 minutes in a row above the target, in after 15 below nine tenths of it; a missing
/// minute breaks the row. Capacity in proportion to the last minute, rounded up: AWS publishes no
/// formula, this is a model. On the way out at least one more than the base, never less than there
/// is.
[[nodiscard]] Proposal track(const TargetTrackingPolicy& policy, Datapoints datapoints,
                             const Capacity& capacity);

}  // namespace tiersim::aws
