#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "models/autoscaling/cron/fields.hpp"

namespace tiersim::cron {

/// A cron expression of five fields: minute, hour, day of month, month, day of week.
///
/// Lists, ranges, steps, `?` for `*`, names of months and weekdays, and @hourly, @daily, @midnight,
/// @weekly, @monthly, @yearly, @annually. Sunday is 0. When both days are restricted either one
/// will do. Source: the package github.com/robfig/cron v3, which Kubernetes' CronJob and KEDA use.
class Expression {
 public:
  /// Precondition: `parse_expression` found no fault.
  explicit Expression(MinuteCalendar calendar) : calendar_(std::move(calendar)) {}

  /// The first instant after `after`, itself left out; nothing if there is none ("30 February").
  [[nodiscard]] std::optional<UtcTime> next_after(UtcTime after, const TimeZone& zone) const {
    return cron::next_after(after, calendar_, zone);
  }

 private:
  MinuteCalendar calendar_;
};

/// An expression, or why the text is none.
struct ExpressionReading {
  std::optional<Expression> expression{};
  std::string error{};
};

[[nodiscard]] ExpressionReading parse_expression(std::string_view text);

}  // namespace tiersim::cron
