#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/pod.hpp"
#include "models/count_or_percent.hpp"

namespace tiersim::nodes {

using tiersim::CountOrPercent;

/// A PodDisruptionBudget: either field, not both.
struct DisruptionBudget {
  std::optional<CountOrPercent> minAvailable{};
  std::optional<CountOrPercent> maxUnavailable{};
};

/// How many pods may be evicted now. `healthy` are Ready, `expected` the replicas of the owner.
/// Source: kubernetes pkg/controller/disruption/disruption.go.
[[nodiscard]] std::int32_t disruptions_allowed(const DisruptionBudget& budget, std::int32_t healthy,
                                               std::int32_t expected);

/// The evictions that the budgets of a cluster still allow, by name.
class RemainingDisruptions {
 public:
  RemainingDisruptions() = default;

  explicit RemainingDisruptions(std::map<std::string, std::int32_t, std::less<>> allowed)
      : allowed_(std::move(allowed)) {}

  /// True if all the pods could be evicted together; those of DaemonSets are not counted.
  [[nodiscard]] bool allow(const std::vector<Pod>& pods) const;
  /// Takes the pods' evictions off.
  void take(const std::vector<Pod>& pods);

 private:
  std::map<std::string, std::int32_t, std::less<>> allowed_{};
};

}  // namespace tiersim::nodes
