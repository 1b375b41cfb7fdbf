#include "lab/scenario/cluster_capacity.hpp"

#include <algorithm>

namespace tiersim::lab {

namespace {

/// Pods of this kind on one node, beside what the DaemonSets take.
std::int64_t pods_on(const cluster::NodeGroupParams& node, const cluster::DaemonSetsParams& daemons,
                     const ResourceAmounts& requests) {
  std::int64_t pods = std::max(0, node.pods - daemons.pods);
  if (requests.cpu) {
    constexpr double rounding = 1e-9;  // 0.3 cores three times are 0.9, not less
    const double left = std::max(0.0, node.cpu.count - daemons.cpu.count);
    pods = std::min(pods, static_cast<std::int64_t>(left / requests.cpu->count + rounding));
  }
  if (requests.memory) {
    const std::int64_t left = std::max<std::int64_t>(0, node.memory.count - daemons.memory.count);
    pods = std::min(pods, left / requests.memory->count);
  }
  return pods;
}

}  // namespace

std::optional<ClusterCapacity> capacity_for(const cluster::ClusterParams& cluster,
                                            const ResourceAmounts& requests) {
  if (cluster.karpenter) return std::nullopt;
  ClusterCapacity capacity;
  for (const cluster::NodeGroupParams& group : cluster.node_groups) {
    const int nodes = cluster.cluster_autoscaler ? group.max : group.initial.value_or(group.min);
    capacity.nodes += nodes;
    capacity.pods += nodes * pods_on(group, cluster.daemon_sets, requests);
  }
  return capacity;
}

}  // namespace tiersim::lab
