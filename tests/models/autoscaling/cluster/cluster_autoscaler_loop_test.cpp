// The Cluster Autoscaler on a cluster: nodes of 4 cores that boot in 60 s, pods of 1 core, a scan
// every 10 s from the start on.
#include "models/autoscaling/cluster/cluster_autoscaler_loop.hpp"

#include "tests/models/autoscaling/cluster/cluster_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster::fixture;
using tiersim::cluster::ClusterAutoscalerLoop;
using tiersim::cluster::ClusterParams;

namespace {

using Note = std::pair<Duration, std::string>;

ClusterParams scanned(int initial) {
  ClusterParams params = one_group(initial);
  params.cluster_autoscaler.emplace();
  return params;
}

}  // namespace

TEST_CASE("pods without room get a node at the next scan, and run when it has booted") {
  Bench bench(scanned(1));
  ClusterAutoscalerLoop loop(bench.cluster);
  loop.start(0s);
  bench.world.run_until(1s);
  for (int i = 0; i < 6; ++i) bench.api.create();
  bench.world.run_until(100s);
  CHECK(
      bench.notes() ==
      Happenings{{1500ms, "unschedulable: api/pod-4: 0/1 nodes are available: 1 Insufficient cpu"},
                 {1600ms, "unschedulable: api/pod-5: 0/1 nodes are available: 1 Insufficient cpu"},
                 {10s, "scale_up: 2 pods without room: general 1 to 2"},
                 {70s, "node_ready: general-1 after 60 s"}});
  CHECK(bench.api.heard.back() == Note{70200ms, "5 image"});
  const auto& decisions = bench.world.journal.decisions().entries();
  REQUIRE(decisions.size() >= 2);  // the first scan came to nothing
  CHECK(decisions[1].first == TimePoint{10s});
  CHECK(decisions[1].component == "cluster");
  CHECK(decisions[1].decision.scaler == "Cluster Autoscaler");
  CHECK(decisions[1].decision.current == 1);
  CHECK(decisions[1].decision.result == 2);
}

TEST_CASE("an empty node goes when it has been unneeded for ten minutes") {
  Bench bench(scanned(2));
  ClusterAutoscalerLoop loop(bench.cluster);
  loop.start(0s);
  bench.api.create(true);
  bench.world.run_until(700s);
  CHECK(bench.notes() == Happenings{{600s, "scale_down: general-1 is empty and unneeded for 600s"},
                                    {600s, "node_removed: general-1"}});
  CHECK(bench.cluster.nodes().size() == 1);  // the pod of the other would have nowhere to go
}

TEST_CASE("a node with pods is drained as their budget allows, and deleted when they have ended") {
  // Both nodes carry a pod; the budget spares one, so that one node is unneeded. At 600 s its pod
  // is evicted and ends 30 s later; its successor runs on the other node.
  Bench bench(scanned(2));
  ClusterAutoscalerLoop loop(bench.cluster);
  loop.start(0s);
  bench.api.wanted.min_available = CountOrPercent{1, false};
  bench.api.expected = 2;
  bench.api.create(true);
  bench.api.create(true);
  bench.world.run_until(700s);
  CHECK(bench.notes() ==
        Happenings{{600s, "scale_down: general-0 is at 25 % of its capacity and unneeded for 600s"},
                   {630s, "node_removed: general-0"}});
  CHECK(bench.api.heard.at(4) == Note{600s, "0 evicted"});
  CHECK(bench.api.heard.at(5) == Note{600100ms, "2 bound in zone 1"});
  CHECK(bench.cluster.find_node("general-1")->node.pods.size() == 2);
}

TEST_CASE("a budget that allows nothing keeps a node") {
  Bench bench(scanned(2));
  ClusterAutoscalerLoop loop(bench.cluster);
  loop.start(0s);
  bench.api.wanted.max_unavailable = CountOrPercent{0, false};
  bench.api.expected = 2;
  bench.api.create(true);
  bench.api.create(true);
  bench.world.run_until(1h);
  CHECK(bench.notes().empty());
}

TEST_CASE("an instance that never comes is given up after 15 minutes, and its group backs off") {
  ClusterParams params = scanned(0);
  params.node_groups[0].boot_failure = 1;
  Bench bench(params);
  ClusterAutoscalerLoop loop(bench.cluster);
  loop.start(0s);
  bench.world.run_until(1s);
  bench.api.create();
  bench.world.run_until(925s);
  CHECK(bench.notes() ==
        Happenings{{1100ms, "unschedulable: api/pod-0: 0/0 nodes are available"},
                   {10s, "scale_up: 1 pod without room: general 0 to 1"},
                   {920s, "node_failed: general-0 is no node after 910 s"},
                   {920s, "backoff: general: left alone for 300 s"},
                   {920s,
                    "no_scale_up: no group helps: 1 in back-off, 0 at their maximum, 0 whose nodes "
                    "no pod would fit on"}});
  bench.world.run_until(1225s);
  CHECK(bench.notes().back() == Note{1220s, "scale_up: 1 pod without room: general 0 to 1"});
}
