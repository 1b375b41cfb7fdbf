#include "models/autoscaling/cluster_autoscaler/scale_up.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

TEST_CASE("section 5.1: pods count once older than the delay, with priority at or above the cutoff",
          "[cluster_autoscaler]") {
  Options options;
  options.new_pod_scale_up_delay = 30s;
  std::vector<PendingPod> all = pending({pod(1, 1, "old"), pod(1, 1, "young"), pod(1, 1, "cheap")});
  all[1].created = start + 1s;
  all[2].pod.priority = -11;
  const auto helped = pods_to_help(start + 30s, all, options);
  REQUIRE(helped.size() == 1);
  CHECK(helped[0].name == "old");
  all[2].pod.priority = -10;
  CHECK(pods_to_help(start + 31s, all, options).size() == 3);
}

TEST_CASE("section 5.1: pods with room on the nodes there are dropped, important ones first",
          "[cluster_autoscaler]") {
  const NodeGroup g = group("g");
  std::vector<nodes::SimulatedNode> there{nodes::SimulatedNode(g.shape)};
  nodes::Pod important = pod(3000, 1, "important");
  important.priority = 1000;
  const auto rest = without_room({pod(3000, 1, "plain"), important, pod(1000)}, there);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].name == "plain");
}

TEST_CASE("section 5.2: groups in back-off or at their maximum are left out",
          "[cluster_autoscaler]") {
  const NodeGroup a = group("a");
  const NodeGroup b = group("b");
  const Options options;
  const auto decide = [&](std::int32_t size_a, bool backed_off_b) {
    return scale_up(pods_of(1, 1000), {{&a, size_a, false}, {&b, 0, backed_off_b}}, options, 0);
  };
  CHECK(decide(10, false).increases[0].group == "b");
  CHECK(decide(0, true).increases[0].group == "a");
  const ScaleUpDecision none = decide(10, true);
  CHECK(none.increases.empty());
  CHECK(none.reason ==
        "no group helps: 1 in back-off, 1 at their maximum, 0 whose nodes no pod would fit on");
  CHECK(scale_up(pods_of(1, 5000), {{&a, 0, false}}, options, 0).reason ==
        "no group helps: 0 in back-off, 0 at their maximum, 1 whose nodes no pod would fit on");
}

TEST_CASE("section 5.2: the packing stops at the group's maximum or at max-nodes-per-scaleup",
          "[cluster_autoscaler]") {
  const NodeGroup a = group("a");
  Options options;
  const ScaleUpDecision full = scale_up(pods_of(9, 4000), {{&a, 7, false}}, options, 0);
  REQUIRE(full.increases.size() == 1);
  CHECK(full.increases[0].to == 10);
  CHECK(full.helped == 3);
  options.max_nodes_per_scaleup = 2;
  CHECK(scale_up(pods_of(9, 4000), {{&a, 0, false}}, options, 0).increases[0].to == 2);
}

TEST_CASE("section 5.3: one group is raised once, and the reason names the choice",
          "[cluster_autoscaler]") {
  const NodeGroup a = group("a");
  NodeGroup b = group("b");
  b.shape.allocatable.cpu_milli = 6000;
  const ScaleUpDecision decision =
      scale_up(pods_of(6, 1000), {{&a, 1, false}, {&b, 1, false}}, {}, 0);
  REQUIRE(decision.increases.size() == 1);
  CHECK(decision.reason ==
        "6 pods without room: b 1 to 2; b is the choice of least-waste among 2 groups");
}

TEST_CASE("section 5.3: balance-similar-node-groups spreads the nodes over equivalent groups",
          "[cluster_autoscaler]") {
  const NodeGroup a = group("a");
  NodeGroup b = group("b");
  b.shape.zone = "b";
  NodeGroup c = group("c", 0, 2);
  c.shape.zone = "c";
  NodeGroup large = group("large");
  large.shape.allocatable.cpu_milli = 40'000;
  const std::vector<GroupState> states{
      {&a, 3, false}, {&b, 1, false}, {&c, 1, false}, {&large, 0, false}};
  Options options;
  // Off: five nodes to the one that was picked.
  CHECK(scale_up(pods_of(5, 4000), states, options, 0).increases.size() == 1);
  options.balance_similar_node_groups = true;
  // On: 3, 1 and 1 grow by one to the smallest, five times: c is full at 2, a and b reach 4.
  const auto increases = scale_up(pods_of(5, 4000), states, options, 0).increases;
  REQUIRE(increases.size() == 3);
  CHECK(increases[0].to == 4);
  CHECK(increases[1].to == 4);
  CHECK(increases[2].to == 2);
}

TEST_CASE("section 5.3: a group of another zone does not balance pods bound to theirs",
          "[cluster_autoscaler]") {
  const NodeGroup a = group("a");
  NodeGroup b = group("b");
  b.shape.zone = "b";
  Options options;
  options.balance_similar_node_groups = true;
  std::vector<nodes::Pod> bound = pods_of(4, 4000);
  for (nodes::Pod& one : bound) one.node_selector = {{std::string(nodes::zone_label), "a"}};
  const auto increases = scale_up(bound, {{&a, 0, false}, {&b, 0, false}}, options, 0).increases;
  REQUIRE(increases.size() == 1);
  CHECK(increases[0].group == "a");
  CHECK(increases[0].to == 4);
}
