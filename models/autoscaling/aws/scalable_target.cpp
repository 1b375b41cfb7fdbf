#include "models/autoscaling/aws/scalable_target.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::aws {

/// The largest capacity on the way out; inwards only if every target tracking policy that may wants
/// it, and then the largest as well.
ScalableTarget::Choice ScalableTarget::choose(const Capacity& capacity,
                                              const std::vector<TrackedMetric>& tracked,
                                              const std::vector<StepAlarm>& steps) const {
  Choice out{{Direction::none, capacity.current, {}}};
  Choice in = out;
  bool tracking_agrees = true;
  std::vector<Choice> inward;
  const auto take_out = [&](const Choice& choice) {
    if (out.proposal.direction == Direction::none ||
        choice.proposal.capacity > out.proposal.capacity)
      out = choice;
  };
  for (const TrackedMetric& one : tracked) {
    const Proposal proposal = track(one.policy, one.datapoints, capacity);
    if (proposal.direction == Direction::out) take_out({proposal, one.policy.ScaleOutCooldown});
    if (proposal.direction == Direction::in)
      inward.push_back({proposal, one.policy.ScaleInCooldown});
    if (proposal.direction != Direction::in && !one.policy.DisableScaleIn) tracking_agrees = false;
  }
  if (!tracking_agrees) inward.clear();
  for (const StepAlarm& one : steps) {
    const Proposal proposal = step(one.policy, one.metric, one.threshold, capacity);
    if (proposal.direction == Direction::out) take_out({proposal, one.policy.Cooldown});
    if (proposal.direction == Direction::in) inward.push_back({proposal, one.policy.Cooldown});
  }
  for (const Choice& choice : inward) {
    if (in.proposal.direction == Direction::none || choice.proposal.capacity > in.proposal.capacity)
      in = choice;
  }
  return out.proposal.direction == Direction::out ? out : in;
}

std::string ScalableTarget::obstacle(TimePoint now, Direction direction,
                                     std::int32_t warming) const {
  if (direction != Direction::in) return {};
  if (service_ == Service::ec2) return warming > 0 ? "warm-up" : "";
  return in_until_ && now < *in_until_ ? "ScaleInCooldown" : "";
}

void ScalableTarget::start_cooldown(TimePoint now, const Choice& choice, std::int32_t current) {
  const TimePoint until = now + std::chrono::seconds(choice.cooldown_s);
  if (choice.proposal.direction == Direction::in) {
    in_until_ = until;
    return;
  }
  if (!out_until_ || now >= *out_until_) base_ = current;
  out_until_ = until;
  in_until_.reset();
}

ScalingDecision ScalableTarget::evaluate(TimePoint now, std::int32_t current, std::int32_t warming,
                                         const std::vector<TrackedMetric>& tracked,
                                         const std::vector<StepAlarm>& steps) {
  TIERSIM_ASSERT(warming >= 0 && warming <= current);
  Capacity capacity{current, current};
  if (service_ == Service::ec2) {
    capacity.base = current - warming;
  } else if (out_until_ && now < *out_until_) {
    capacity.base = std::min(base_, current);
  }
  const Choice choice = choose(capacity, tracked, steps);
  ScalingDecision decision{.current = current, .proposed = choice.proposal.capacity};
  decision.reason = choice.proposal.reason;
  decision.held_back = obstacle(now, choice.proposal.direction, warming);
  const std::int32_t wanted = decision.held_back.empty() ? decision.proposed : current;
  decision.desired = std::clamp(wanted, bounds_.MinCapacity, bounds_.MaxCapacity);
  if (decision.desired < wanted)
    decision.held_back = "MaxCapacity " + std::to_string(bounds_.MaxCapacity);
  if (decision.desired > wanted)
    decision.held_back = "MinCapacity " + std::to_string(bounds_.MinCapacity);
  const bool by_policy = choice.proposal.direction == Direction::out ? decision.desired > current
                                                                     : decision.desired < current;
  if (choice.proposal.direction != Direction::none && by_policy)
    start_cooldown(now, choice, current);
  return decision;
}

}  // namespace tiersim::aws
