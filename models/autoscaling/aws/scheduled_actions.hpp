#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/aws/scalable_target.hpp"
#include "models/autoscaling/aws/schedule.hpp"
#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::aws {

/// A scheduled action, under the field names of the API.
struct ScheduledAction {
  std::string ScheduledActionName{};
  Schedule schedule;
  cron::TimeZone Timezone{};
  cron::UtcTime StartTime{};               ///< not before it; rates count from it
  std::optional<cron::UtcTime> EndTime{};  ///< not after it
  std::optional<std::int32_t> MinCapacity{};
  std::optional<std::int32_t> MaxCapacity{};
  std::optional<std::int32_t> DesiredCapacity{};  ///< EC2 only
};

/// What cannot be carried out; empty when all is well.
[[nodiscard]] std::string fault_of(const ScheduledAction& action);

/// What came due.
struct ScheduledDecision {
  Bounds bounds{};           ///< in force from now on; dynamic policies go on inside them
  std::int32_t desired = 0;  ///< the capacity, moved into them
  std::string reason{};      ///< empty: nothing was due
};

/// Carries out the actions due in (since, now], in order of time; those of one instant in the order
/// in which they are listed. An action that would leave MinCapacity above MaxCapacity fails.
[[nodiscard]] ScheduledDecision carry_out(const std::vector<ScheduledAction>& actions,
                                          cron::UtcTime since, cron::UtcTime now,
                                          const Bounds& bounds, std::int32_t current);

}  // namespace tiersim::aws
