#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/scaling_history.hpp"

namespace tiersim {

/// A count within bounds, and what it came up against.
struct LimitedReplicas {
  std::int32_t replicas = 0;
  std::string_view reason = "DesiredWithinRange";  ///< of the condition ScalingLimited
  std::string by{};  ///< for people: "maxReplicas 20", "Percent 60/15s"; empty: nothing
};

/// What the policies of a direction allow, before it is compared with the current count.
struct PolicyLimit {
  std::int32_t replicas = 0;
  std::string by{};  ///< the policy that decided
};

/// Recent changes in both directions; each policy counts back to the start of its own period.
struct ScaleEventLists {
  ScaleEvents up{};
  ScaleEvents down{};
};

/// Source: kubernetes pkg/controller/podautoscaler/horizontal.go,
/// calculateScaleUpLimitWithScalingRules. Precondition: `rules` has its defaults.
[[nodiscard]] PolicyLimit scale_up_limit(TimePoint now, std::int32_t current,
                                         const ScaleEventLists& events, const ScalingRules& rules);
[[nodiscard]] PolicyLimit scale_down_limit(TimePoint now, std::int32_t current,
                                           const ScaleEventLists& events,
                                           const ScalingRules& rules);

/// Bounds without `behavior`: doubling or four on the way up. Same source,
/// convertDesiredReplicasWithRules.
[[nodiscard]] LimitedReplicas limited_plainly(std::int32_t current, std::int32_t wanted,
                                              std::int32_t replicas_min, std::int32_t replicas_max,
                                              const ControllerSettings& settings);

/// Bounds and rates with `behavior`. Same source, convertDesiredReplicasWithBehaviorRate.
/// Precondition: `spec` has its defaults and a behavior.
[[nodiscard]] LimitedReplicas limited_by_behavior(TimePoint now, std::int32_t current,
                                                  std::int32_t wanted,
                                                  const HorizontalPodAutoscalerSpec& spec,
                                                  const ScaleEventLists& events);

/// The longest period of a direction's policies.
[[nodiscard]] Duration longest_period(const ScalingRules& rules);

}  // namespace tiersim
