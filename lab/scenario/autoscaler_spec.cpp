#include "lab/scenario/autoscaler_spec.hpp"

#include <algorithm>

namespace tiersim::lab {

namespace {

/// Fewest and most pods.
struct Range {
  std::int32_t least = 0;
  std::int32_t most = 0;
};

Range range_of(std::monostate /*none*/, std::int32_t start) {
  return {start, start};
}

Range range_of(const HorizontalPodAutoscalerSpec& spec, std::int32_t /*start*/) {
  return {spec.minReplicas.value_or(1), spec.maxReplicas};
}

Range range_of(const ScaledObjectUse& use, std::int32_t /*start*/) {
  const keda::ScaledObjectSpec& spec = use.spec;
  return {spec.idleReplicaCount.value_or(spec.minReplicaCount), spec.maxReplicaCount};
}

Range range_of(const AwsSpec& spec, std::int32_t /*start*/) {
  Range range{spec.bounds.MinCapacity, spec.bounds.MaxCapacity};
  for (const aws::ScheduledAction& action : spec.actions) {
    range.least = std::min(range.least, action.MinCapacity.value_or(range.least));
    range.most = std::max(range.most, action.MaxCapacity.value_or(range.most));
  }
  return range;
}

Range range_of(const ThresholdSpec& spec, std::int32_t /*start*/) {
  return {spec.params.minReplicas, spec.params.maxReplicas};
}

Range whole_range(const AutoscalerSpec& spec, std::int32_t start) {
  Range range =
      std::visit([&](const auto& scaler) { return range_of(scaler, start); }, spec.scaler);
  for (const cron::ScheduleEntry& entry : spec.schedule) {
    range.least = std::min(range.least, entry.replicas.value_or(range.least));
    range.most = std::max(
        {range.most, entry.replicas.value_or(range.most), entry.replicas_min.value_or(range.most)});
  }
  return range;
}

}  // namespace

std::int32_t AutoscalerSpec::replicas_min(std::int32_t start) const {
  return whole_range(*this, start).least;
}

std::int32_t AutoscalerSpec::replicas_max(std::int32_t start) const {
  return whole_range(*this, start).most;
}

}  // namespace tiersim::lab
