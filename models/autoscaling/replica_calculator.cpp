#include "models/autoscaling/replica_calculator.hpp"

#include "models/autoscaling/per_pod_metric.hpp"
#include "models/autoscaling/total_metric.hpp"

namespace tiersim {
namespace {

MetricStatus failed(std::string_view code, std::string message) {
  MetricStatus status;
  status.failure = MetricFailure{code, std::move(message)};
  return status;
}

MetricStatus no_target(const MetricSpec& metric) {
  return failed("InvalidTarget", "the target of " + metric.name +
                                     " sets none of the values that a " + metric.type +
                                     " metric can be compared with");
}

MetricStatus nothing_returned(const MetricSpec& metric) {
  return failed("NoMetricsReturned", "the metrics API returned nothing for " + metric.name);
}

MetricStatus evaluate_per_pod(const MetricSpec& metric, const MetricReading& reading,
                              const MetricContext& context) {
  const bool custom = metric.type == "Pods";
  const bool by_average = metric.target.averageValue.has_value();
  if (!by_average && (custom || !metric.target.averageUtilization)) return no_target(metric);
  if (reading.samples.empty()) return nothing_returned(metric);
  const std::string_view container =
      metric.type == "ContainerResource" ? std::string_view(metric.container) : "";
  PodValues values = pod_values(reading.samples, container);
  const std::string_view resource = custom ? std::string_view{} : std::string_view(metric.name);
  if (by_average)
    return average_value_proposal(std::move(values), resource, metric.target.averageValue->milli,
                                  context);
  return utilization_proposal(std::move(values), resource, container,
                              *metric.target.averageUtilization, context);
}

MetricStatus evaluate_total(const MetricSpec& metric, const MetricReading& reading,
                            const MetricContext& context) {
  // An Object's target follows its type; an External one prefers AverageValue when both are set.
  const MetricTarget& target = metric.target;
  const bool external = metric.type == "External";
  const bool by_average = target.averageValue && (external || target.type == "AverageValue");
  const bool by_value = !by_average && target.value && (external || target.type == "Value");
  if (!by_average && !by_value) return no_target(metric);
  if (reading.values_milli.empty()) return nothing_returned(metric);
  const std::int64_t total = capped_sum(reading.values_milli);
  return by_average ? per_replica_proposal(total, target.averageValue->milli, context)
                    : value_proposal(total, target.value->milli, context);
}

}  // namespace

Tolerances tolerances_of(const HorizontalPodAutoscalerSpec& spec,
                         const ControllerSettings& settings) {
  Tolerances tolerances{settings.tolerance, settings.tolerance};
  if (!spec.behavior) return tolerances;
  const auto& [up, down] = *spec.behavior;
  if (up && up->tolerance) tolerances.up = up->tolerance->approximate;
  if (down && down->tolerance) tolerances.down = down->tolerance->approximate;
  return tolerances;
}

MetricStatus evaluate(const MetricSpec& metric, const MetricReading& reading,
                      const MetricContext& context) {
  const bool per_pod =
      metric.type == "Resource" || metric.type == "ContainerResource" || metric.type == "Pods";
  const bool total = metric.type == "Object" || metric.type == "External";
  if (!per_pod && !total) {
    return failed("InvalidMetricSourceType", "unknown metric source type \"" + metric.type + "\"");
  }
  if (reading.error)
    return failed("MetricsAPI", "unable to get metric " + metric.name + ": " + *reading.error);
  return per_pod ? evaluate_per_pod(metric, reading, context)
                 : evaluate_total(metric, reading, context);
}

}  // namespace tiersim
