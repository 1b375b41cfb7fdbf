#include "models/autoscaling/cluster_autoscaler/cluster_autoscaler.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

TEST_CASE("section 5: the flags have the defaults of the reference", "[cluster_autoscaler]") {
  const Options options;
  CHECK(options.scan_interval == 10s);
  CHECK(options.new_pod_scale_up_delay == 0s);
  CHECK(options.expander == std::vector<std::string>{"least-waste"});
  CHECK(options.max_node_provision_time == 15min);
  CHECK(options.max_nodes_per_scaleup == 1000);
  CHECK(options.initial_node_group_backoff_duration == 5min);
  CHECK(options.max_node_group_backoff_duration == 30min);
  CHECK(options.expendable_pods_priority_cutoff == -10);
  CHECK(options.max_total_unready_percentage == 45);
  CHECK(options.ok_total_unready_count == 3);
  CHECK(options.unremovable_node_recheck_timeout == 5min);
  CHECK(options.scale_down_unneeded_time == 10min);
  CHECK(options.scale_down_unready_time == 20min);
  CHECK(options.scale_down_delay_after_add == 10min);
  CHECK(options.scale_down_delay_after_delete == 0s);
  CHECK(options.scale_down_delay_after_failure == 3min);
  CHECK(options.scale_down_utilization_threshold == 0.5);
  CHECK(options.max_scale_down_parallelism == 10);
  CHECK(options.max_drain_parallelism == 1);
  CHECK(options.max_graceful_termination_sec == 600s);
  CHECK(options.max_pod_eviction_time == 2min);
  CHECK(options.skip_nodes_with_system_pods);
  CHECK(options.skip_nodes_with_local_storage);
  CHECK_FALSE(options.balance_similar_node_groups);
}

TEST_CASE("section 5: pending pods raise the group once; the nodes to come are counted",
          "[cluster_autoscaler]") {
  const NodeGroup g = group("g");
  ClusterAutoscaler autoscaler({g}, {});
  ClusterView view{.nodes = {node("n0", g, {pod(3500)})},
                   .pending = pending(pods_of(6, 1000)),
                   .target_sizes = {{"g", 1}}};
  const ScanDecision first = autoscaler.scan(start, view, 0);
  REQUIRE(first.scale_up.increases.size() == 1);
  CHECK(first.scale_up.increases[0].to == 3);
  CHECK(first.scale_up.reason == "6 pods without room: g 1 to 3");
  view.target_sizes["g"] = 3;
  const ScanDecision second = autoscaler.scan(start + 10s, view, 0);
  CHECK(second.scale_up.increases.empty());
  CHECK(second.scale_up.fitting == 6);
  // Three more: the nodes to come have room for two of them.
  view.pending = pending(pods_of(9, 1000));
  CHECK(autoscaler.scan(start + 20s, view, 0).scale_up.increases[0].to == 4);
}

TEST_CASE("section 5.4: instances that never came are deleted, and another group is tried",
          "[cluster_autoscaler]") {
  NodeGroup spot = group("spot");
  spot.priority = 10;
  const NodeGroup plain = group("plain");
  Options options;
  options.expander = {"priority"};
  ClusterAutoscaler autoscaler({spot, plain}, options);
  ClusterView view{.pending = pending(pods_of(1, 1000)),
                   .target_sizes = {{"spot", 0}, {"plain", 0}}};
  CHECK(autoscaler.scan(start, view, 0).scale_up.increases[0].group == "spot");
  view.target_sizes["spot"] = 1;
  CHECK(autoscaler.scan(start + 15min, view, 0).scale_up.increases.empty());
  const ScanDecision late = autoscaler.scan(start + 15min + 10s, view, 0);
  REQUIRE(late.failed.size() == 1);
  CHECK(late.failed[0].group == "spot");
  CHECK(late.failed[0].count == 1);
  REQUIRE(late.scale_up.increases.size() == 1);
  CHECK(late.scale_up.increases[0].group == "plain");
}

