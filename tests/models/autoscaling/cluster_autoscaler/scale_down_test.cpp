#include "models/autoscaling/cluster_autoscaler/scale_down.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

namespace {

const NodeGroup g = group("g");

/// Why the node "x", with these pods, stays beside an empty-enough "y"; empty: it may go.
std::string stays(const std::vector<nodes::Pod>& pods, const Options& options = {},
                  const std::map<std::string, std::int32_t, std::less<>>& budgets = {},
                  bool disabled = false) {
  std::vector<nodes::Node> nodes{node("x", g, pods), node("y", g, {pod(2000)})};
  nodes[0].scale_down_disabled = disabled;
  ScaleDown planner(options);
  planner.update(start, nodes, budgets);
  const auto found = planner.unremovable().find("x");
  return found == planner.unremovable().end() ? "" : std::string(found->second);
}

nodes::Pod daemon_pod(std::int64_t cpu_milli) {
  nodes::Pod one = pod(cpu_milli, 0, "daemon");
  one.daemon = true;
  return one;
}

}  // namespace

TEST_CASE("section 5.5: utilization is the larger of CPU and memory, DaemonSets included",
          "[cluster_autoscaler]") {
  CHECK(utilization_of(node("x", g, {pod(1000, 8)})) == 0.5);
  CHECK(utilization_of(node("x", g, {pod(1000, 2), daemon_pod(1400)})) == 0.6);
}

TEST_CASE("section 5.5: below half it is unneeded, at half it is not", "[cluster_autoscaler]") {
  CHECK(stays({pod(1999)}).empty());
  CHECK(stays({pod(2000)}) == "NotUnderutilized");
  CHECK(stays({pod(1000), daemon_pod(1000)}) == "NotUnderutilized");
  Options options;
  options.scale_down_utilization_threshold = 0.7;
  CHECK(stays({pod(2000)}, options).empty());
}

TEST_CASE("section 5.5: pods that block", "[cluster_autoscaler]") {
  const auto with = [](auto change) {
    nodes::Pod one = pod(100);
    change(one);
    return one;
  };
  CHECK(stays({with([](auto& p) { p.controlled = false; })}) == "NotReplicated");
  CHECK(stays({with([](auto& p) { p.local_storage = true; })}) == "LocalStorageRequested");
  CHECK(stays({with([](auto& p) { p.kube_system = true; })}) == "UnmovableKubeSystemPod");
  CHECK(stays({with([](auto& p) { p.safe_to_evict = false; })}) == "NotSafeToEvictAnnotation");
  CHECK(stays({daemon_pod(100)}).empty());
  CHECK(stays({}, {}, {}, true) == "ScaleDownDisabledAnnotation");
  // safe-to-evict "true" lifts the others, and so do the flags and a budget.
  CHECK(stays({with([](auto& p) {
          p.controlled = false;
          p.safe_to_evict = true;
        })}).empty());
  Options lenient;
  lenient.skip_nodes_with_local_storage = false;
  lenient.skip_nodes_with_system_pods = false;
  CHECK(stays({with([](auto& p) { p.local_storage = true; })}, lenient).empty());
  CHECK(stays({with([](auto& p) { p.kube_system = true; })}, lenient).empty());
  CHECK(stays({with([](auto& p) {
                p.kube_system = true;
                p.disruption_budget = "dns";
              })},
              {}, {{"dns", 1}})
            .empty());
}

TEST_CASE("section 5.5: an exhausted budget blocks, for all pods of the node together",
          "[cluster_autoscaler]") {
  nodes::Pod web = pod(100);
  web.disruption_budget = "web";
  CHECK(stays({web}, {}, {{"web", 0}}) == "NotEnoughPdb");
  CHECK(stays({web}, {}, {{"web", 1}}).empty());
  CHECK(stays({web, web}, {}, {{"web", 1}}) == "NotEnoughPdb");
}

TEST_CASE("section 5.5: the pods must fit elsewhere, and not on nodes that go as well",
          "[cluster_autoscaler]") {
  const std::vector<nodes::Node> nodes{node("a", g, {pod(1500)}), node("b", g, {pod(1600)}),
                                       node("c", g, {pod(3000)})};
  ScaleDown planner{Options{}};
  planner.update(start, nodes, {});
  // a goes first; its pod fits on b only. Then b has 3.1 cores asked for, and none other has room.
  REQUIRE(planner.unneeded().size() == 1);
  CHECK(planner.unneeded()[0].node == "a");
  CHECK(planner.unremovable().at("b") == "NoPlaceToMovePods");
  CHECK(planner.unremovable().at("c") == "NotUnderutilized");
}

