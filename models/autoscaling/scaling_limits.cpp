#include "models/autoscaling/scaling_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/autoscaling/wrapping.hpp"

namespace tiersim {
namespace {

std::string name_of(const ScalingPolicy& policy) {
  return policy.type + " " + std::to_string(policy.value) + "/" +
         std::to_string(policy.periodSeconds) + "s";
}

std::int32_t added(std::int32_t replicas, std::int64_t change) {
  return to_replicas(static_cast<double>(static_cast<std::int64_t>(replicas) + change));
}

std::int32_t allowed_up(std::int32_t start, const ScalingPolicy& policy) {
  if (policy.type == "Pods") return added(start, policy.value);
  // In double as the controller has it: 10 % on 50 is 55.00000000000001, rounded up to 56.
  return to_replicas(
      std::ceil(static_cast<double>(start) * (1 + static_cast<double>(policy.value) / 100)));
}

std::int32_t allowed_down(std::int32_t start, const ScalingPolicy& policy) {
  if (policy.type == "Pods") return added(start, -static_cast<std::int64_t>(policy.value));
  // Cut off what remains: a percentage always takes away at least one pod.
  return to_replicas(
      std::trunc(static_cast<double>(start) * (1 - static_cast<double>(policy.value) / 100)));
}

PolicyLimit limit_of(TimePoint now, std::int32_t current, const ScaleEventLists& events,
                     const ScalingRules& rules, bool up) {
  if (*rules.selectPolicy == "Disabled")
    return {current, up ? "scaleUp Disabled" : "scaleDown Disabled"};
  const bool take_highest = (*rules.selectPolicy == "Min") != up;
  PolicyLimit limit{take_highest ? std::numeric_limits<std::int32_t>::min()
                                 : std::numeric_limits<std::int32_t>::max(),
                    {}};
  for (const ScalingPolicy& policy : *rules.policies) {
    const Duration period = std::chrono::seconds(policy.periodSeconds);
    const std::int32_t start =
        current - events.up.change_within(now, period) + events.down.change_within(now, period);
    const std::int32_t allowed = up ? allowed_up(start, policy) : allowed_down(start, policy);
    if (take_highest ? allowed > limit.replicas : allowed < limit.replicas)
      limit = {allowed, name_of(policy)};
  }
  return limit;
}

}  // namespace

PolicyLimit scale_up_limit(TimePoint now, std::int32_t current, const ScaleEventLists& events,
                           const ScalingRules& rules) {
  return limit_of(now, current, events, rules, true);
}

PolicyLimit scale_down_limit(TimePoint now, std::int32_t current, const ScaleEventLists& events,
                             const ScalingRules& rules) {
  return limit_of(now, current, events, rules, false);
}

LimitedReplicas limited_plainly(std::int32_t current, std::int32_t wanted,
                                std::int32_t replicas_min, std::int32_t replicas_max,
                                const ControllerSettings& settings) {
  const std::int32_t limit =
      to_replicas(std::trunc(std::max(settings.scale_up_limit_factor * static_cast<double>(current),
                                      settings.scale_up_limit_minimum)));
  if (wanted < replicas_min)
    return {replicas_min, "TooFewReplicas", "minReplicas " + std::to_string(replicas_min)};
  if (replicas_max > limit) {
    if (wanted > limit) return {limit, "ScaleUpLimit", "doubling, or to 4, per sync"};
  } else if (wanted > replicas_max) {
    return {replicas_max, "TooManyReplicas", "maxReplicas " + std::to_string(replicas_max)};
  }
  return {wanted};
}

LimitedReplicas limited_by_behavior(TimePoint now, std::int32_t current, std::int32_t wanted,
                                    const HorizontalPodAutoscalerSpec& spec,
                                    const ScaleEventLists& events) {
  if (wanted > current) {
    PolicyLimit limit = scale_up_limit(now, current, events, *spec.behavior->scaleUp);
    limit.replicas = std::max(limit.replicas, current);
    if (spec.maxReplicas > limit.replicas) {
      if (wanted > limit.replicas) return {limit.replicas, "ScaleUpLimit", std::move(limit.by)};
    } else if (wanted > spec.maxReplicas) {
      return {spec.maxReplicas, "TooManyReplicas",
              "maxReplicas " + std::to_string(spec.maxReplicas)};
    }
  } else if (wanted < current) {
    const std::int32_t replicas_min = spec.minReplicas.value_or(1);
    PolicyLimit limit = scale_down_limit(now, current, events, *spec.behavior->scaleDown);
    limit.replicas = std::min(limit.replicas, current);
    if (replicas_min < limit.replicas) {
      if (wanted < limit.replicas) return {limit.replicas, "ScaleDownLimit", std::move(limit.by)};
    } else if (wanted < replicas_min) {
      return {replicas_min, "TooFewReplicas", "minReplicas " + std::to_string(replicas_min)};
    }
  }
  return {wanted};
}

Duration longest_period(const ScalingRules& rules) {
  std::int32_t longest = 0;
  for (const ScalingPolicy& policy : *rules.policies)
    longest = std::max(longest, policy.periodSeconds);
  return std::chrono::seconds(longest);
}

}  // namespace tiersim
