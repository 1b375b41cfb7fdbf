// Pods on nodes, with instants worked out by hand: the scheduler takes 100 ms for a pod.
#include "tests/models/autoscaling/cluster/cluster_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster::fixture;
using tiersim::cluster::Cluster;
using tiersim::cluster::ClusterParams;

TEST_CASE("the scheduler takes one pod after the other") {
  Bench bench(one_group(2));
  for (int i = 0; i < 3; ++i) bench.api.create();
  bench.world.run_until(1s);
  CHECK(bench.api.heard == Happenings{{100ms, "0 bound in zone 1"},
                                      {100ms, "0 image"},
                                      {200ms, "1 bound in zone 1"},
                                      {200ms, "1 image"},
                                      {300ms, "2 bound in zone 1"},
                                      {300ms, "2 image"}});
  CHECK(bench.cluster.pods_on_node(bench.api, 0) == 2);
  CHECK(bench.cluster.pods_on_node(bench.api, 1) == 1);
}

TEST_CASE("pods of the start are on their nodes at once, image and all") {
  Bench bench(one_group(1));
  bench.api.create(true);
  CHECK(bench.api.heard == Happenings{{0s, "0 bound in zone 1"}, {0s, "0 runs"}});
}

TEST_CASE("a node pulls one image at a time, and each only once") {
  // 500 MB at 100 MB/s; the third pod finds the image of the first.
  ClusterParams params = one_group(1);
  params.image_bandwidth = Bytes{100'000'000};
  Bench bench(params);
  Workload other(bench.world, bench.cluster, "other");
  bench.api.wanted.image_bytes = other.wanted.image_bytes = 500'000'000;
  bench.api.create();
  bench.world.run_until(50ms);
  bench.api.create();
  bench.world.run_until(1s);
  bench.cluster.place(other, other.next++, "another", false);  // bound at 1.1 s, waits until 5.1 s
  bench.world.run_until(20s);
  CHECK(bench.api.heard == Happenings{{100ms, "0 bound in zone 1"},
                                      {200ms, "1 bound in zone 1"},
                                      {5100ms, "0 image"},
                                      {5100ms, "1 image"}});
  CHECK(other.heard == Happenings{{1100ms, "0 bound in zone 1"}, {10100ms, "0 image"}});
}

TEST_CASE("a pod without room waits until another is gone, and is tried at once then") {
  Bench bench(one_group(1));
  for (int i = 0; i < 5; ++i) bench.api.create();  // 4 cores: the fifth is tried at 0.5 s
  bench.world.run_until(10s);
  CHECK(
      bench.notes() ==
      Happenings{{500ms, "unschedulable: api/pod-4: 0/1 nodes are available: 1 Insufficient cpu"}});
  CHECK(bench.cluster.unschedulable().size() == 1);
  bench.api.remove(2);
  bench.world.run_until(11s);
  CHECK(bench.api.heard.back() == std::pair<Duration, std::string>{10100ms, "4 image"});
  CHECK(bench.cluster.unschedulable().empty());
}

TEST_CASE("a pod that is deleted while it waits is forgotten") {
  Bench bench(one_group(0));
  bench.api.create();
  bench.world.run_until(50ms);  // the scheduler has it in hand
  bench.api.remove(0);
  bench.world.run_until(10s);
  CHECK(bench.api.heard.empty());
  CHECK(bench.notes().empty());
}

TEST_CASE("DaemonSets take their part of every node") {
  ClusterParams params = one_group(1);
  params.daemon_sets.cpu = Cores{0.5};
  params.daemon_sets.pods = 3;
  Bench bench(params);
  for (int i = 0; i < 4; ++i) bench.api.create();  // 3.5 cores are left
  bench.world.run_until(1s);
  CHECK(bench.cluster.nodes().at(0).pods.size() == 6);
  CHECK(bench.cluster.unschedulable().size() == 1);
}

