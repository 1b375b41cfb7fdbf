#include "models/autoscaling/karpenter/disruption_loop.hpp"

#include <utility>

namespace tiersim::karpenter {

DisruptionStep DisruptionLoop::finish(DisruptionStep::Action action) {
  phase_ = Phase::idle;
  return {action, std::exchange(command_, {})};
}

DisruptionStep DisruptionLoop::step(TimePoint now, const ClusterView& view,
                                    bool replacements_ready) {
  using Action = DisruptionStep::Action;
  if (phase_ == Phase::replacing)
    return replacements_ready ? finish(Action::drain) : DisruptionStep{Action::wait, command_};
  if (phase_ == Phase::idle) {
    auto command = find_command(now, view, pools_, options_);
    if (!command) return {};
    command_ = *std::move(command);
    found_at_ = now;
    phase_ = Phase::validating;
  }
  if (now - found_at_ < options_.validation_delay) return {Action::wait, command_};
  if (!is_still_valid(now, command_, view, pools_, options_)) return finish(Action::give_up);
  if (command_.replacements.empty()) return finish(Action::drain);
  phase_ = Phase::replacing;
  return {Action::replace, command_};
}

}  // namespace tiersim::karpenter
