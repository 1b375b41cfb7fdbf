#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "models/autoscaling/cluster_autoscaler/provisioning.hpp"
#include "models/autoscaling/cluster_autoscaler/scale_down.hpp"
#include "models/autoscaling/cluster_autoscaler/scale_up.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// What a scan sees.
struct ClusterView {
  std::vector<nodes::Node> nodes{};  ///< registered ones
  std::vector<PendingPod> pending{};
  std::map<std::string, std::int32_t, std::less<>> target_sizes{};  ///< by group, at the cloud
  std::map<std::string, std::int32_t, std::less<>> disruptions_allowed{};  ///< by budget
  std::int32_t draining = 0;  ///< drains under way; their nodes are `deleting`
};

/// What a scan came to. The caller deletes the failed instances (which lowers the target size),
/// writes the increases and carries the removals out.
struct ScanDecision {
  std::vector<FailedInstances> failed{};
  ScaleUpDecision scale_up{};
  std::vector<Removal> removals{};
  std::string held_back{};  ///< why no node goes although some are unneeded; or why nothing is done
};

/// The Cluster Autoscaler: one scan after another, every scan_interval.
class ClusterAutoscaler {
 public:
  /// Precondition: names of groups differ, options name known expanders.
  ClusterAutoscaler(std::vector<NodeGroup> groups, const Options& options);

  /// `chance` in [0, 1) decides among groups that the expanders find equally good.
  [[nodiscard]] ScanDecision scan(TimePoint now, const ClusterView& view, double chance);

  /// A drain that failed; removals pause for scale_down_delay_after_failure.
  void note_failed_scale_down(TimePoint now) { last_failure_ = now; }

  /// A node that was deleted; removals pause for scale_down_delay_after_delete.
  void note_deleted_node(TimePoint now) { last_delete_ = now; }

  [[nodiscard]] const ScaleDown& scale_down() const { return scale_down_; }

  [[nodiscard]] const Provisioning& provisioning(const std::string& group) const {
    return provisioning_.at(group);
  }

 private:
  [[nodiscard]] bool is_unhealthy(const ClusterView& view) const;
  std::vector<FailedInstances> observe(TimePoint now, const ClusterView& view,
                                       std::map<std::string, std::int32_t, std::less<>>& sizes);
  ScaleUpDecision try_scale_up(TimePoint now, const ClusterView& view,
                               const std::map<std::string, std::int32_t, std::less<>>& sizes,
                               double chance);
  [[nodiscard]] std::string cooldown(TimePoint now) const;

  std::vector<NodeGroup> groups_;
  Options options_;
  std::map<std::string, Provisioning> provisioning_{};
  ScaleDown scale_down_;
  std::optional<TimePoint> last_add_{};
  std::optional<TimePoint> last_delete_{};
  std::optional<TimePoint> last_failure_{};
};

}  // namespace tiersim::cluster_autoscaler
