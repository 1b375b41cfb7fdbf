#pragma once
#include <bitset>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::cron {

/// What one field of a cron expression may hold.
struct FieldRange {
  std::string_view name;  ///< for people: "day of month"
  unsigned low = 0;
  unsigned high = 0;
  std::string_view words{};  ///< three letters each, from `low` on: "JANFEBMAR…"
};

/// The numbers a field stands for.
struct Field {
  std::bitset<2200> values{};  ///< years are the largest
  bool any = false;  ///< written `*` or `?`: sets no condition

  [[nodiscard]] bool has(unsigned value) const { return values[value]; }
};

/// A field, or why the text is none.
struct FieldReading {
  Field field{};
  std::string error{};  ///< empty: all is well
};

/// Reads `*`, `?`, numbers, words, ranges `a-b`, steps `/n` and lists of these.
[[nodiscard]] FieldReading read_field(std::string_view text, const FieldRange& range);

/// Splits at blanks.
[[nodiscard]] std::vector<std::string_view> split_fields(std::string_view text);

/// The instants of a calendar: whole minutes of certain days.
struct MinuteCalendar {
  Field minutes{};
  Field hours{};
  std::function<bool(std::chrono::local_days)> is_day{};
};

/// The first instant after `after` whose local time the calendar names; nothing within nine years,
/// which see every leap day. A local time that the clock skips does not come, one that it shows
/// twice comes twice, as with github.com/robfig/cron.
[[nodiscard]] std::optional<UtcTime> next_after(UtcTime after, const MinuteCalendar& calendar,
                                                const TimeZone& zone);

}  // namespace tiersim::cron
