#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/node.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// Flags of the Cluster Autoscaler, dashes written as underscores. Source: kubernetes/autoscaler
/// cluster-autoscaler/FAQ.md.
struct Options {
  Duration scan_interval = 10s;
  Duration new_pod_scale_up_delay = 0s;
  std::vector<std::string> expander{"least-waste"};  ///< a chain; "random" follows the last
  bool balance_similar_node_groups = false;
  Duration max_node_provision_time = 15min;
  std::int32_t max_nodes_per_scaleup = 1000;
  Duration initial_node_group_backoff_duration = 5min;
  Duration max_node_group_backoff_duration = 30min;
  std::int32_t expendable_pods_priority_cutoff = -10;
  std::int32_t max_total_unready_percentage = 45;
  std::int32_t ok_total_unready_count = 3;
  Duration unremovable_node_recheck_timeout = 5min;
  Duration scale_down_unneeded_time = 10min;
  Duration scale_down_unready_time = 20min;
  Duration scale_down_delay_after_add = 10min;
  Duration scale_down_delay_after_delete = 0s;
  Duration scale_down_delay_after_failure = 3min;
  double scale_down_utilization_threshold = 0.5;
  std::int32_t max_scale_down_parallelism = 10;
  std::int32_t max_drain_parallelism = 1;
  Duration max_graceful_termination_sec = 600s;
  Duration max_pod_eviction_time = 2min;
  bool skip_nodes_with_system_pods = true;
  bool skip_nodes_with_local_storage = true;
};

/// A node group (an Auto Scaling group, a managed instance group): nodes of one shape.
struct NodeGroup {
  std::string name{};
  nodes::NodeShape shape{};
  std::int32_t min_size = 0;
  std::int32_t max_size = 10;
  std::int32_t priority = 0;  ///< for the expander "priority"; the highest is taken
};

}  // namespace tiersim::cluster_autoscaler
