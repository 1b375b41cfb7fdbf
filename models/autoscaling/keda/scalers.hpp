#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/cron/time_zone.hpp"
#include "models/autoscaling/keda/triggers.hpp"

namespace tiersim::keda {

/// What a scaler says of its trigger, or why it can say nothing.
struct TriggerReading {
  std::optional<std::string> error{};
  bool active = false;           ///< the value is above the activation threshold
  std::int64_t value_milli = 0;  ///< as it is sent to the HPA, in thousandths
};

/// A trigger that could not be read.
[[nodiscard]] inline TriggerReading failed_reading(std::string error) {
  return {.error = std::move(error)};
}

/// Messages of a queue, as the broker counts them.
struct RabbitMqQueue {
  std::int64_t ready = 0;
  std::int64_t unacknowledged = 0;
  double publish_rate_per_s = 0;
};

/// `length` is the answer of LLEN.
[[nodiscard]] TriggerReading read(const RedisListMetadata& metadata, std::int64_t length);
[[nodiscard]] TriggerReading read(const RabbitMqMetadata& metadata, const RabbitMqQueue& queue);
/// `series` are the values the query gave, one a series.
[[nodiscard]] TriggerReading read(const PrometheusMetadata& metadata,
                                  const std::vector<double>& series);
[[nodiscard]] TriggerReading read(const CronMetadata& metadata, cron::UtcTime now);

/// A value as KEDA sends it: three decimals, cut off; NaN, infinite and negative are 0.
[[nodiscard]] std::int64_t sent_milli(double value);

}  // namespace tiersim::keda
