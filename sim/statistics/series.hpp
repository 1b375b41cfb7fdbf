#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "sim/assert.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Values at a fixed interval, one after the other, in bounded memory: when there would be more
/// than `values_max`, each pair of neighbours becomes its mean and the interval doubles. Value i
/// stands for [time(i), time(i) + interval()).
class Series {
 public:
  /// Preconditions: interval > 0; values_max even and at least 2.
  Series(TimePoint start, Duration interval, std::size_t values_max)
      : start_(start), interval_(interval), values_max_(values_max) {
    TIERSIM_ASSERT(interval > Duration{});
    TIERSIM_ASSERT(values_max >= 2 && values_max % 2 == 0);
    values_.reserve(values_max);
  }

  /// The mean over the next interval of the length given at birth. Allocates nothing; O(1),
  /// averaged over the calls.
  void record(double value) {
    sum_ += value;
    if (++recorded_ < per_value_) return;
    if (values_.size() == values_max_) {
      coarsen();
      return;
    }
    finish();
  }

  /// Complete values; a coarse one that is still being filled is left out.
  [[nodiscard]] std::span<const double> values() const { return values_; }

  [[nodiscard]] std::size_t size() const { return values_.size(); }

  [[nodiscard]] Duration interval() const { return interval_; }

  /// Where the interval of value i starts.
  [[nodiscard]] TimePoint time(std::size_t i) const {
    return start_ + static_cast<Duration::rep>(i) * interval_;
  }

 private:
  void finish() {
    values_.push_back(sum_ / static_cast<double>(per_value_));
    sum_ = 0;
    recorded_ = 0;
  }

  /// What was just completed is the first half of a value of the doubled interval.
  void coarsen() {
    for (std::size_t i = 0; i < values_.size() / 2; ++i)
      values_[i] = (values_[2 * i] + values_[2 * i + 1]) / 2;
    values_.resize(values_.size() / 2);
    interval_ *= 2;
    per_value_ *= 2;
  }

  TimePoint start_;
  Duration interval_;
  std::size_t values_max_;
  std::size_t per_value_ = 1;  ///< calls of record that make a value
  std::size_t recorded_ = 0;   ///< of the value being filled
  double sum_ = 0;
  std::vector<double> values_;
};

}  // namespace tiersim
