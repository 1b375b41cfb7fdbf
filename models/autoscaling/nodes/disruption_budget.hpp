#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/pod.hpp"

namespace tiersim::nodes {

/// A count or a percentage, as Kubernetes' IntOrString.
struct CountOrPercent {
  std::int32_t value = 0;
  bool percent = false;

  /// Of `whole`; a percentage is rounded up.
  [[nodiscard]] std::int32_t rounded_up(std::int32_t whole) const;
};

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
