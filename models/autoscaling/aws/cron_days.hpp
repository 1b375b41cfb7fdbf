#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "models/autoscaling/cron/fields.hpp"

namespace tiersim::aws {

/// The days of an AWS cron expression: day of month or day of week, month, year.
class CronDays {
 public:
  /// Fields as written. Nothing when one is faulty, or not exactly one of the days is `?`.
  [[nodiscard]] static std::optional<CronDays> read(std::string_view of_month,
                                                    std::string_view month,
                                                    std::string_view of_week,
                                                    std::string_view year);

  [[nodiscard]] bool operator()(std::chrono::local_days day) const;

 private:
  bool read_of_month(std::string_view text);
  bool read_of_week(std::string_view text);
  [[nodiscard]] bool is_day_of_month(std::chrono::year_month_day date) const;
  [[nodiscard]] bool is_day_of_week(std::chrono::year_month_day date) const;

  cron::Field months_{};
  cron::Field years_{};
  std::optional<cron::Field> of_month_{};
  std::optional<cron::Field> of_week_{};
  bool last_of_month_ = false;                         // L
  std::optional<unsigned> nearest_{};                  // nW: the working day nearest to the nth
  std::optional<unsigned> last_weekday_{};             // nL: the last such day of the month
  std::optional<std::chrono::weekday_indexed> nth_{};  // n#k: the kth such day of the month
};

}  // namespace tiersim::aws