TEST_CASE("a node whose pods could not be moved is looked at again after 5 min",
          "[cluster_autoscaler]") {
  ScaleDown planner{Options{}};
  planner.update(start, {node("a", g, {pod(1500)})}, {});
  CHECK(planner.unremovable().at("a") == "NoPlaceToMovePods");
  const std::vector<nodes::Node> two{node("a", g, {pod(1500)}), node("b", g, {pod(2100)})};
  planner.update(start + 299s, two, {});
  CHECK(planner.unremovable().at("a") == "RecentlyUnremovable");
  planner.update(start + 300s, two, {});
  CHECK(planner.unneeded().size() == 1);
}

TEST_CASE("section 5.5: unneeded for ten minutes without a break, it goes",
          "[cluster_autoscaler]") {
  const std::vector<nodes::Node> idle{node("a", g), node("b", g, {pod(3000)})};
  const std::vector<nodes::Node> busy{node("a", g, {pod(2000)}), node("b", g, {pod(3000)})};
  ScaleDown planner{Options{}};
  planner.update(start, idle, {});
  planner.update(start + 590s, idle, {});
  CHECK(planner.removals({g}, {{"g", 2}}).empty());
  planner.update(start + 600s, idle, {});
  REQUIRE(planner.removals({g}, {{"g", 2}}).size() == 1);
  CHECK(planner.removals({g}, {{"g", 2}})[0].reason == "a is empty and unneeded for 600s");
  planner.update(start + 610s, busy, {});  // needed: the timer starts anew
  planner.update(start + 620s, idle, {});
  planner.update(start + 1210s, idle, {});
  CHECK(planner.removals({g}, {{"g", 2}}).empty());
  planner.update(start + 1220s, idle, {});
  CHECK(planner.removals({g}, {{"g", 2}}).size() == 1);
}

TEST_CASE("section 5.5: an unready node is unneeded however much it is asked for, after 20 min",
          "[cluster_autoscaler]") {
  std::vector<nodes::Node> nodes{node("a", g, {pod(3000)}), node("b", g)};
  nodes[0].ready = false;
  nodes[1].scale_down_disabled = true;
  ScaleDown planner{Options{}};
  planner.update(start, nodes, {});
  planner.update(start + 20min - 1s, nodes, {});
  CHECK(planner.removals({g}, {{"g", 2}}).empty());
  planner.update(start + 20min, nodes, {});
  const auto removals = planner.removals({g}, {{"g", 2}});
  REQUIRE(removals.size() == 1);
  CHECK(removals[0].node == "a");
  CHECK(removals[0].drain);
}

TEST_CASE("section 5.5: a group keeps its minimum", "[cluster_autoscaler]") {
  NodeGroup kept = group("g", 2);
  std::vector<nodes::Node> nodes;
  for (const char* name : {"a", "b", "c"}) nodes.push_back(node(name, kept));
  ScaleDown planner{Options{}};
  planner.update(start, nodes, {});
  planner.update(start + 10min, nodes, {});
  CHECK(planner.unneeded().size() == 3);
  CHECK(planner.removals({kept}, {{"g", 3}}).size() == 1);
}

TEST_CASE("section 5.5: up to ten empty nodes at once, drained ones one at a time",
          "[cluster_autoscaler]") {
  const NodeGroup wide = group("g", 0, 100);
  std::vector<nodes::Node> nodes;
  for (int i = 0; i < 12; ++i) nodes.push_back(node("empty" + std::to_string(i), wide));
  ScaleDown planner{Options{}};
  planner.update(start, nodes, {});
  planner.update(start + 10min, nodes, {});
  CHECK(planner.removals({wide}, {{"g", 12}}).size() == 10);
  CHECK(planner.removals({wide}, {{"g", 12}}, 4).size() == 6);

  nodes = {node("x", wide, {pod(1000)}), node("y", wide, {pod(500)}), node("z", wide, {pod(2000)})};
  planner.update(start + 20min, nodes, {});
  planner.update(start + 30min, nodes, {});
  CHECK(planner.unneeded().size() == 2);
  const auto removals = planner.removals({wide}, {{"g", 3}});
  REQUIRE(removals.size() == 1);
  CHECK(removals[0].node == "y");  // the least used first
  CHECK(removals[0].drain);
  CHECK(removals[0].reason == "y is at 12 % of its capacity and unneeded for 600s");
  CHECK(planner.removals({wide}, {{"g", 3}}, 1, 1).empty());
}
