#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/autoscaling/karpenter/disruption.hpp"

namespace tiersim::karpenter {

/// What the caller does after a step.
struct DisruptionStep {
  enum class Action : std::uint8_t {
    none,
    wait,     ///< a command was found, or its replacement is not ready yet
    replace,  ///< start the replacements
    drain,    ///< evict the pods of the command's nodes, then delete them
    give_up   ///< the command does not hold any more
  };

  Action action = Action::none;
  Command command{};  ///< that of the action
};

/// One disruption after another: found, looked at again after 15 s, replaced, drained. To be
/// stepped every disruption_interval.
class DisruptionLoop {
 public:
  explicit DisruptionLoop(std::vector<NodePool> pools, const Options& options = {})
      : pools_(std::move(pools)), options_(options) {}

  /// `replacements_ready`: what the last `replace` asked for has come and is ready.
  [[nodiscard]] DisruptionStep step(TimePoint now, const ClusterView& view,
                                    bool replacements_ready = false);

 private:
  enum class Phase : std::uint8_t { idle, validating, replacing };

  DisruptionStep finish(DisruptionStep::Action action);

  std::vector<NodePool> pools_;
  Options options_;
  Phase phase_ = Phase::idle;
  Command command_{};
  TimePoint found_at_{};
};

}  // namespace tiersim::karpenter
