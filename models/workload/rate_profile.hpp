#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// The arrival rate at an instant.
struct RatePoint {
  TimePoint at{};
  double per_s = 0;

  friend bool operator==(const RatePoint&, const RatePoint&) = default;
};

/// An arrival rate that changes linearly between points; before the first and after the last it
/// stays. Two points at one instant are a step; the later one holds from that instant on.
///
/// The expected number of arrivals up to t is the integral Λ(t) from `TimePoint{}`; its inverse
/// turns a Poisson process of rate 1 into one of this rate (E. Çınlar, Introduction to Stochastic
/// Processes, 1975, section 4.7).
class RateProfile {
 public:
  /// One stretch without a step. `area` is its integral; the last segment has no end.
  struct Segment {
    TimePoint begin{};
    TimePoint end = TimePoint::max();
    double per_s = 0;         ///< rate at `begin`
    double slope_per_s2 = 0;  ///< change of the rate
    double area = 0;  ///< expected arrivals inside; infinite for a last segment of positive rate
    double area_before = 0;  ///< Λ(begin)

    [[nodiscard]] double rate(TimePoint t) const {
      return per_s + slope_per_s2 * to_seconds(t - begin);
    }

    /// Nanoseconds after `begin`, not rounded, at which the integral over this segment reaches
    /// `wanted`. Precondition: 0 <= wanted <= area, area > 0.
    [[nodiscard]] double offset_ns(double wanted) const;
  };

  /// A constant rate. Precondition: finite, not negative.
  explicit RateProfile(double per_s);
  /// Preconditions: at least one point, times not before `TimePoint{}` and not decreasing, rates
  /// finite and not negative.
  explicit RateProfile(std::vector<RatePoint> points);

  /// Arrivals per second at t; at a step the rate after it.
  [[nodiscard]] double rate(TimePoint t) const;
  /// Λ(t), the expected number of arrivals from `TimePoint{}` to t. O(log points).
  [[nodiscard]] double integral(TimePoint t) const;
  /// The first instant at which Λ reaches `area`, cut to whole nanoseconds; for 0 the instant at
  /// which the rate first becomes positive. Nothing if Λ never gets there. O(log points).
  [[nodiscard]] std::optional<TimePoint> inverse(double area) const;

  /// The same shape with every rate multiplied. Precondition: factor finite, not negative.
  [[nodiscard]] RateProfile scaled(double factor) const;
  /// The same arrivals in 1/speed of the time: instants divided and rates multiplied. Precondition:
  /// speed > 0.
  [[nodiscard]] RateProfile played_at(double speed) const;

  [[nodiscard]] std::span<const RatePoint> points() const { return points_; }

  /// Stretches in order; the first begins at `TimePoint{}`, none is empty, the last is open and of
  /// constant rate.
  [[nodiscard]] std::span<const Segment> segments() const { return segments_; }

 private:
  [[nodiscard]] const Segment& segment_at(TimePoint t) const;

  std::vector<RatePoint> points_;
  std::vector<Segment> segments_;
};

}  // namespace tiersim
