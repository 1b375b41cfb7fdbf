#pragma once
#include "sim/time.hpp"

namespace tiersim {

/// The time average of something that changes in steps.
///
/// The area is kept in value × nanoseconds, with what rounding cut off beside it: counts are
/// integrated exactly up to 2^53 a step, and the error of anything else does not grow with the
/// number of steps.
class TimeAverage {
 public:
  /// Precondition: instants do not fall.
  void set(TimePoint now, double value) {
    grow(value_ * nanoseconds(now - last_));
    last_ = now;
    value_ = value;
    if (value > max_) max_ = value;
  }

  void add(TimePoint now, double change) { set(now, value_ + change); }

  /// Forgets the past; the present value stays.
  void restart(TimePoint now) {
    start_ = last_ = now;
    area_ = cut_off_ = 0;
    max_ = value_;
  }

  [[nodiscard]] double value() const { return value_; }

  [[nodiscard]] double max() const { return max_; }

  /// ∫ value dt since the start, in seconds.
  [[nodiscard]] double area(TimePoint now) const { return area_in_nanoseconds(now) / 1e9; }

  /// The present value when no time has passed.
  [[nodiscard]] double average(TimePoint now) const {
    return now > start_ ? area_in_nanoseconds(now) / nanoseconds(now - start_) : value_;
  }

 private:
  [[nodiscard]] static double nanoseconds(Duration span) {
    return static_cast<double>(span.count());
  }

  [[nodiscard]] double area_in_nanoseconds(TimePoint now) const {
    return area_ + (cut_off_ + value_ * nanoseconds(now - last_));
  }

  /// Source: D. E. Knuth, "The Art of Computer Programming", vol. 2, section 4.2.2, theorem B: the
  /// exact error of a sum.
  void grow(double piece) {
    const double sum = area_ + piece;
    const double added = sum - area_;
    cut_off_ += (area_ - (sum - added)) + (piece - added);
    area_ = sum;
  }

  TimePoint start_{};
  TimePoint last_{};
  double value_ = 0;
  double area_ = 0;     ///< value × ns
  double cut_off_ = 0;  ///< what rounding took from area_
  double max_ = 0;
};

}  // namespace tiersim
