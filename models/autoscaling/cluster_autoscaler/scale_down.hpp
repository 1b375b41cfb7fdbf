#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "models/autoscaling/nodes/disruption_budget.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// The larger of the shares of CPU and memory that are asked for, DaemonSets' pods included.
[[nodiscard]] double utilization_of(const nodes::Node& node);

/// Why a pod keeps its node from being removed, in the autoscaler's words; empty: it does not.
/// Budgets and room elsewhere are looked at for all pods of a node together.
[[nodiscard]] std::string_view blocking_reason(const nodes::Pod& pod, const Options& options);

/// A node that may go.
struct UnneededNode {
  std::string node{};
  std::string group{};
  bool empty = false;  ///< carries pods of DaemonSets only
  Duration unneeded_for{};
  double utilization = 0;
};

/// A node that is to be removed now.
struct Removal {
  std::string node{};
  std::string group{};
  bool drain = false;  ///< its pods are evicted first
  std::string reason{};
};

/// Finds nodes that are not needed, remembers since when, and says which go.
/// Source: cluster-autoscaler/core/scaledown.
class ScaleDown {
 public:
  explicit ScaleDown(const Options& options) : options_(options) {}

  /// Looks at all nodes; the timers of those that are needed now start anew.
  void update(TimePoint now, const std::vector<nodes::Node>& nodes,
              const std::map<std::string, std::int32_t, std::less<>>& disruptions_allowed);

  /// Those to remove now: unneeded for long enough and above the minimum of their group. `sizes`
  /// are the groups' target sizes. To be called after `update`.
  [[nodiscard]] std::vector<Removal> removals(
      const std::vector<NodeGroup>& groups,
      const std::map<std::string, std::int32_t, std::less<>>& sizes, std::int32_t deleting = 0,
      std::int32_t draining = 0) const;

  /// In the order in which they are considered: empty ones, then by utilization.
  [[nodiscard]] const std::vector<UnneededNode>& unneeded() const { return unneeded_; }

  /// Why each of the other nodes stays.
  [[nodiscard]] const std::map<std::string, std::string_view>& unremovable() const {
    return unremovable_;
  }

 private:
  std::vector<const nodes::Node*> candidates(TimePoint now, const std::vector<nodes::Node>& nodes);
  [[nodiscard]] std::string_view obstacle(const nodes::Node& node) const;
  void refuse(const nodes::Node& node, std::string_view reason);

  Options options_;
  std::map<std::string, TimePoint> unneeded_since_{};
  std::map<std::string, TimePoint> recheck_at_{};  // nodes whose pods could not be moved
  std::map<std::string, std::string_view> unremovable_{};
  std::map<std::string, bool> ready_{};
  std::vector<UnneededNode> unneeded_{};
};

}  // namespace tiersim::cluster_autoscaler
