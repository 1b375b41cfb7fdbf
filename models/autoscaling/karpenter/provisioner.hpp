#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/karpenter/node_pool.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "models/autoscaling/nodes/simulated_node.hpp"

namespace tiersim::karpenter {

/// A node to be made for certain pods.
struct NodeClaim {
  std::string pool{};
  nodes::NodeShape shape{};  ///< the cheapest that satisfies all constraints
  std::vector<std::string> pods{};
  std::vector<nodes::NodeShape> options{};  ///< all that would do, cheapest first
};

/// Where the pods of a batch go.
struct Schedule {
  std::size_t on_existing = 0;   ///< pods with room on nodes that are there
  std::size_t on_in_flight = 0;  ///< on nodes that are on their way
  std::vector<NodeClaim> claims{};
  std::vector<std::string> unschedulable{};  ///< pods that no offering takes
  std::string reason{};                      ///< one sentence; empty when no node is made
};

/// Packs pods, the largest first, onto existing nodes, then those in flight, then new ones. A new
/// node is not of a type until the end: what every further pod leaves of the offerings stays open,
/// and the cheapest of the rest is requested. Source: karpenter
/// pkg/controllers/provisioning/scheduling.
///
/// `existing` and `in_flight` outlive the call.
[[nodiscard]] Schedule schedule(std::vector<nodes::Pod> pods,
                                const std::vector<nodes::Node>& existing,
                                const std::vector<nodes::Node>& in_flight,
                                const std::vector<NodePool>& pools);

}  // namespace tiersim::karpenter
