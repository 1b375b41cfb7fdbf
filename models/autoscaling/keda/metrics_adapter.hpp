#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/autoscaling/hpa_views.hpp"
#include "models/autoscaling/keda/scaled_object.hpp"
#include "models/autoscaling/keda/scalers.hpp"

namespace tiersim::keda {

/// Replicas at the time the HPA asks.
struct ReplicaView {
  std::int32_t current = 0;  ///< scale.spec.replicas
  std::int32_t ready = 0;    ///< ready pods
};

/// What the HPA is told of one trigger.
struct AdapterAnswer {
  MetricReading reading{};
  bool cached = false;    ///< from the last poll
  bool fallback = false;  ///< made up, for the trigger fails
};

/// KEDA as the HPA's source of external metrics: counts failures per trigger and makes values up
/// once they are too many. Source: kedacore/keda pkg/fallback/fallback.go and
/// pkg/scaling/scale_handler.go.
class MetricsAdapter {
 public:
  /// Precondition: `validate` finds nothing.
  explicit MetricsAdapter(ScaledObjectSpec spec);

  /// Keeps what a poll saw, for the triggers with useCachedMetrics. One reading per trigger.
  void remember(const std::vector<TriggerReading>& readings);

  /// True if the HPA's next read of this trigger needs no fresh reading.
  [[nodiscard]] bool has_cached(std::size_t trigger) const { return cache_[trigger].has_value(); }

  /// The answer to one read of the HPA. `fresh` is what the scaler says now; it is not looked at
  /// when a poll's value is to be used. Precondition: not a cpu or memory trigger.
  [[nodiscard]] AdapterAnswer answer(std::size_t trigger, const TriggerReading& fresh,
                                     const ReplicaView& replicas);

  /// Failures of a trigger in a row.
  [[nodiscard]] std::int32_t failures(std::size_t trigger) const { return failures_[trigger]; }

 private:
  ScaledObjectSpec spec_;
  std::vector<std::optional<TriggerReading>> cache_;
  std::vector<std::int32_t> failures_;
};

/// The value that makes the HPA want what the fallback says; nothing when it cannot be made (metric
/// type Value without a ready pod).
[[nodiscard]] std::optional<std::int64_t> fallback_milli(const Fallback& fallback,
                                                         const MetricSpec& metric,
                                                         const ReplicaView& replicas);

}  // namespace tiersim::keda
