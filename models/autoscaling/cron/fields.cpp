#include "models/autoscaling/cron/fields.hpp"

#include <algorithm>

namespace tiersim::cron {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

std::string lists(const FieldRange& range) {
  return std::to_string(range.low) + " to " + std::to_string(range.high);
}

char upper(char sign) {
  return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
}

std::optional<unsigned> number_of(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char sign : text) {
    if (sign < '0' || sign > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(sign - '0');
  }
  return value;
}

/// A number or a word of the field, within its range.
std::optional<unsigned> value_of(std::string_view text, const FieldRange& range) {
  std::optional<unsigned> value = number_of(text);
  if (!value && text.size() == 3) {
    for (std::size_t i = 0; i * 3 < range.words.size(); ++i) {
      if (std::equal(text.begin(), text.end(), range.words.begin() + static_cast<long>(i * 3),
                     [](char a, char b) { return upper(a) == b; }))
        value = range.low + static_cast<unsigned>(i);
    }
  }
  return value && *value >= range.low && *value <= range.high ? value : std::nullopt;
}

std::string refusal(std::string_view part, const FieldRange& range) {
  return "\"" + std::string(part) + "\" is no " + std::string(range.name) + ": write " +
         lists(range) + ", a range a-b, a step */n or a list of these";
}

/// One entry of a list; the error, or an empty string.
std::string add_entry(std::string_view part, const FieldRange& range, Field& field) {
  const std::size_t slash = part.find('/');
  const std::string_view span = part.substr(0, slash);
  unsigned step = 1;
  if (slash != std::string_view::npos) {
    const auto written = number_of(part.substr(slash + 1));
    if (!written || *written == 0) return refusal(part, range);
    step = *written;
  }
  unsigned from = range.low;
  unsigned to = range.high;
  if (span == "*" || span == "?") {
    if (step == 1) field.any = true;
  } else {
    const std::size_t dash = span.find('-');
    const auto first = value_of(span.substr(0, dash), range);
    if (!first) return refusal(part, range);
    from = *first;
    if (dash != std::string_view::npos) {
      const auto last = value_of(span.substr(dash + 1), range);
      if (!last || *last < from) return refusal(part, range);
      to = *last;
    } else if (slash == std::string_view::npos) {
      to = from;  // "5/10" runs on to the end, "5" does not
    }
  }
  for (unsigned value = from; value <= to; value += step) field.values.set(value);
  return {};
}

/// The first minute of the day at or after `minute` that the calendar names.
std::optional<unsigned> minute_of_day(const MinuteCalendar& calendar, unsigned minute) {
  for (unsigned hour = minute / 60; hour < 24; ++hour) {
    if (!calendar.hours.has(hour)) continue;
    for (unsigned i = hour == minute / 60 ? minute % 60 : 0; i < 60; ++i) {
      if (calendar.minutes.has(i)) return hour * 60 + i;
    }
  }
  return std::nullopt;
}

/// The first local time at or after `from`, before `until`, in a stretch without change of offset.
std::optional<LocalTime> first_within(LocalTime from, LocalTime until,
                                      const MinuteCalendar& calendar) {
  const auto whole = std::chrono::ceil<minutes>(from);
  auto day = std::chrono::floor<days>(whole);
  auto minute = static_cast<unsigned>((whole - day).count());
  for (; day < until; day += days(1), minute = 0) {
    if (!calendar.is_day(day)) continue;
    if (const auto found = minute_of_day(calendar, minute)) {
      const LocalTime at = day + minutes(*found);
      return at < until ? std::optional(at) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

FieldReading read_field(std::string_view text, const FieldRange& range) {
  FieldReading reading;
  while (reading.error.empty()) {
    const std::size_t comma = text.find(',');
    reading.error = add_entry(text.substr(0, comma), range, reading.field);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return reading;
}

std::vector<std::string_view> split_fields(std::string_view text) {
  std::vector<std::string_view> fields;
  constexpr std::string_view blanks = " \t";
  for (std::size_t from = text.find_first_not_of(blanks); from != std::string_view::npos;) {
    const std::size_t to = text.find_first_of(blanks, from);
    fields.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    from = text.find_first_not_of(blanks, to == std::string_view::npos ? text.size() : to);
  }
  return fields;
}

std::optional<UtcTime> next_after(UtcTime after, const MinuteCalendar& calendar,
                                  const TimeZone& zone) {
  const UtcTime end = after + std::chrono::years(9);
  UtcTime from = after + std::chrono::seconds(1);
  while (from < end) {
    const std::chrono::seconds offset = zone.offset_at(from);
    const UtcTime until = std::min(end, zone.next_change_after(from).value_or(end));
    const auto local = first_within(LocalTime{from.time_since_epoch() + offset},
                                    LocalTime{until.time_since_epoch() + offset}, calendar);
    if (local) return UtcTime{local->time_since_epoch() - offset};
    from = until;
  }
  return std::nullopt;
}

}  // namespace tiersim::cron
