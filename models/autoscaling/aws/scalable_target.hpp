#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/aws/step_scaling.hpp"
#include "models/autoscaling/aws/target_tracking.hpp"
#include "sim/time.hpp"

namespace tiersim::aws {

/// The bounds of what is scaled.
struct Bounds {
  std::int32_t MinCapacity = 0;
  std::int32_t MaxCapacity = 1;

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// A target tracking policy and the one-minute averages of its metric.
struct TrackedMetric {
  TargetTrackingPolicy policy{};
  std::vector<std::optional<double>> datapoints{};
};

/// A step scaling policy whose alarm is in ALARM.
struct StepAlarm {
  StepScalingPolicy policy{};
  double metric = 0;  ///< the aggregated value of the last period
  double threshold = 0;
};

/// What an evaluation came to.
struct ScalingDecision {
  std::int32_t current = 0;
  std::int32_t proposed = 0;  ///< of the policies, before cool-down and bounds
  std::int32_t desired = 0;
  std::string reason{};     ///< empty: no policy wants a change
  std::string held_back{};  ///< "MaxCapacity 20", "ScaleInCooldown", "warm-up"
};

/// What several policies together do with one resource: a service's task count, an Auto Scaling
/// group.
///
/// Application Auto Scaling has cool-downs: during one after a scale-out further scale-outs go on,
/// reckoned from the capacity before it (a model of "is calculated as part of the desired
/// capacity"); one after a scale-in blocks scale-ins and ends with a scale-out. EC2 Auto Scaling
/// has warm-ups instead. Source: AWS Application Auto Scaling and EC2 Auto Scaling user guides.
class ScalableTarget {
 public:
  enum class Service : std::uint8_t { application, ec2 };

  ScalableTarget(Service service, const Bounds& bounds) : service_(service), bounds_(bounds) {}

  /// To be called every minute. `warming` of the `current` units are in warm-up (ec2 only); their
  /// metrics must not be in the datapoints. The caller sets the capacity to `desired`.
  [[nodiscard]] ScalingDecision evaluate(TimePoint now, std::int32_t current, std::int32_t warming,
                                         const std::vector<TrackedMetric>& tracked,
                                         const std::vector<StepAlarm>& steps);

  /// A scheduled action or a person changes the bounds.
  void set_bounds(const Bounds& bounds) { bounds_ = bounds; }

  [[nodiscard]] const Bounds& bounds() const { return bounds_; }

 private:
  struct Choice {
    Proposal proposal{};
    std::int32_t cooldown_s = 0;
  };

  [[nodiscard]] Choice choose(const Capacity& capacity, const std::vector<TrackedMetric>& tracked,
                              const std::vector<StepAlarm>& steps) const;
  [[nodiscard]] std::string obstacle(TimePoint now, Direction direction,
                                     std::int32_t warming) const;
  void start_cooldown(TimePoint now, const Choice& choice, std::int32_t current);

  Service service_;
  Bounds bounds_;
  std::optional<TimePoint> out_until_{};
  std::optional<TimePoint> in_until_{};
  std::int32_t base_ = 0;  // capacity before the scale-outs whose cool-down runs
};

}  // namespace tiersim::aws
