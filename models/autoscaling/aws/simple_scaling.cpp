#include "models/autoscaling/aws/simple_scaling.hpp"

#include <algorithm>

namespace tiersim::aws {

ScalingDecision SimpleScaling::act(TimePoint now, std::int32_t current, const Bounds& bounds,
                                   const Adjustment& adjustment) {
  ScalingDecision decision{.current = current, .proposed = adjusted(adjustment, current)};
  decision.reason =
      "alarm: " + adjustment.AdjustmentType + " " + std::to_string(adjustment.ScalingAdjustment);
  decision.desired = current;
  if (until_ && now < *until_) {
    decision.held_back = "Cooldown";
    return decision;
  }
  decision.desired = std::clamp(decision.proposed, bounds.MinCapacity, bounds.MaxCapacity);
  if (decision.desired < decision.proposed)
    decision.held_back = "MaxCapacity " + std::to_string(bounds.MaxCapacity);
  if (decision.desired > decision.proposed)
    decision.held_back = "MinCapacity " + std::to_string(bounds.MinCapacity);
  if (decision.desired != current) until_ = now + cooldown_;
  return decision;
}

}  // namespace tiersim::aws