TEST_CASE("a new node comes after its boot, takes what waits, and is paid for from the request") {
  Bench bench(one_group(0));
  bench.api.create();
  bench.world.run_until(10s);
  const auto& params = bench.cluster.params().node_groups.front();
  CHECK(bench.cluster.request_node("general", bench.cluster.shape_of(params), 60s, false) ==
        "general-0");
  bench.cluster.request_node("general", bench.cluster.shape_of(params), 60s, true);  // never comes
  CHECK(bench.cluster.coming().size() == 2);
  bench.world.run_until(3610s);
  CHECK(bench.api.heard == Happenings{{70100ms, "0 bound in zone 1"}, {70100ms, "0 image"}});
  CHECK(bench.cluster.coming().size() == 1);
  bench.cluster.give_up("general", 1);
  CHECK(bench.cluster.coming().empty());
  CHECK(bench.notes().at(1) ==
        std::pair<Duration, std::string>{70s, "node_ready: general-0 after 60 s"});
  std::vector<ComponentReport> reports;
  bench.cluster.report(reports);
  REQUIRE(reports.size() == 1);
  REQUIRE(reports[0].priced.size() == 1);
  CHECK(reports[0].priced[0].name == "general");
  CHECK(reports[0].priced[0].quantity == Approx(1.0));  // 10 s to 3610 s
  CHECK(reports[0].priced[0].price == 0.2);
}

TEST_CASE("a node that dies is noticed after 40 s; its pods are given up 300 s later") {
  Bench bench(one_group(2));
  bench.api.create();
  bench.world.run_until(1s);
  bench.api.heard.clear();
  CHECK(bench.cluster.strike(Strike::kill, "general-0", 1));
  CHECK(!bench.cluster.strike(Strike::kill, "general-7", 1));
  bench.world.run_until(1000s);
  CHECK(bench.api.heard == Happenings{{1s, "0 died"},
                                      {341s, "0 given up"},
                                      {341100ms, "1 bound in zone 1"},
                                      {341100ms, "1 image"}});
  CHECK(bench.notes() == Happenings{{41s, "node_not_ready: general-0"}});
  CHECK(bench.cluster.find_node("general-1")->node.pods.size() == 1);
}

TEST_CASE("a node that comes back in time starts its pods again") {
  Bench bench(one_group(1));
  bench.api.create();
  bench.world.run_until(1s);
  bench.api.heard.clear();
  bench.cluster.strike(Strike::kill, "general-0", 1);
  bench.world.run_until(100s);
  bench.cluster.strike(Strike::heal, "general-0", 1);
  bench.world.run_until(1000s);
  CHECK(bench.api.heard == Happenings{{1s, "0 died"}, {100s, "0 is back"}});
}

TEST_CASE("a zone that fails takes its nodes along, no others") {
  ClusterParams params = one_group(0);
  params.node_groups = {group("a", 1, "a"), group("b", 1, "b")};
  Bench bench(params);
  bench.api.create();
  bench.api.create();
  bench.world.run_until(1s);
  CHECK(bench.api.heard.at(2).second == "1 bound in zone 3");  // spread over hosts
  bench.cluster.strike_zone(Strike::kill, 2, 1);
  CHECK(bench.api.heard.size() == 5);
  CHECK(bench.api.heard.back() == std::pair<Duration, std::string>{1s, "0 died"});
}

TEST_CASE("a budget allows as many evictions as there are healthy pods to spare") {
  Bench bench(one_group(2));
  for (int i = 0; i < 4; ++i) bench.api.create(true);
  bench.api.expected = 4;
  CHECK(bench.cluster.disruptions_allowed().empty());
  bench.api.wanted.min_available = CountOrPercent{60, true};  // 2.4, rounded up
  CHECK(bench.cluster.disruptions_allowed().at("api") == 1);
  bench.api.pods[0] = false;
  CHECK(bench.cluster.disruptions_allowed().at("api") == 0);
}

TEST_CASE("a spot node is taken back two minutes after the notice, and its group makes another") {
  ClusterParams params = one_group(1);
  params.node_groups[0].spot = true;
  params.node_groups[0].interruptions = Rate{1.0 / 3600};
  Bench bench(params);
  bench.api.create(true);
  while (bench.notes().empty()) bench.world.run_until(bench.world.now() + 1s);
  const Duration notice = bench.notes().at(0).first;
  bench.world.run_until(notice + 181s);
  CHECK(bench.api.heard.at(2) == std::pair<Duration, std::string>{notice + 120s, "0 died"});
  CHECK(bench.notes().at(1) ==
        std::pair<Duration, std::string>{notice + 120s, "node_removed: general-0"});
  CHECK(bench.notes().back() ==
        std::pair<Duration, std::string>{notice + 180s, "node_ready: general-1 after 60 s"});
}
