#pragma once
#include <cstdint>
#include <vector>

#include "models/autoscaling/nodes/node.hpp"
#include "models/autoscaling/nodes/pod.hpp"

namespace tiersim::cluster_autoscaler {

/// How many new nodes of a shape some pods need.
struct Estimate {
  std::int32_t nodes = 0;
  std::vector<std::size_t> placed{};  ///< places of the pods that would run, ascending
  nodes::Resources used{};            ///< on the new nodes, preplaced pods included
};

/// Bin packing: the largest pod first, each on the first new node with room, at most `nodes_max`
/// nodes. Source: cluster-autoscaler/estimator/binpacking_estimator.go.
[[nodiscard]] Estimate estimate(const std::vector<nodes::Pod>& pods, const nodes::NodeShape& shape,
                                std::int32_t nodes_max);

}  // namespace tiersim::cluster_autoscaler
