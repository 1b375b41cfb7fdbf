#include "models/autoscaling/nodes/disruption_budget.hpp"

#include <algorithm>

namespace tiersim::nodes {
namespace {

std::map<std::string, std::int32_t, std::less<>> evictions_of(const std::vector<Pod>& pods) {
  std::map<std::string, std::int32_t, std::less<>> evictions;
  for (const Pod& pod : pods) {
    if (!pod.daemon && !pod.disruption_budget.empty()) ++evictions[pod.disruption_budget];
  }
  return evictions;
}

}  // namespace

std::int32_t disruptions_allowed(const DisruptionBudget& budget, std::int32_t healthy,
                                 std::int32_t expected) {
  std::int32_t desired_healthy = 0;
  if (budget.maxUnavailable) {
    desired_healthy = std::max(0, expected - budget.maxUnavailable->rounded_up(expected));
  } else if (budget.minAvailable) {
    desired_healthy = budget.minAvailable->rounded_up(expected);
  }
  return expected > 0 ? std::max(0, healthy - desired_healthy) : 0;
}

bool RemainingDisruptions::allow(const std::vector<Pod>& pods) const {
  for (const auto& [name, count] : evictions_of(pods)) {
    const auto left = allowed_.find(name);
    if (left == allowed_.end() || left->second < count) return false;
  }
  return true;
}

void RemainingDisruptions::take(const std::vector<Pod>& pods) {
  for (const auto& [name, count] : evictions_of(pods)) allowed_[name] -= count;
}

}  // namespace tiersim::nodes
