#include "models/autoscaling/aws/cron_days.hpp"

namespace tiersim::aws {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

constexpr cron::FieldRange month_days{"day of month", 1, 31};
constexpr cron::FieldRange months{"month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"};
constexpr cron::FieldRange week_days{"day of week", 1, 7, "SUNMONTUEWEDTHUFRISAT"};
constexpr cron::FieldRange years{"year", 1970, 2199};

/// One number of a range, written plainly.
std::optional<unsigned> single(std::string_view text, const cron::FieldRange& range) {
  const cron::FieldReading reading = cron::read_field(text, range);
  if (!reading.error.empty() || reading.field.values.count() != 1) return std::nullopt;
  unsigned value = range.low;
  while (!reading.field.has(value)) ++value;
  return value;
}

/// The working day nearest to a day, within its month.
year_month_day nearest_working_day(year_month_day date) {
  const local_days day{date};
  const unsigned weekday = std::chrono::weekday(day).c_encoding();
  if (weekday != 0 && weekday != 6) return date;
  const year_month_day before{day - days(weekday == 6 ? 1 : 2)};
  const year_month_day after{day + days(weekday == 6 ? 2 : 1)};
  const bool take_before =
      weekday == 6 ? before.month() == date.month() : after.month() != date.month();
  return take_before ? before : after;
}

}  // namespace

bool CronDays::read_of_month(std::string_view text) {
  if (text == "L") {
    last_of_month_ = true;
    return true;
  }
  if (text.ends_with('W')) {
    nearest_ = single(text.substr(0, text.size() - 1), month_days);
    return nearest_.has_value();
  }
  cron::FieldReading reading = cron::read_field(text, month_days);
  of_month_ = reading.field;
  return reading.error.empty();
}

bool CronDays::read_of_week(std::string_view text) {
  if (text == "L") text = "SAT";
  if (text.size() > 1 && text.ends_with('L')) {
    last_weekday_ = single(text.substr(0, text.size() - 1), week_days);
    return last_weekday_.has_value();
  }
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    const auto day = single(text.substr(0, hash), week_days);
    const auto which = single(text.substr(hash + 1), {"week", 1, 5});
    if (day && which) nth_ = std::chrono::weekday(*day - 1)[*which];
    return nth_.has_value();
  }
  cron::FieldReading reading = cron::read_field(text, week_days);
  of_week_ = reading.field;
  return reading.error.empty();
}

std::optional<CronDays> CronDays::read(std::string_view of_month, std::string_view month,
                                       std::string_view of_week, std::string_view year) {
  if ((of_month == "?") == (of_week == "?")) return std::nullopt;
  CronDays result;
  const cron::FieldReading month_reading = cron::read_field(month, months);
  const cron::FieldReading year_reading = cron::read_field(year, years);
  const bool day_read =
      of_week == "?" ? result.read_of_month(of_month) : result.read_of_week(of_week);
  if (!day_read || !month_reading.error.empty() || !year_reading.error.empty()) return std::nullopt;
  result.months_ = month_reading.field;
  result.years_ = year_reading.field;
  return result;
}

bool CronDays::is_day_of_month(year_month_day date) const {
  if (last_of_month_) return date == date.year() / date.month() / std::chrono::last;
  if (nearest_) {
    const year_month_day meant = date.year() / date.month() / std::chrono::day(*nearest_);
    return meant.ok() && nearest_working_day(meant) == date;
  }
  return of_month_->has(static_cast<unsigned>(date.day()));
}

bool CronDays::is_day_of_week(year_month_day date) const {
  if (nth_) {
    const std::chrono::year_month_weekday meant = date.year() / date.month() / *nth_;
    return meant.ok() && local_days(meant) == local_days(date);
  }
  const unsigned weekday = std::chrono::weekday(local_days(date)).c_encoding() + 1;
  if (last_weekday_) {
    const year_month_day in_a_week{local_days(date) + days(7)};
    return weekday == *last_weekday_ && in_a_week.month() != date.month();
  }
  return of_week_->has(weekday);
}

bool CronDays::operator()(local_days day) const {
  const year_month_day date{day};
  const int year = static_cast<int>(date.year());
  if (!months_.has(static_cast<unsigned>(date.month()))) return false;
  if (year < 1970 || year > 2199 || !years_.has(static_cast<unsigned>(year))) return false;
  const bool by_week = of_week_ || last_weekday_ || nth_;
  return by_week ? is_day_of_week(date) : is_day_of_month(date);
}

}  // namespace tiersim::aws
