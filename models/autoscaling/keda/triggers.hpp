#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/autoscaling/cron/expression.hpp"
#include "models/autoscaling/cron/time_zone.hpp"
#include "models/autoscaling/hpa_spec.hpp"

// The triggers of a ScaledObject, with the names of their metadata. Source: kedacore/keda
// pkg/scalers/*.go.

namespace tiersim::keda {

/// Type `redis`: the length of a list.
struct RedisListMetadata {
  std::string listName{};
  std::int64_t listLength = 5;  ///< per replica
  std::int64_t activationListLength = 0;
};

/// Type `rabbitmq`: a queue's length or the rate at which messages come in.
struct RabbitMqMetadata {
  std::string queueName{};
  std::string mode = "QueueLength";  ///< QueueLength or MessageRate
  std::optional<double> value{};     ///< messages or 1/s per replica; 20 for QueueLength
  double activationValue = 0;
  bool excludeUnacknowledged = false;  ///< messages being worked on do not count
};

/// Type `prometheus`: the one number a query gives.
struct PrometheusMetadata {
  double threshold = 0;  ///< per replica; required
  double activationThreshold = 0;
  bool ignoreNullValues = true;  ///< no series is 0, else it is an error
};

/// Type `cron`: a count inside a window of the calendar.
struct CronMetadata {
  cron::Expression start;
  cron::Expression end;
  cron::TimeZone timezone{};
  std::int64_t desiredReplicas = 0;
};

/// Types `cpu` and `memory`: plain metrics of the HPA.
struct ResourceMetadata {
  std::string resource = "cpu";
  std::string containerName{};                ///< empty: the whole pod
  std::optional<std::int32_t> utilization{};  ///< `value` of metricType Utilization, percent
  std::optional<Quantity> average{};          ///< `value` of metricType AverageValue
};

using TriggerMetadata = std::variant<RedisListMetadata, RabbitMqMetadata, PrometheusMetadata,
                                     CronMetadata, ResourceMetadata>;

/// One entry of `triggers`.
struct Trigger {
  TriggerMetadata metadata{};
  std::string name{};
  std::string metricType = "AverageValue";  ///< or Value; Utilization for cpu and memory
  bool useCachedMetrics = false;  ///< the HPA gets what the last poll saw, not a fresh reading
};

/// "redis", "rabbitmq", "prometheus", "cron", "cpu" or "memory".
[[nodiscard]] std::string type_of(const Trigger& trigger);

/// A trigger whose metric comes from metrics-server and wakes nobody.
[[nodiscard]] inline bool is_resource(const Trigger& trigger) {
  return std::holds_alternative<ResourceMetadata>(trigger.metadata);
}

[[nodiscard]] std::vector<SpecViolation> validate(const Trigger& trigger);

/// The metric of the HPA that stands for the trigger at this place.
[[nodiscard]] MetricSpec metric_of(const Trigger& trigger, std::size_t place);

}  // namespace tiersim::keda
