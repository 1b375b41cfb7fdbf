#include "models/autoscaling/keda/scalers.hpp"

#include <cmath>

namespace tiersim::keda {
namespace {

TriggerReading reading_of(double value, double activation) {
  return {.active = value > activation, .value_milli = sent_milli(value)};
}

}  // namespace

std::int64_t sent_milli(double value) {
  if (!std::isfinite(value) || value <= 0) return 0;
  constexpr double limit = 9.2e18;
  return value * 1000 < limit ? static_cast<std::int64_t>(value * 1000)
                              : static_cast<std::int64_t>(limit);
}

TriggerReading read(const RedisListMetadata& metadata, std::int64_t length) {
  return reading_of(static_cast<double>(length),
                    static_cast<double>(metadata.activationListLength));
}

TriggerReading read(const RabbitMqMetadata& metadata, const RabbitMqQueue& queue) {
  const auto messages = static_cast<double>(
      queue.ready + (metadata.excludeUnacknowledged ? 0 : queue.unacknowledged));
  if (metadata.mode != "MessageRate") return reading_of(messages, metadata.activationValue);
  TriggerReading reading = reading_of(queue.publish_rate_per_s, metadata.activationValue);
  // A backlog keeps it awake when nothing comes in any more.
  if (messages > metadata.activationValue) reading.active = true;
  return reading;
}

TriggerReading read(const PrometheusMetadata& metadata, const std::vector<double>& series) {
  if (series.empty()) {
    return metadata.ignoreNullValues ? reading_of(0, metadata.activationThreshold)
                                     : failed_reading("prometheus query gave no series");
  }
  if (series.size() > 1) {
    return failed_reading("prometheus query gave " + std::to_string(series.size()) +
                          " series; it must give one");
  }
  return reading_of(series.front(), metadata.activationThreshold);
}

TriggerReading read(const CronMetadata& metadata, cron::UtcTime now) {
  const auto next_start = metadata.start.next_after(now, metadata.timezone);
  const auto next_end = metadata.end.next_after(now, metadata.timezone);
  const bool inside = next_end && (!next_start || *next_end <= *next_start);
  return {.active = inside, .value_milli = inside ? metadata.desiredReplicas * 1000 : 0};
}

}  // namespace tiersim::keda
