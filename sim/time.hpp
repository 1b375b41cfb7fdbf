#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tiersim {

/// A span of simulated time; whole nanoseconds, signed.
using Duration = std::chrono::nanoseconds;

/// The simulation's clock. It only names a type: adding two instants, or mixing them with real
/// clocks, does not compile.
struct SimClock {
  using rep = Duration::rep;
  using period = Duration::period;
  using duration = Duration;
  using time_point = std::chrono::time_point<SimClock, Duration>;
  static constexpr bool is_steady = true;
};

/// An instant of simulated time; the run starts at `TimePoint{}` and lasts at most 292 years.
using TimePoint = SimClock::time_point;

using namespace std::chrono_literals;

/// The longest span: "for ever".
inline constexpr Duration forever = Duration::max();

/// The span in seconds, the nearest double: divided, for 1e-9 is no binary fraction and 240 s would
/// become 240.00000000000003.
[[nodiscard]] constexpr double to_seconds(Duration span) {
  return static_cast<double>(span.count()) / 1e9;
}

/// Seconds since the start of the run.
[[nodiscard]] constexpr double to_seconds(TimePoint instant) {
  return to_seconds(instant.time_since_epoch());
}

/// Rounds to the nearest nanosecond; spans beyond 292 years become `forever`. Precondition: not
/// NaN. In line even in large functions: every draw goes through it.
[[nodiscard, gnu::always_inline]] inline Duration from_seconds(double seconds) {
  const double nanoseconds = seconds * 1e9;
  if (std::abs(nanoseconds) < 9.2e18) [[likely]]
    return Duration{static_cast<std::int64_t>(nanoseconds + std::copysign(0.5, nanoseconds))};
  return nanoseconds < 0 ? -forever : forever;
}

}  // namespace tiersim
