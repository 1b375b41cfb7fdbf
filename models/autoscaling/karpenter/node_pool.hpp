#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/disruption_budget.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "sim/time.hpp"

namespace tiersim::karpenter {

/// Options of the controller. Source: kubernetes-sigs/karpenter pkg/operator/options/options.go,
/// pkg/controllers/disruption.
struct Options {
  Duration batch_idle_duration = 1s;
  Duration batch_max_duration = 10s;
  Duration disruption_interval = 10s;        ///< a constant of the controller
  Duration validation_delay = 15s;           ///< likewise: a command is looked at again after it
  std::int32_t multi_node_candidates = 100;  ///< likewise
  std::int32_t spot_to_spot_types_min = 15;  ///< likewise
};

/// A NodePool: what nodes may be made of and how they may be disrupted.
struct NodePool {
  std::string name{};
  std::vector<nodes::NodeShape> offerings{};  ///< instance type, zone, spot or not, price
  std::int32_t weight = 0;                    ///< the heaviest is tried first
  std::string consolidationPolicy = "WhenEmptyOrUnderutilized";  ///< or WhenEmpty
  Duration consolidateAfter = 0s;                          ///< since the last pod came or went
  std::vector<nodes::CountOrPercent> budgets{{10, true}};  ///< the tightest counts
  Duration expireAfter = 720h;
};

/// A node of a pool, or one on its way.
struct NodeState {
  nodes::Node node{};          ///< `group` is the pool's name
  TimePoint last_pod_event{};  ///< a pod was bound to it or left it
  bool drifted = false;        ///< it is not any more what its pool says
};

/// How many nodes of a pool may be disrupted now: a percentage is rounded up; those on their way
/// out or not ready are taken off.
[[nodiscard]] std::int32_t disruptions_allowed(const NodePool& pool,
                                               const std::vector<NodeState>& nodes);

/// Older than expireAfter: drained whatever the budgets say.
[[nodiscard]] bool is_expired(TimePoint now, const NodeState& state, const NodePool& pool);

}  // namespace tiersim::karpenter
