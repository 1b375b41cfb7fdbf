#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/node.hpp"
#include "models/autoscaling/nodes/pod.hpp"
#include "models/placement.hpp"

namespace tiersim::cluster {

/// Where the scheduler puts a pod.
struct SchedulingDecision {
  const nodes::Node* node = nullptr;  ///< null: nowhere
  std::string reason{};               ///< why nowhere, in kube-scheduler's words
};

/// Spread of pods that name none: hosts with maxSkew 3, zones with maxSkew 5, ScheduleAnyway.
[[nodiscard]] std::vector<SpreadConstraint> default_spread();

/// The node for a pod among those that are ready and not being deleted: all that fit (CPU, memory,
/// pods, and the constraints that say DoNotSchedule), of these the one with the best score, of
/// equals the oldest.
///
/// Score: least allocated (weight 1) + balanced allocation (1) + topology spread (2), each from 0
/// to 100. Simplified: an empty node counts no default requests, image locality is left out, the
/// spread is not weighted by the number of domains, and equals are not drawn at random.
/// Source: kubernetes pkg/scheduler/framework/plugins/{noderesources,podtopologyspread}.
[[nodiscard]] SchedulingDecision choose_node(const nodes::Pod& pod,
                                             const std::vector<SpreadConstraint>& spread,
                                             const std::vector<const nodes::Node*>& nodes);

}  // namespace tiersim::cluster
