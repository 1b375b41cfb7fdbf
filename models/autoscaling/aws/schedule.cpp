#include "models/autoscaling/aws/schedule.hpp"

#include <array>
#include <utility>
#include <vector>

#include "models/autoscaling/aws/cron_days.hpp"

namespace tiersim::aws {
namespace {

using std::chrono::seconds;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

constexpr std::array<std::pair<std::string_view, int>, 6> spans{{{"minute", 60},
                                                                 {"minutes", 60},
                                                                 {"hour", 3'600},
                                                                 {"hours", 3'600},
                                                                 {"day", 86'400},
                                                                 {"days", 86'400}}};

/// A number of so many digits, within a range.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count, int low,
                          int high) {
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value >= low && value <= high ? std::optional(value) : std::nullopt;
}

/// yyyy-mm-ddThh:mm:ss.
std::optional<Schedule::When> read_at(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != 'd' && text[i] != form[i]) return std::nullopt;
  }
  const auto year = digits(text, 0, 4, 1970, 2199);
  const auto month = digits(text, 5, 2, 1, 12);
  const auto day = digits(text, 8, 2, 1, 31);
  const auto hour = digits(text, 11, 2, 0, 23);
  const auto minute = digits(text, 14, 2, 0, 59);
  const auto second = digits(text, 17, 2, 0, 59);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date = std::chrono::year(*year) /
                                           std::chrono::month(static_cast<unsigned>(*month)) /
                                           std::chrono::day(static_cast<unsigned>(*day));
  if (!date.ok()) return std::nullopt;
  return Schedule::At{std::chrono::local_days(date) + std::chrono::hours(*hour) +
                      std::chrono::minutes(*minute) + seconds(*second)};
}

std::optional<Schedule::When> read_rate(std::string_view text) {
  const std::vector<std::string_view> parts = cron::split_fields(text);
  if (parts.size() != 2 || parts[0].size() > 5) return std::nullopt;
  const auto count = digits(parts[0], 0, parts[0].size(), 1, 99'999);
  for (const auto& [name, span] : spans) {
    // "1 minute", "5 minutes".
    if (count && parts[1] == name && (*count == 1) == !name.ends_with('s'))
      return Schedule::Every{seconds(std::int64_t{*count} * span)};
  }
  return std::nullopt;
}

std::optional<Schedule::When> read_cron(std::string_view text) {
  const std::vector<std::string_view> parts = cron::split_fields(text);
  if (parts.size() != 6) return std::nullopt;
  const cron::FieldReading minutes = cron::read_field(parts[0], {"minute", 0, 59});
  const cron::FieldReading hours = cron::read_field(parts[1], {"hour", 0, 23});
  const auto days = CronDays::read(parts[2], parts[3], parts[4], parts[5]);
  if (!minutes.error.empty() || !hours.error.empty() || !days) return std::nullopt;
  return cron::MinuteCalendar{minutes.field, hours.field, *days};
}

/// The first instant at which clocks show a time; if they skip it, the instant of the skip.
cron::UtcTime first_instant(cron::LocalTime local, const cron::TimeZone& zone) {
  cron::UtcTime at{local.time_since_epoch() - std::chrono::hours(26)};  // surely before
  while (zone.local(at) < local) {
    const cron::UtcTime meant{local.time_since_epoch() - zone.offset_at(at)};
    const auto change = zone.next_change_after(at);
    if (!change || meant < *change) return meant;
    at = *change;
  }
  return at;
}

}  // namespace

std::optional<cron::UtcTime> Schedule::next_after(cron::UtcTime after, const cron::TimeZone& zone,
                                                  cron::UtcTime start) const {
  return std::visit(Overloaded{
                        [&](const At& at) -> std::optional<cron::UtcTime> {
                          const cron::UtcTime instant = first_instant(at.time, zone);
                          return instant > after ? std::optional(instant) : std::nullopt;
                        },
                        [&](const Every& every) -> std::optional<cron::UtcTime> {
                          if (after < start) return start;
                          return start + every.span * ((after - start) / every.span + 1);
                        },
                        [&](const cron::MinuteCalendar& calendar) {
                          return cron::next_after(after, calendar, zone);
                        },
                    },
                    when_);
}

ScheduleReading parse_schedule(std::string_view text) {
  const std::size_t open = text.find('(');
  std::optional<Schedule::When> when;
  if (open != std::string_view::npos && text.ends_with(')')) {
    const std::string_view kind = text.substr(0, open);
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    if (kind == "at") when = read_at(inside);
    if (kind == "rate") when = read_rate(inside);
    if (kind == "cron") when = read_cron(inside);
  }
  if (when) return {Schedule(*std::move(when)), {}};
  return {std::nullopt,
          "\"" + std::string(text) +
              "\" is no schedule: write at(2026-07-01T08:00:00), rate(5 minutes) or cron(minutes "
              "hours day-of-month month day-of-week year) with ? for one of the days"};
}

}  // namespace tiersim::aws
