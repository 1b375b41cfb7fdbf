#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/cron/expression.hpp"
#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::cron {

/// One line of a schedule: at these times set the count once, or the bounds for good.
struct ScheduleEntry {
  std::string schedule;  ///< for people, as written
  Expression when;
  TimeZone zone{};
  std::optional<std::int32_t> replicas{};      ///< sets the count once, as `kubectl scale` does
  std::optional<std::int32_t> replicas_min{};  ///< from then on
  std::optional<std::int32_t> replicas_max{};  ///< from then on
};

/// What a schedule may not say; empty when all is well.
[[nodiscard]] std::string fault_of(const ScheduleEntry& entry);

/// The bounds a schedule has set so far; nothing: none.
struct ScheduledBounds {
  std::optional<std::int32_t> replicas_min{};
  std::optional<std::int32_t> replicas_max{};
};

/// What came due.
struct ScheduleDecision {
  std::int32_t current = 0;
  std::int32_t desired = 0;
  ScheduledBounds bounds{};
  std::vector<std::size_t> fired{};  ///< places of the entries, in order of time
  std::string reason{};              ///< empty: nothing was due
};

/// Scaling by the calendar (a model of tiersim): "at 20:00 to 0, at 7:00 to 6".
///
/// The count is set once, at the time; another autoscaler of the same target overrides it at its
/// next sync, and so does a hand. Bounds stay until another entry changes them.
class CronScaler {
 public:
  /// Precondition: `fault_of` finds nothing in any entry.
  explicit CronScaler(std::vector<ScheduleEntry> entries) : entries_(std::move(entries)) {}

  /// Carries out what is due in (since, now]: in order of time, entries of one instant in the order
  /// in which they are listed.
  [[nodiscard]] ScheduleDecision decide(UtcTime since, UtcTime now, std::int32_t current);

  /// The next instant after `after` at which something is due.
  [[nodiscard]] std::optional<UtcTime> next_after(UtcTime after) const;

  [[nodiscard]] const ScheduledBounds& bounds() const { return bounds_; }

 private:
  std::vector<ScheduleEntry> entries_;
  ScheduledBounds bounds_{};
};

}  // namespace tiersim::cron