TEST_CASE("section 5.5: nothing goes within 10 min after nodes were added",
          "[cluster_autoscaler]") {
  const NodeGroup g = group("g");
  ClusterAutoscaler autoscaler({g}, {});
  ClusterView idle{.nodes = {node("n0", g), node("n1", g)}, .target_sizes = {{"g", 2}}};
  CHECK(autoscaler.scan(start, idle, 0).removals.empty());
  ClusterView busy = idle;
  busy.pending = pending(pods_of(3, 4000));
  CHECK(autoscaler.scan(start + 5min, busy, 0).scale_up.increases[0].to == 3);
  idle.nodes.push_back(node("n2", g));
  idle.target_sizes["g"] = 3;
  const ScanDecision held = autoscaler.scan(start + 15min - 10s, idle, 0);
  CHECK(held.removals.empty());
  CHECK(held.held_back == "scale-down-delay-after-add");
  CHECK(autoscaler.scan(start + 15min, idle, 0).removals.size() == 2);  // n2 is too young
}

TEST_CASE("section 5.5: nothing goes for 3 min after a failed removal", "[cluster_autoscaler]") {
  const NodeGroup g = group("g");
  Options options;
  options.scale_down_delay_after_delete = 20s;
  ClusterAutoscaler autoscaler({g}, options);
  const ClusterView idle{.nodes = {node("n0", g)}, .target_sizes = {{"g", 1}}};
  static_cast<void>(autoscaler.scan(start, idle, 0));
  autoscaler.note_failed_scale_down(start + 10min);
  CHECK(autoscaler.scan(start + 12min, idle, 0).held_back == "scale-down-delay-after-failure");
  autoscaler.note_deleted_node(start + 13min);
  CHECK(autoscaler.scan(start + 13min + 10s, idle, 0).held_back == "scale-down-delay-after-delete");
  CHECK(autoscaler.scan(start + 13min + 20s, idle, 0).removals.size() == 1);
}

TEST_CASE("section 5.5: nodes on their way out count neither as room nor towards the minimum",
          "[cluster_autoscaler]") {
  const NodeGroup g = group("g", 1);
  ClusterAutoscaler autoscaler({g}, {});
  ClusterView view{.nodes = {node("n0", g), node("n1", g)}, .target_sizes = {{"g", 2}}};
  static_cast<void>(autoscaler.scan(start, view, 0));
  REQUIRE(autoscaler.scan(start + 10min, view, 0).removals.size() == 1);
  view.nodes[0].deleting = true;
  CHECK(autoscaler.scan(start + 10min + 10s, view, 0).removals.empty());
  view.pending = pending(pods_of(2, 4000));
  CHECK(autoscaler.scan(start + 11min, view, 0).scale_up.increases[0].to == 3);
}

TEST_CASE("more than 3 and more than 45 % unready nodes stop everything", "[cluster_autoscaler]") {
  const NodeGroup g = group("g", 0, 100);
  ClusterView view{.pending = pending(pods_of(50, 4000)), .target_sizes = {{"g", 8}}};
  for (int i = 0; i < 8; ++i) {
    view.nodes.push_back(node("n" + std::to_string(i), g));
    view.nodes.back().ready = i >= 3;
  }
  CHECK_FALSE(ClusterAutoscaler({g}, {}).scan(start, view, 0).scale_up.increases.empty());
  view.nodes[3].ready = false;  // four of eight
  const ScanDecision stopped = ClusterAutoscaler({g}, {}).scan(start, view, 0);
  CHECK(stopped.scale_up.increases.empty());
  CHECK(stopped.held_back == "too many unready nodes");
  view.nodes.push_back(node("n8", g));  // four of nine are 44.4 %
  CHECK_FALSE(ClusterAutoscaler({g}, {}).scan(start, view, 0).scale_up.increases.empty());
}
