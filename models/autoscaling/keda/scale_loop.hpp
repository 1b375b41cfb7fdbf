#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/keda/scaled_object.hpp"
#include "models/autoscaling/keda/scalers.hpp"
#include "sim/time.hpp"

namespace tiersim::keda {

enum class ConditionStatus : std::uint8_t { yes, no, unknown };

/// A condition of the ScaledObject's status.
struct Condition {
  ConditionStatus status = ConditionStatus::unknown;
  std::string_view reason{};
};

/// What one poll came to.
struct PollDecision {
  std::int32_t current = 0;
  std::int32_t desired = 0;  ///< what the scale is to be; `current` when nothing is written
  bool active = false;       ///< at least one trigger is
  Condition ready{};         ///< ScaledObjectReady, PartialTriggerError, TriggerError
  Condition activity{};      ///< ScalerActive, ScalerNotActive, ScalerCooldown
  std::string reason{};      ///< one sentence; empty when nothing is written or waited for
  std::string held_back{};   ///< what keeps the count up: "cooldownPeriod 300s"
};

/// KEDA's own loop over one ScaledObject: it owns 0 ↔ 1, the HPA owns 1 ↔ N. Source: kedacore/keda
/// pkg/scaling/executor/scale_scaledobjects.go, RequestScale.
class ScaleLoop {
 public:
  /// Precondition: `validate` finds nothing.
  ScaleLoop(ScaledObjectSpec spec, TimePoint created) : spec_(std::move(spec)), created_(created) {}

  /// To be called at creation, then every pollingInterval; the caller writes `desired` to the
  /// scale. `readings` has one per trigger; those of cpu and memory are not looked at.
  [[nodiscard]] PollDecision poll(TimePoint now, std::int32_t current,
                                  const std::vector<TriggerReading>& readings);

  [[nodiscard]] std::optional<TimePoint> last_active() const { return last_active_; }

 private:
  void awake(TimePoint now, bool error, const std::string& why, PollDecision& decision);
  void asleep(TimePoint now, bool error, PollDecision& decision);
  void lie_down(TimePoint now, PollDecision& decision) const;

  ScaledObjectSpec spec_;
  TimePoint created_;
  std::optional<TimePoint> last_active_{};
  Condition ready_{ConditionStatus::yes, "ScaledObjectReady"};  // kept until a poll says else
};

}  // namespace tiersim::keda
