#pragma once
#include <optional>
#include <vector>

#include "models/autoscaling/karpenter/disruption.hpp"

namespace tiersim::karpenter {

using Candidates = std::vector<const NodeState*>;

/// Where the pods of the candidates would go if these were gone.
[[nodiscard]] Schedule without(const Candidates& candidates, const ClusterView& view,
                               const std::vector<NodePool>& pools);

/// Removes the candidates together: their pods fit on the rest, or on the rest and one new node
/// that costs less than all of them. Nothing: it cannot be done.
[[nodiscard]] std::optional<Command> consolidate(Method method, const Candidates& candidates,
                                                 const ClusterView& view,
                                                 const std::vector<NodePool>& pools,
                                                 const Options& options);

}  // namespace tiersim::karpenter
