#pragma once
#include "sim/time.hpp"

namespace tiersim {

/// The time average of something that changes in steps.
class TimeAverage {
 public:
  /// Precondition: instants do not fall.
  void set(TimePoint now, double value) {
    area_ += value_ * to_seconds(now - last_);
    last_ = now;
    value_ = value;
    if (value > max_) max_ = value;
  }

  void add(TimePoint now, double change) { set(now, value_ + change); }

  /// Forgets the past; the present value stays.
  void restart(TimePoint now) {
    start_ = last_ = now;
    area_ = 0;
    max_ = value_;
  }

  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] double max() const { return max_; }
  /// ∫ value dt since the start, in seconds.
  [[nodiscard]] double area(TimePoint now) const { return area_ + value_ * to_seconds(now - last_); }

  /// The present value when no time has passed.
  [[nodiscard]] double average(TimePoint now) const { return now > start_ ? area(now) / to_seconds(now - start_) : value_; }

 private:
  TimePoint start_{};
  TimePoint last_{};
  double value_ = 0;
  double area_ = 0;
  double max_ = 0;
};

}  // namespace tiersim
