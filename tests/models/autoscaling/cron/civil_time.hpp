#pragma once
#include <chrono>

#include "models/autoscaling/cron/expression.hpp"

namespace tiersim::cron::civil {

/// An instant, as UTC is written: utc(2026, 3, 29, 1, 0).
inline UtcTime utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0,
                   int second = 0) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day)) +
         std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

/// Berlin by today's rule: UTC+1, and +2 between the last Sundays of March and October, 01:00 UTC.
inline TimeZone berlin() {
  return *parse_posix_zone("CET-1CEST,M3.5.0,M10.5.0/3");
}

inline Expression at_times(const char* text) {
  return *parse_expression(text).expression;
}

}  // namespace tiersim::cron::civil
