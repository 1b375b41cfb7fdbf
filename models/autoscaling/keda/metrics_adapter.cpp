#include "models/autoscaling/keda/metrics_adapter.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::keda {
namespace {

std::int32_t fallback_replicas(const Fallback& fallback, std::int32_t current) {
  if (fallback.behavior == "currentReplicas") return current;
  if (fallback.behavior == "currentReplicasIfHigher") return std::max(current, fallback.replicas);
  if (fallback.behavior == "currentReplicasIfLower") return std::min(current, fallback.replicas);
  return fallback.replicas;
}

}  // namespace

std::optional<std::int64_t> fallback_milli(const Fallback& fallback, const MetricSpec& metric,
                                           const ReplicaView& replicas) {
  const std::int64_t wanted = fallback_replicas(fallback, replicas.current);
  if (metric.target.type != "Value")
    return metric.target.averageValue.value_or(Quantity{}).milli * wanted;
  // The HPA multiplies a Value by the ready pods.
  if (replicas.ready <= 0) return std::nullopt;
  return metric.target.value.value_or(Quantity{}).milli * wanted / replicas.ready;
}

MetricsAdapter::MetricsAdapter(ScaledObjectSpec spec)
    : spec_(std::move(spec)), cache_(spec_.triggers.size()), failures_(spec_.triggers.size()) {}

void MetricsAdapter::remember(const std::vector<TriggerReading>& readings) {
  TIERSIM_ASSERT(readings.size() == spec_.triggers.size());
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (spec_.triggers[i].useCachedMetrics) cache_[i] = readings[i];
  }
}

AdapterAnswer MetricsAdapter::answer(std::size_t trigger, const TriggerReading& fresh,
                                     const ReplicaView& replicas) {
  TIERSIM_ASSERT(trigger < spec_.triggers.size() && !is_resource(spec_.triggers[trigger]));
  AdapterAnswer answer;
  answer.cached = has_cached(trigger);
  const TriggerReading& reading = answer.cached ? *cache_[trigger] : fresh;
  if (!reading.error) {
    failures_[trigger] = 0;
    answer.reading.values_milli = {reading.value_milli};
    return answer;
  }
  ++failures_[trigger];
  if (spec_.fallback && failures_[trigger] > spec_.fallback->failureThreshold) {
    const MetricSpec metric = metric_of(spec_.triggers[trigger], trigger);
    if (const auto made_up = fallback_milli(*spec_.fallback, metric, replicas)) {
      answer.fallback = true;
      answer.reading.values_milli = {*made_up};
      return answer;
    }
  }
  answer.reading.error = reading.error;
  return answer;
}

}  // namespace tiersim::keda
