#include "models/autoscaling/karpenter/node_pool.hpp"

#include <algorithm>

namespace tiersim::karpenter {

std::int32_t disruptions_allowed(const NodePool& pool, const std::vector<NodeState>& nodes) {
  std::int32_t all = 0;
  std::int32_t out = 0;
  for (const NodeState& state : nodes) {
    if (state.node.group != pool.name) continue;
    ++all;
    if (state.node.deleting || !state.node.ready) ++out;
  }
  std::int32_t allowed = all;
  for (const nodes::CountOrPercent& budget : pool.budgets)
    allowed = std::min(allowed, budget.rounded_up(all));
  return std::max(0, allowed - out);
}

bool is_expired(TimePoint now, const NodeState& state, const NodePool& pool) {
  return now - state.node.created >= pool.expireAfter;
}

}  // namespace tiersim::karpenter
