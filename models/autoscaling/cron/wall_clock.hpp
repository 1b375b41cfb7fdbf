#pragma once
#include <chrono>

#include "models/autoscaling/cron/time_zone.hpp"
#include "sim/time.hpp"

namespace tiersim::cron {

/// What the calendar shows in a run: the simulated clock, begun at an instant of civil time.
class WallClock {
 public:
  /// `start` is when the run starts.
  explicit WallClock(UtcTime start) : start_(start) {}

  /// Whole seconds, cut off.
  [[nodiscard]] UtcTime at(TimePoint instant) const {
    return start_ + std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch());
  }

  [[nodiscard]] TimePoint instant_of(UtcTime time) const { return TimePoint{time - start_}; }

 private:
  UtcTime start_;
};

}  // namespace tiersim::cron
