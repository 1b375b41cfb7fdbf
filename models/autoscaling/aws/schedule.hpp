#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "models/autoscaling/cron/fields.hpp"
#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::aws {

/// When a scheduled action takes place: "at(2026-07-01T08:00:00)", "rate(5 minutes)" or
/// "cron(0 8 ? * MON-FRI *)".
///
/// The six cron fields are minutes, hours, day of month, month, day of week (1 is Sunday) and year;
/// one of the days is `?`. Days know L, W and #.
class Schedule {
 public:
  /// Once, at a local time.
  struct At {
    cron::LocalTime time{};
  };

  /// Again and again, from the action's start on.
  struct Every {
    std::chrono::seconds span{};
  };

  using When = std::variant<At, Every, cron::MinuteCalendar>;

  explicit Schedule(When when) : when_(std::move(when)) {}

  /// The first time after `after`; `start` is that of the action, from which rates count.
  [[nodiscard]] std::optional<cron::UtcTime> next_after(cron::UtcTime after,
                                                        const cron::TimeZone& zone,
                                                        cron::UtcTime start) const;

 private:
  When when_;
};

/// A schedule, or why the text is none.
struct ScheduleReading {
  std::optional<Schedule> schedule{};
  std::string error{};
};

[[nodiscard]] ScheduleReading parse_schedule(std::string_view text);

}  // namespace tiersim::aws
