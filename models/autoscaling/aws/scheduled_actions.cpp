#include "models/autoscaling/aws/scheduled_actions.hpp"

#include <algorithm>

namespace tiersim::aws {
namespace {

struct Due {
  cron::UtcTime at{};
  const ScheduledAction* action = nullptr;
};

std::vector<Due> due_within(const std::vector<ScheduledAction>& actions, cron::UtcTime since,
                            cron::UtcTime now) {
  std::vector<Due> due;
  for (const ScheduledAction& action : actions) {
    const auto next = [&](cron::UtcTime after) {
      return action.schedule.next_after(after, action.Timezone, action.StartTime);
    };
    for (auto at = next(since); at && *at <= now; at = next(*at)) {
      if (*at >= action.StartTime && (!action.EndTime || *at <= *action.EndTime))
        due.push_back({*at, &action});
    }
  }
  std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  return due;
}

}  // namespace

std::string fault_of(const ScheduledAction& action) {
  if (!action.MinCapacity && !action.MaxCapacity && !action.DesiredCapacity)
    return "must say MinCapacity, MaxCapacity or DesiredCapacity";
  if (action.MinCapacity.value_or(0) < 0 || action.MaxCapacity.value_or(0) < 0 ||
      action.DesiredCapacity.value_or(0) < 0)
    return "must not be negative";
  if (action.MinCapacity && action.MaxCapacity && *action.MinCapacity > *action.MaxCapacity)
    return "MinCapacity is above MaxCapacity";
  return {};
}

ScheduledDecision carry_out(const std::vector<ScheduledAction>& actions, cron::UtcTime since,
                            cron::UtcTime now, const Bounds& bounds, std::int32_t current) {
  ScheduledDecision decision{bounds, current, {}};
  for (const auto& [at, action] : due_within(actions, since, now)) {
    if (!decision.reason.empty()) decision.reason += "; ";
    decision.reason += "scheduled action " + action->ScheduledActionName;
    const Bounds wanted{action->MinCapacity.value_or(decision.bounds.MinCapacity),
                        action->MaxCapacity.value_or(decision.bounds.MaxCapacity)};
    if (wanted.MinCapacity > wanted.MaxCapacity) {
      decision.reason += " failed: MinCapacity " + std::to_string(wanted.MinCapacity) +
                         " is above MaxCapacity " + std::to_string(wanted.MaxCapacity);
      continue;
    }
    decision.bounds = wanted;
    decision.desired = std::clamp(action->DesiredCapacity.value_or(decision.desired),
                                  wanted.MinCapacity, wanted.MaxCapacity);
  }
  return decision;
}

}  // namespace tiersim::aws
