#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/nodes/pod.hpp"
#include "sim/time.hpp"

namespace tiersim::nodes {

inline constexpr std::string_view zone_label = "topology.kubernetes.io/zone";
inline constexpr std::string_view instance_type_label = "node.kubernetes.io/instance-type";

/// What a new node of a kind is like.
struct NodeShape {
  std::string instance_type{};
  std::string zone{};
  bool spot = false;
  double interruptions_per_s = 0;  ///< of spot capacity: how often the cloud takes a node back
  double price_per_hour = 0;
  Resources allocatable{};
  std::int64_t pods_max = 110;
  Labels labels{};                    ///< beside zone and instance type
  std::vector<std::string> taints{};  ///< keys
  std::vector<Pod> preplaced{};       ///< DaemonSet and static pods that every such node carries
};

/// The value of a label, standard ones included; empty: no such label.
[[nodiscard]] std::string_view label_of(const NodeShape& shape, std::string_view key);

/// A node of the cluster.
struct Node {
  std::string name{};
  std::string group{};  ///< node group or node pool
  NodeShape shape{};
  std::vector<Pod> pods{};  ///< all of them, DaemonSets' included
  bool ready = true;
  bool deleting = false;             ///< tainted for deletion: takes no pod
  bool scale_down_disabled = false;  ///< annotation scale-down-disabled
  TimePoint created{};
};

}  // namespace tiersim::nodes
