#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "models/autoscaling/aws/scalable_target.hpp"
#include "models/autoscaling/aws/step_scaling.hpp"
#include "sim/time.hpp"

namespace tiersim::aws {

/// Simple scaling of an EC2 group: one adjustment, then a cool-down in which nothing happens.
class SimpleScaling {
 public:
  /// `cooldown` is the policy's Cooldown, else the group's default.
  explicit SimpleScaling(Duration cooldown = 300s) : cooldown_(cooldown) {}

  /// An alarm is in ALARM and asks for its adjustment. While it stays there the policy acts again
  /// after each cool-down.
  [[nodiscard]] ScalingDecision act(TimePoint now, std::int32_t current, const Bounds& bounds,
                                    const Adjustment& adjustment);

 private:
  Duration cooldown_;
  std::optional<TimePoint> until_{};
};

}  // namespace tiersim::aws
