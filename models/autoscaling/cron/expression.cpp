#include "models/autoscaling/cron/expression.hpp"

#include <array>
#include <utility>

namespace tiersim::cron {
namespace {

constexpr std::array<FieldRange, 5> ranges{{
    {"minute", 0, 59},
    {"hour", 0, 23},
    {"day of month", 1, 31},
    {"month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"},
    {"day of week", 0, 6, "SUNMONTUEWEDTHUFRISAT"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> macros{{
    {"@hourly", "0 * * * *"},
    {"@daily", "0 0 * * *"},
    {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"},
    {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"},
}};

struct DayFields {
  Field of_month{};
  Field months{};
  Field of_week{};

  bool operator()(std::chrono::local_days day) const {
    const std::chrono::year_month_day date{day};
    if (!months.has(static_cast<unsigned>(date.month()))) return false;
    const bool month_day = of_month.has(static_cast<unsigned>(date.day()));
    const bool week_day = of_week.has(std::chrono::weekday(day).c_encoding());
    return of_month.any || of_week.any ? month_day && week_day : month_day || week_day;
  }
};

}  // namespace

ExpressionReading parse_expression(std::string_view text) {
  for (const auto& [name, meaning] : macros) {
    if (text == name) return parse_expression(meaning);
  }
  const std::vector<std::string_view> parts = split_fields(text);
  if (parts.size() != ranges.size()) {
    return {std::nullopt,
            "\"" + std::string(text) + "\" has " + std::to_string(parts.size()) +
                " fields; write five: minute, hour, day of month, month, day of week"};
  }
  std::array<Field, 5> fields{};
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    FieldReading reading = read_field(parts[i], ranges[i]);
    if (!reading.error.empty()) return {std::nullopt, std::move(reading.error)};
    fields[i] = reading.field;
  }
  return {Expression({fields[0], fields[1], DayFields{fields[2], fields[3], fields[4]}}), {}};
}

}  // namespace tiersim::cron
