#pragma once
#include <cstddef>

#include "models/workload/rate_profile.hpp"

namespace tiersim {

/// Walks along a rate profile in steps of expected arrivals: the inverse of the integral, each step from the last place
/// (exact, without thinning and without searching). Private to the arrival processes.
class SegmentWalk {
 public:
  explicit SegmentWalk(RateProfile profile);

  /// Goes on until the integral has grown by `area` (>= 0); false when the profile ends before that.
  bool advance(double area) {
    if (slope_free_) {
      // Constant rate: whole nanoseconds and the rest apart, so that no digits are lost however long the segment is.
      const double step = area * gap_ns_ + rest_ns_;
      if (step <= left_ns_) {
        const auto whole = static_cast<Duration::rep>(step);
        rest_ns_ = step - static_cast<double>(whole);
        left_ns_ -= static_cast<double>(whole);
        now_ += Duration{whole};
        return true;
      }
    }
    return advance_slowly(area);
  }

  [[nodiscard]] TimePoint now() const { return now_; }

 private:
  bool advance_slowly(double area);
  void enter(std::size_t index);

  TimePoint now_{};
  double rest_ns_ = 0;   ///< part of a nanosecond not yet in `now_`
  double left_ns_ = 0;   ///< from `now_` to the end of a segment of constant rate
  double gap_ns_ = 0;    ///< mean interarrival time there
  bool slope_free_ = false;
  double spent_ = 0;     ///< area used of a sloping segment
  std::size_t index_ = 0;
  RateProfile profile_;
};

}  // namespace tiersim
