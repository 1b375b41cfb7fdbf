#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/nodes/node.hpp"
#include "models/autoscaling/nodes/pod.hpp"

namespace tiersim::nodes {

/// A node on which pods are placed to see whether they fit; nothing happens to the real one.
///
/// The scheduler's predicates that are modelled: CPU, memory, number of pods, node selector,
/// taints, and one pod of an app per node. Topology spread and volumes are not.
class SimulatedNode {
 public:
  /// A new node with its preplaced pods. `shape` outlives this.
  explicit SimulatedNode(const NodeShape& shape);
  /// A node of the cluster with the pods it has. `node` outlives this.
  explicit SimulatedNode(const Node& node);

  /// Why the scheduler would not place the pod here, in its words; empty: it would.
  [[nodiscard]] std::string_view refusal(const Pod& pod) const;

  [[nodiscard]] bool fits(const Pod& pod) const { return refusal(pod).empty(); }

  void place(const Pod& pod);

  [[nodiscard]] const NodeShape& shape() const { return *shape_; }

  [[nodiscard]] const Resources& used() const { return used_; }

 private:
  const NodeShape* shape_;
  Resources used_{};
  std::int64_t pods_ = 0;
  std::vector<std::string> apps_{};
};

/// The first of the nodes that the pod fits on, having placed it there; nothing if there is none.
SimulatedNode* place_first_fit(const Pod& pod, std::vector<SimulatedNode>& nodes);

/// CPU and memory asked for as shares of a node's, added: how large a pod is.
[[nodiscard]] double size_of(const Pod& pod, const Resources& allocatable);

}  // namespace tiersim::nodes
