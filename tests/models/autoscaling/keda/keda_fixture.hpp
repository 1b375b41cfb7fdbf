#pragma once
#include "models/autoscaling/keda/metrics_adapter.hpp"
#include "models/autoscaling/keda/scale_loop.hpp"
#include "tests/models/autoscaling/cron/civil_time.hpp"

namespace tiersim::keda::fixture {

constexpr TimePoint start{};

inline Trigger queue_trigger(double value = 20) {
  return {.metadata = RabbitMqMetadata{.queueName = "orders", .value = value}};
}

inline Trigger cpu_trigger(std::int32_t percent = 70) {
  return {.metadata = ResourceMetadata{.utilization = percent}, .metricType = "Utilization"};
}

inline TriggerReading messages(std::int64_t count) {
  return read(RabbitMqMetadata{}, RabbitMqQueue{.ready = count});
}

/// One rabbitmq trigger of 20 messages per replica, 0 to 100 replicas.
inline ScaledObjectSpec queue_object() {
  return {.triggers = {queue_trigger()}};
}

}  // namespace tiersim::keda::fixture
