#include "models/autoscaling/keda/scale_loop.hpp"

#include <algorithm>

#include "models/autoscaling/hpa_wording.hpp"
#include "sim/assert.hpp"

namespace tiersim::keda {
namespace {

/// What the triggers say together.
struct TriggerState {
  bool active = false;
  bool error = false;
  std::string why{};  ///< the first active trigger, and its value
};

TriggerState state_of(const std::vector<Trigger>& triggers,
                      const std::vector<TriggerReading>& readings) {
  TIERSIM_ASSERT(readings.size() == triggers.size());
  TriggerState state;
  bool resources_only = true;
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    if (is_resource(triggers[i])) continue;
    resources_only = false;
    if (readings[i].error) {
      state.error = true;
    } else if (readings[i].active && !state.active) {
      state.active = true;
      state.why = "trigger " +
                  (triggers[i].name.empty() ? type_of(triggers[i]) : triggers[i].name) +
                  " is active at " + decimal(readings[i].value_milli);
    }
  }
  if (resources_only) {
    state.active = true;
    state.why = "cpu and memory triggers are always active";
  }
  return state;
}

}  // namespace

void ScaleLoop::awake(TimePoint now, bool error, const std::string& why, PollDecision& decision) {
  decision.activity = {ConditionStatus::yes, "ScalerActive"};
  const bool from_idle = spec_.idleReplicaCount && decision.current < spec_.minReplicaCount;
  if (from_idle || decision.current == 0) {
    decision.desired = std::max(1, spec_.minReplicaCount);
    decision.reason =
        why + ": " + pods(decision.current) + " to " + std::to_string(decision.desired);
    last_active_ = now;
  } else if (error) {
    ready_ = {ConditionStatus::unknown, "PartialTriggerError"};
  } else {
    last_active_ = now;
  }
}

void ScaleLoop::asleep(TimePoint now, bool error, PollDecision& decision) {
  decision.activity = {ConditionStatus::no, "ScalerNotActive"};
  if (error && spec_.fallback && spec_.fallback->replicas != 0) {
    decision.reason = "a trigger fails: the HPA falls back to " + pods(spec_.fallback->replicas);
    return;
  }
  if (error && !spec_.fallback) {
    ready_ = {ConditionStatus::no, "TriggerError"};
    decision.reason = "a trigger fails and there is no fallback: the count stays";
    return;
  }
  const bool above_idle = spec_.idleReplicaCount && decision.current > *spec_.idleReplicaCount;
  if (above_idle || (decision.current > 0 && spec_.minReplicaCount == 0)) {
    lie_down(now, decision);
  } else if (!spec_.idleReplicaCount && decision.current < spec_.minReplicaCount) {
    decision.desired = spec_.minReplicaCount;
    decision.reason = pods(decision.current) + (decision.current == 1 ? " is" : " are") +
                      " below minReplicaCount " + std::to_string(spec_.minReplicaCount);
  }
}

/// To 0 or to the idle count, unless it was active too short a time ago.
void ScaleLoop::lie_down(TimePoint now, PollDecision& decision) const {
  const std::int32_t span = last_active_ ? spec_.cooldownPeriod : spec_.initialCooldownPeriod;
  const TimePoint since = last_active_.value_or(created_);
  if (now > since + std::chrono::seconds(span)) {
    decision.desired = spec_.idleReplicaCount.value_or(spec_.minReplicaCount);
    decision.reason = last_active_
                          ? "no trigger was active for more than " + std::to_string(span) + "s: "
                          : "no trigger was ever active: ";
    decision.reason += pods(decision.current) + " to " + std::to_string(decision.desired);
    return;
  }
  decision.activity.reason = "ScalerCooldown";
  decision.held_back =
      (last_active_ ? "cooldownPeriod " : "initialCooldownPeriod ") + std::to_string(span) + "s";
  decision.reason = "no trigger is active; held back by " + decision.held_back;
}

PollDecision ScaleLoop::poll(TimePoint now, std::int32_t current,
                             const std::vector<TriggerReading>& readings) {
  PollDecision decision{.current = current, .desired = current};
  if (spec_.pause.is_whole()) {
    decision.desired = spec_.pause.paused_replicas.value_or(current);
    if (decision.desired != current)
      decision.reason = "paused-replicas " + std::to_string(decision.desired);
    decision.ready = ready_;
    return decision;
  }
  const TriggerState state = state_of(spec_.triggers, readings);
  decision.active = state.active;
  if (!state.error) ready_ = {ConditionStatus::yes, "ScaledObjectReady"};
  if (state.active) {
    awake(now, state.error, state.why, decision);
  } else {
    asleep(now, state.error, decision);
  }
  decision.ready = ready_;
  return decision;
}

}  // namespace tiersim::keda
