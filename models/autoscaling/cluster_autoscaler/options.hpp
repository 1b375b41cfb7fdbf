#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/autoscaling/nodes/node.hpp"
#include "sim/description/description.hpp"
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

  /// Those that matter to the pods of a scenario, which are all of one priority, replicated and
  /// without local storage.
  static void describe(auto& field, auto& p) {
    field("scan_interval", p.scan_interval, positive, "From one look at the cluster to the next.");
    field("new_pod_scale_up_delay", p.new_pod_scale_up_delay, non_negative,
          "Younger pods are not helped.");
    field("expander", p.expander, any_value,
          "Chooses the group: least-waste, most-pods, least-nodes, price, priority, random; a "
          "chain.");
    field("balance_similar_node_groups", p.balance_similar_node_groups, any_value,
          "Spreads new nodes over groups that differ in their zone only.");
    field("max_node_provision_time", p.max_node_provision_time, positive,
          "What is no node by then is given up.");
    field("max_nodes_per_scaleup", p.max_nodes_per_scaleup, at_least(1), "New nodes at once.");
    field("initial_node_group_backoff_duration", p.initial_node_group_backoff_duration, positive,
          "A group that failed is left alone for so long; doubles each time.");
    field("max_node_group_backoff_duration", p.max_node_group_backoff_duration, positive,
          "The doubling stops here.");
    field("max_total_unready_percentage", p.max_total_unready_percentage, within(0, 100),
          "With more unready nodes nothing is done.");
    field("ok_total_unready_count", p.ok_total_unready_count, at_least(0),
          "So many unready nodes do not matter.");
    field("unremovable_node_recheck_timeout", p.unremovable_node_recheck_timeout, non_negative,
          "A node whose pods could not be moved is looked at again after it.");
    field("scale_down_unneeded_time", p.scale_down_unneeded_time, non_negative,
          "How long a node must have been unneeded to go.");
    field("scale_down_unready_time", p.scale_down_unready_time, non_negative,
          "The same for one that is not ready.");
    field("scale_down_delay_after_add", p.scale_down_delay_after_add, non_negative,
          "No node goes for so long after a scale-up.");
    field("scale_down_delay_after_delete", p.scale_down_delay_after_delete, non_negative,
          "No node goes for so long after another.");
    field("scale_down_delay_after_failure", p.scale_down_delay_after_failure, non_negative,
          "No node goes for so long after a drain that failed.");
    field("scale_down_utilization_threshold", p.scale_down_utilization_threshold, within(0, 1),
          "A node with less of its CPU and memory requested may go.");
    field("max_scale_down_parallelism", p.max_scale_down_parallelism, at_least(1),
          "Nodes that go at once.");
    field("max_drain_parallelism", p.max_drain_parallelism, at_least(1),
          "Of these, such with pods on them.");
    field("max_graceful_termination_sec", p.max_graceful_termination_sec, non_negative,
          "Longest grace period of an evicted pod.");
    field("max_pod_eviction_time", p.max_pod_eviction_time, non_negative,
          "A drain fails that could not evict all pods by then.");
  }
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
