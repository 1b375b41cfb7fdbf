#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/expander.hpp"
#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "models/autoscaling/nodes/simulated_node.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// A pod with the condition PodScheduled False, reason Unschedulable.
struct PendingPod {
  nodes::Pod pod{};
  TimePoint created{};
};

/// A group as a scale-up finds it.
struct GroupState {
  const NodeGroup* group = nullptr;
  std::int32_t target_size = 0;
  bool backed_off = false;
};

/// One group's part of a scale-up.
struct Increase {
  std::string group{};
  std::int32_t from = 0;
  std::int32_t to = 0;
};

/// What a scan does about pending pods.
struct ScaleUpDecision {
  std::vector<Increase> increases{};  ///< empty: none; several only when groups are balanced
  std::size_t pending = 0;            ///< pods that wait and are counted
  std::size_t fitting = 0;            ///< of these, those with room on nodes there or to come
  std::size_t helped = 0;             ///< of these, those the new nodes take
  std::string reason{};               ///< one sentence; empty when no pod needs a node
};

/// The pods a scale-up is to help: old enough, and not expendable.
[[nodiscard]] std::vector<nodes::Pod> pods_to_help(TimePoint now,
                                                   const std::vector<PendingPod>& pending,
                                                   const Options& options);

/// Places on `there` (nodes there and to come) what fits, the highest priority first, and returns
/// the rest.
[[nodiscard]] std::vector<nodes::Pod> without_room(std::vector<nodes::Pod> pods,
                                                   std::vector<nodes::SimulatedNode>& there);

/// Picks one group, or one set of similar groups, and raises its target size once. Precondition:
/// `pods` have no room. Source: cluster-autoscaler/core/scaleup.
[[nodiscard]] ScaleUpDecision scale_up(const std::vector<nodes::Pod>& pods,
                                       const std::vector<GroupState>& groups,
                                       const Options& options, double chance);

}  // namespace tiersim::cluster_autoscaler
