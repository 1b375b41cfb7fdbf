#pragma once
#include <cstdint>
#include <optional>

#include "models/autoscaling/cluster/cluster_params.hpp"
#include "models/compute/deployment_params.hpp"

namespace tiersim::lab {

/// What the node groups of a cluster could hold at their largest.
struct ClusterCapacity {
  std::int64_t nodes = 0;
  std::int64_t pods = 0;  ///< of this kind, if nothing but DaemonSets ran beside them
};

/// Nothing where Karpenter makes nodes without a bound. Without a Cluster Autoscaler the nodes are
/// those of the start.
[[nodiscard]] std::optional<ClusterCapacity> capacity_for(const cluster::ClusterParams& cluster,
                                                          const ResourceAmounts& requests);

}  // namespace tiersim::lab
