#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::cron {

/// An instant of civil time, UTC, in whole seconds.
using UtcTime = std::chrono::sys_seconds;
/// What a clock on the wall shows, in whole seconds.
using LocalTime = std::chrono::local_seconds;

/// A day and time of each year: the `weekday` of the `week`-th week of a month (5: the last one).
struct YearlyDay {
  unsigned month = 1;                                 ///< 1 to 12
  unsigned week = 1;                                  ///< 1 to 5; 5 is the last one
  unsigned weekday = 0;                               ///< 0 is Sunday
  std::chrono::seconds time = std::chrono::hours(2);  ///< on the clock that is left

  friend bool operator==(const YearlyDay&, const YearlyDay&) = default;
};

/// Summer time as POSIX writes it; the same every year.
struct DaylightRule {
  std::chrono::seconds daylight_offset{};  ///< east of UTC, while summer time lasts
  YearlyDay begins{};
  YearlyDay ends{};
};

/// From `at` on the clock is `offset` ahead of UTC.
struct OffsetChange {
  UtcTime at{};
  std::chrono::seconds offset{};
};

/// The offset of a place's clocks from UTC over time: plain data, so that the answer does not
/// depend on the machine's time zone files. Whoever reads such files makes one of their changes.
class TimeZone {
 public:
  /// UTC itself.
  TimeZone() = default;

  /// Always `offset` ahead of UTC.
  explicit TimeZone(std::chrono::seconds offset) : standard_offset_(offset) {}

  /// `offset` until the first of `changes`, which are in order of time.
  TimeZone(std::chrono::seconds offset, std::vector<OffsetChange> changes);

  /// `offset` in winter, `rule` in summer, in every year.
  TimeZone(std::chrono::seconds offset, const DaylightRule& rule)
      : standard_offset_(offset), rule_(rule) {}

  /// How far local time is ahead of UTC.
  [[nodiscard]] std::chrono::seconds offset_at(UtcTime at) const;

  /// The first change of the offset after `at`.
  [[nodiscard]] std::optional<UtcTime> next_change_after(UtcTime at) const;

  [[nodiscard]] LocalTime local(UtcTime at) const {
    return LocalTime{at.time_since_epoch() + offset_at(at)};
  }

 private:
  [[nodiscard]] std::vector<OffsetChange> changes_of(std::chrono::year year) const;

  std::chrono::seconds standard_offset_{};
  std::vector<OffsetChange> changes_{};
  std::optional<DaylightRule> rule_{};
};

/// Reads the value of a TZ variable: "CET-1CEST,M3.5.0,M10.5.0/3", "UTC0", "<+0330>-3:30". Summer
/// time is told in the form M (month, week, weekday) only, which all rules of today's zones have.
/// Nothing when the text is not one. Source: POSIX.1-2017, XBD section 8.3.
[[nodiscard]] std::optional<TimeZone> parse_posix_zone(std::string_view text);

}  // namespace tiersim::cron
