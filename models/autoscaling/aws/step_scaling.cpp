#include "models/autoscaling/aws/step_scaling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::aws {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double low(const StepAdjustment& one) {
  return one.MetricIntervalLowerBound.value_or(-infinite);
}

double high(const StepAdjustment& one) {
  return one.MetricIntervalUpperBound.value_or(infinite);
}

/// Whole percent: what is above 1 is cut off, what is between 0 and 1 is 1; likewise below.
std::int64_t percent_of(std::int64_t base, std::int64_t percent) {
  const std::int64_t hundredths = base * percent;
  if (hundredths > 0) return std::max<std::int64_t>(1, hundredths / 100);
  if (hundredths < 0) return std::min<std::int64_t>(-1, hundredths / 100);
  return 0;
}

/// What the steps together must obey.
void check_intervals(std::vector<StepAdjustment> steps, const auto& need) {
  const char* const field = "StepAdjustments";
  std::sort(steps.begin(), steps.end(),
            [](const StepAdjustment& a, const StepAdjustment& b) { return low(a) < low(b); });
  for (std::size_t i = 0; i < steps.size(); ++i) {
    need(low(steps[i]) < high(steps[i]), field, "must have their lower bound below the upper one");
    need(steps[i].MetricIntervalLowerBound || steps[i].MetricIntervalUpperBound, field,
         "must have one bound at least each");
    need(i == 0 || high(steps[i - 1]) == low(steps[i]), field,
         "must neither overlap nor leave a gap");
  }
  if (steps.empty()) return;
  need(low(steps.front()) >= 0 || low(steps.front()) == -infinite, field,
       "with a negative lower bound need one without");
  need(high(steps.back()) <= 0 || high(steps.back()) == infinite, field,
       "with a positive upper bound need one without");
}

}  // namespace

std::int32_t adjusted(const Adjustment& adjustment, std::int32_t base) {
  std::int64_t capacity = adjustment.ScalingAdjustment;
  if (adjustment.AdjustmentType == "ChangeInCapacity") {
    capacity += base;
  } else if (adjustment.AdjustmentType == "PercentChangeInCapacity") {
    std::int64_t change = percent_of(base, adjustment.ScalingAdjustment);
    const std::int64_t least = adjustment.MinAdjustmentMagnitude.value_or(0);
    if (adjustment.ScalingAdjustment > 0) change = std::max(change, least);
    if (adjustment.ScalingAdjustment < 0) change = std::min(change, -least);
    capacity = base + change;
  }
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(capacity, 0, most));
}

std::vector<SpecViolation> validate(const StepScalingPolicy& policy) {
  std::vector<SpecViolation> violations;
  const auto need = [&](bool holds, const char* field, const char* message) {
    if (!holds) violations.push_back({field, std::string("stepScaling.") + field, message});
  };
  const bool percent = policy.AdjustmentType == "PercentChangeInCapacity";
  need(percent || policy.AdjustmentType == "ChangeInCapacity" ||
           policy.AdjustmentType == "ExactCapacity",
       "AdjustmentType", "must be ChangeInCapacity, ExactCapacity or PercentChangeInCapacity");
  need(!policy.MinAdjustmentMagnitude || (percent && *policy.MinAdjustmentMagnitude > 0),
       "MinAdjustmentMagnitude", "must be greater than 0, and is only for PercentChangeInCapacity");
  need(policy.MetricAggregationType == "Average" || policy.MetricAggregationType == "Minimum" ||
           policy.MetricAggregationType == "Maximum",
       "MetricAggregationType", "must be Average, Minimum or Maximum");
  need(policy.Cooldown >= 0, "Cooldown", "must be 0 or more");
  need(!policy.StepAdjustments.empty(), "StepAdjustments", "must name at least one");
  check_intervals(policy.StepAdjustments, need);
  return violations;
}

const StepAdjustment* step_of(const StepScalingPolicy& policy, double breach) {
  for (const StepAdjustment& one : policy.StepAdjustments) {
    const bool above = low(one) >= 0;
    const bool inside =
        above ? low(one) <= breach && breach < high(one) : low(one) < breach && breach <= high(one);
    if (inside) return &one;
  }
  return nullptr;
}

std::optional<double> aggregated(const StepScalingPolicy& policy,
                                 const std::vector<double>& samples) {
  if (samples.empty()) return std::nullopt;
  if (policy.MetricAggregationType == "Minimum")
    return *std::min_element(samples.begin(), samples.end());
  if (policy.MetricAggregationType == "Maximum")
    return *std::max_element(samples.begin(), samples.end());
  return std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
}

Proposal step(const StepScalingPolicy& policy, double metric, double threshold,
              const Capacity& capacity) {
  Proposal proposal{Direction::none, capacity.current, {}};
  const StepAdjustment* one = step_of(policy, metric - threshold);
  if (one == nullptr) return proposal;
  const Adjustment adjustment{policy.AdjustmentType, one->ScalingAdjustment,
                              policy.MinAdjustmentMagnitude};
  const std::int32_t grown = adjusted(adjustment, capacity.base);
  const std::int32_t shrunk = adjusted(adjustment, capacity.current);
  if (grown > capacity.current) {
    proposal.direction = Direction::out;
    proposal.capacity = grown;
  } else if (shrunk < capacity.current) {
    proposal.direction = Direction::in;
    proposal.capacity = shrunk;
  }
  const std::int64_t by = static_cast<std::int64_t>(std::round((metric - threshold) * 1000));
  proposal.reason = "alarm breached by " + decimal(by) + ": " + policy.AdjustmentType + " " +
                    std::to_string(one->ScalingAdjustment);
  return proposal;
}

}  // namespace tiersim::aws
