#pragma once
#include <nlohmann/json.hpp>

#include "sim/chance/distribution.hpp"
#include "sim/time.hpp"

namespace tiersim::queueing {

/// A case's time in the simulator's: one simulated second is `seconds` of the case. Whole
/// nanoseconds are exact to 1e-9 of a simulated second and last for 9e9 of them, so a case is
/// accurate at any scale when its unit is about the time between its events.
class TimeUnit {
 public:
  explicit TimeUnit(double seconds) : seconds_(seconds) {}

  /// The unit in which something of this rate (1/s) happens once a simulated second.
  [[nodiscard]] static TimeUnit of_rate(double rate) { return TimeUnit{1 / rate}; }

  [[nodiscard]] Duration span(double seconds) const { return from_seconds(seconds / seconds_); }

  [[nodiscard]] double seconds(Duration span) const { return to_seconds(span) * seconds_; }

  /// A law of the case (README of the vectors, "Distribution objects").
  [[nodiscard]] Distribution law(const nlohmann::json& object) const;

  [[nodiscard]] Distribution exponential(double rate) const {
    return Distribution::exponential(1 / (rate * seconds_));
  }

 private:
  double seconds_;
};

}  // namespace tiersim::queueing
