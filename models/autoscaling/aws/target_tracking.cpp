#include "models/autoscaling/aws/target_tracking.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/autoscaling/hpa_wording.hpp"
#include "models/autoscaling/wrapping.hpp"

namespace tiersim::aws {
namespace {

constexpr std::size_t minutes_high = 3;
constexpr std::size_t minutes_low = 15;
constexpr double low_share = 0.9;

constexpr std::array<std::string_view, 7> with_cooldown{
    "ecs", "ec2", "elasticmapreduce", "appstream", "rds", "sagemaker", "custom-resource"};

template <class Breaches>
bool all_of_last(Datapoints datapoints, std::size_t minutes, Breaches breaches) {
  if (datapoints.size() < minutes) return false;
  const Datapoints last = datapoints.last(minutes);
  return std::all_of(last.begin(), last.end(),
                     [&](const std::optional<double>& value) { return value && breaches(*value); });
}

/// capacity × metric / target, rounded up.
std::int32_t proportional(std::int32_t capacity, double metric, double target) {
  return to_replicas(std::ceil(static_cast<double>(capacity) * metric / target));
}

std::string text_of(double value) {
  return decimal(static_cast<std::int64_t>(std::round(value * 1000)));
}

}  // namespace

std::vector<SpecViolation> validate(const TargetTrackingPolicy& policy) {
  std::vector<SpecViolation> violations;
  const auto need = [&](bool holds, const char* field, const char* message) {
    if (!holds) violations.push_back({field, std::string("targetTracking.") + field, message});
  };
  need(policy.TargetValue > 0 && std::isfinite(policy.TargetValue), "TargetValue",
       "must be greater than 0");
  need(policy.ScaleOutCooldown >= 0, "ScaleOutCooldown", "must be 0 or more");
  need(policy.ScaleInCooldown >= 0, "ScaleInCooldown", "must be 0 or more");
  return violations;
}

std::int32_t default_cooldown(std::string_view service_namespace) {
  const bool known = std::find(with_cooldown.begin(), with_cooldown.end(), service_namespace) !=
                     with_cooldown.end();
  return known ? 300 : 0;
}

std::int32_t instance_warmup(std::optional<std::int32_t> estimated_instance_warmup,
                             std::optional<std::int32_t> default_instance_warmup,
                             std::int32_t default_cooldown) {
  return estimated_instance_warmup.value_or(default_instance_warmup.value_or(default_cooldown));
}

Proposal track(const TargetTrackingPolicy& policy, Datapoints datapoints,
               const Capacity& capacity) {
  const double target = policy.TargetValue;
  const bool high =
      all_of_last(datapoints, minutes_high, [&](double value) { return value > target; });
  const bool low = all_of_last(datapoints, minutes_low,
                               [&](double value) { return value < low_share * target; });
  if (!high && !low) return {Direction::none, capacity.current, {}};
  const double metric = *datapoints.back();
  Proposal proposal;
  if (high) {
    proposal.direction = Direction::out;
    proposal.capacity = std::max(
        {capacity.current, capacity.base + 1, proportional(capacity.base, metric, target)});
    proposal.reason =
        "above the target of " + text_of(target) + " for 3 min, last at " + text_of(metric);
    return proposal;
  }
  if (policy.DisableScaleIn) return {Direction::none, capacity.current, {}};
  std::int32_t wanted = proportional(capacity.current, metric, target);
  // A quotient that was rounded down in double must not leave the rest above the target.
  while (wanted > 0 &&
         static_cast<double>(capacity.current) * metric / static_cast<double>(wanted) > target)
    ++wanted;
  proposal.direction = Direction::in;
  proposal.capacity = std::min(wanted, capacity.current);
  proposal.reason =
      "below 90 % of the target of " + text_of(target) + " for 15 min, last at " + text_of(metric);
  return proposal;
}

}  // namespace tiersim::aws
