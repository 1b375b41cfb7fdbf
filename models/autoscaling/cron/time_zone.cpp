#include "models/autoscaling/cron/time_zone.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::cron {
namespace {

using std::chrono::seconds;

/// When a yearly day falls, on the clock that is left.
std::chrono::local_seconds moment(std::chrono::year year, const YearlyDay& day) {
  const std::chrono::weekday weekday{day.weekday};
  const std::chrono::month month{day.month};
  const std::chrono::local_days date =
      day.week == 5 ? std::chrono::local_days(year / month / weekday[std::chrono::last])
                    : std::chrono::local_days(year / month / weekday[day.week]);
  return date + day.time;
}

UtcTime to_utc(std::chrono::local_seconds local, seconds offset) {
  return UtcTime{local.time_since_epoch() - offset};
}

}  // namespace

TimeZone::TimeZone(seconds offset, std::vector<OffsetChange> changes)
    : standard_offset_(offset), changes_(std::move(changes)) {}

std::vector<OffsetChange> TimeZone::changes_of(std::chrono::year year) const {
  std::vector<OffsetChange> changes{
      {to_utc(moment(year, rule_->begins), standard_offset_), rule_->daylight_offset},
      {to_utc(moment(year, rule_->ends), rule_->daylight_offset), standard_offset_}};
  // South of the equator summer time ends before it begins.
  if (changes[1].at < changes[0].at) std::swap(changes[0], changes[1]);
  return changes;
}

seconds TimeZone::offset_at(UtcTime at) const {
  seconds offset = standard_offset_;
  if (rule_) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
    // The last change before may lie in the year before.
    for (const std::chrono::years back : {std::chrono::years(1), std::chrono::years(0)}) {
      for (const OffsetChange& change : changes_of(date.year() - back)) {
        if (change.at <= at) offset = change.offset;
      }
    }
    return offset;
  }
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), at,
      [](UtcTime instant, const OffsetChange& change) { return instant < change.at; });
  return after == changes_.begin() ? offset : std::prev(after)->offset;
}

std::optional<UtcTime> TimeZone::next_change_after(UtcTime at) const {
  if (rule_) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
    for (const std::chrono::years ahead :
         {std::chrono::years(0), std::chrono::years(1), std::chrono::years(2)}) {
      for (const OffsetChange& change : changes_of(date.year() + ahead)) {
        if (change.at > at) return change.at;
      }
    }
  }
  for (const OffsetChange& change : changes_) {
    if (change.at > at) return change.at;
  }
  return std::nullopt;
}

}  // namespace tiersim::cron
