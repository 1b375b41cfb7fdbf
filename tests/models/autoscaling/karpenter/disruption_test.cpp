#include "models/autoscaling/karpenter/disruption.hpp"

#include "tests/models/autoscaling/karpenter/karpenter_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::karpenter;
using namespace tiersim::karpenter::fixture;

namespace {

using Names = std::vector<std::string>;

/// A node that is full and stays.
NodeState full(std::string name) {
  return node(std::move(name), shape(16), {pod(16'000)});
}

}  // namespace

TEST_CASE("section 6: budgets are 10 % of a pool's nodes, rounded up, less those on their way out",
          "[karpenter]") {
  std::vector<NodeState> nodes;
  for (int i = 0; i < 11; ++i) nodes.push_back(full("n" + std::to_string(i)));
  CHECK(disruptions_allowed(pool(), nodes) == 2);
  nodes[0].node.deleting = true;
  CHECK(disruptions_allowed(pool(), nodes) == 1);
  nodes[1].node.ready = false;
  CHECK(disruptions_allowed(pool(), nodes) == 0);
  NodePool tight = pool();
  tight.budgets = {{50, true}, {3, false}};
  CHECK(disruptions_allowed(tight, nodes) == 1);
  tight.budgets = {{0, false}};
  CHECK(disruptions_allowed(tight, nodes) == 0);
}

TEST_CASE("section 6: a node expires after 720 h", "[karpenter]") {
  CHECK_FALSE(is_expired(start + 720h - 1s, full("n"), pool()));
  CHECK(is_expired(start + 720h, full("n"), pool()));
}

TEST_CASE("section 6: empty nodes go first, all that the budget allows", "[karpenter]") {
  nodes::Pod daemon = pod(100);
  daemon.daemon = true;
  ClusterView view{.nodes = {node("a", shape(2)), node("b", shape(2), {daemon}), full("c"),
                             node("d", shape(16), {pod(1000)})}};
  const auto command = find_command(start, view, bold());
  REQUIRE(command);
  CHECK(command->method == Method::emptiness);
  CHECK(command->nodes == Names{"a", "b"});
  CHECK(command->reason == "a, b are empty");
  CHECK(find_command(start, view, {pool()})->nodes == Names{"a"});  // 10 % of four is one
}

TEST_CASE("section 6: consolidateAfter counts from the last pod event on the node", "[karpenter]") {
  std::vector<NodePool> pools = bold();
  pools[0].consolidateAfter = 5min;
  ClusterView view{.nodes = {node("a", shape(2)), full("b")}};
  view.nodes[0].last_pod_event = start + 1h;
  CHECK_FALSE(find_command(start + 1h + 299s, view, pools));
  CHECK(find_command(start + 1h + 300s, view, pools));
}

TEST_CASE("section 6: a drifted node is replaced whatever the price, before any consolidation",
          "[karpenter]") {
  ClusterView view{.nodes = {node("a", shape(2), {pod(2000)}), full("b")}};
  CHECK_FALSE(find_command(start, view, bold()));
  view.nodes[0].drifted = true;
  const auto command = find_command(start, view, bold());
  REQUIRE(command);
  CHECK(command->method == Method::drift);
  CHECK(command->replacements.at(0).shape.instance_type == "m.2");
  CHECK(command->reason == "a has drifted from its pool");
}

TEST_CASE("section 6: a node goes when its pods fit on the rest", "[karpenter]") {
  ClusterView view{.nodes = {node("a", shape(4), {pod(1000)}), node("b", shape(4), {pod(3000)})}};
  view.nodes[1].node.pods[0].do_not_disrupt = true;  // takes in, and stays
  const auto command = find_command(start, view, bold());
  REQUIRE(command);
  CHECK(command->method == Method::single_node);
  CHECK(command->nodes == Names{"a"});
  CHECK(command->replacements.empty());
  CHECK(command->reason == "a is not needed: the pods fit elsewhere");
}

TEST_CASE("section 6: or on the rest and one cheaper new node", "[karpenter]") {
  const ClusterView view{.nodes = {node("a", shape(16), {pod(3000)}), full("b")}};
  const auto command = find_command(start, view, bold());
  REQUIRE(command);
  CHECK(command->method == Method::single_node);
  CHECK(command->replacements.at(0).shape.instance_type == "m.4");
  CHECK(command->reason == "a is replaced by one m.4: 0.2 instead of 0.8 per hour");
  // Nothing cheaper holds three cores than a node of four.
  CHECK_FALSE(find_command(start, {.nodes = {node("a", shape(4), {pod(3000)})}}, bold()));
}

TEST_CASE("section 6: several nodes go together for one that is cheaper than all of them",
          "[karpenter]") {
  // Four nodes of 4 cores at 0.2 with 2.5 cores each: alone none can be replaced or moved; all four
  // want 10 cores, a node of 16 at 0.8, no cheaper. Three want 7.5: one of 8 at 0.4 instead of 0.6.
  ClusterView view;
  for (const char* name : {"a", "b", "c"}) view.nodes.push_back(node(name, shape(4), {pod(2500)}));
  view.nodes.push_back(node("d", shape(4), {pod(2500), pod(10)}));  // two pods: costs more
  const auto command = find_command(start, view, bold());
  REQUIRE(command);
  CHECK(command->method == Method::multi_node);
  CHECK(command->nodes == Names{"a", "b", "c"});
  CHECK(command->replacements.at(0).shape.instance_type == "m.8");
  CHECK(command->reason == "a, b, c are replaced by one m.8: 0.4 instead of 0.6 per hour");
}

TEST_CASE("section 6: no more than 100 candidates together", "[karpenter]") {
  ClusterView view;
  for (int i = 0; i < 120; ++i)
    view.nodes.push_back(node("n" + std::to_string(i), shape(2), {pod(10)}));
  const auto all = find_command(start, view, bold());
  REQUIRE(all);
  CHECK(all->nodes.size() == 100);
  Options few;
  few.multi_node_candidates = 3;
  CHECK(find_command(start, view, bold(), few)->nodes.size() == 3);
}

TEST_CASE("section 6: WhenEmpty leaves used nodes alone", "[karpenter]") {
  std::vector<NodePool> pools = bold();
  pools[0].consolidationPolicy = "WhenEmpty";
  ClusterView view{.nodes = {node("a", shape(16), {pod(100)}), full("b")}};
  CHECK_FALSE(find_command(start, view, pools));
  view.nodes.push_back(node("c", shape(2)));
  CHECK(find_command(start, view, pools)->nodes == Names{"c"});
}

TEST_CASE("section 6: spot is replaced by spot only with 15 cheaper types to choose from",
          "[karpenter]") {
  std::vector<NodePool> pools = bold();
  pools[0].offerings.clear();
  const auto offer = [&](int types) {
    pools[0].offerings.clear();
    for (int i = 0; i < types; ++i) {
      nodes::NodeShape one = shape(4, true);
      one.instance_type = "type" + std::to_string(i);
      pools[0].offerings.push_back(one);
    }
  };
  const ClusterView view{.nodes = {node("a", shape(16, true), {pod(3000)})}};
  offer(14);
  CHECK_FALSE(find_command(start, view, pools));
  offer(15);
  CHECK(find_command(start, view, pools));
  // From on-demand to spot one type will do.
  offer(1);
  const ClusterView plain{.nodes = {node("a", shape(16), {pod(3000)})}};
  CHECK(find_command(start, plain, pools)->replacements.at(0).shape.spot);
}

TEST_CASE("section 6: PDBs and do-not-disrupt block", "[karpenter]") {
  ClusterView view{.nodes = {node("a", shape(16), {pod(100)}), full("b")}};
  REQUIRE(find_command(start, view, bold()));
  view.nodes[0].node.pods[0].do_not_disrupt = true;
  CHECK(blocking_reason(view.nodes[0], view) == "has a pod with karpenter.sh/do-not-disrupt");
  CHECK_FALSE(find_command(start, view, bold()));
  view.nodes[0].node.pods[0] = pod(100);
  view.nodes[0].node.pods[0].disruption_budget = "web";
  view.disruptions_allowed = {{"web", 0}};
  CHECK(blocking_reason(view.nodes[0], view) == "has a pod whose PodDisruptionBudget is exhausted");
  CHECK_FALSE(find_command(start, view, bold()));
  view.disruptions_allowed = {{"web", 1}};
  CHECK(find_command(start, view, bold()));
  view.nodes[0].node.ready = false;
  CHECK(blocking_reason(view.nodes[0], view) == "is not ready");
  view.nodes[0].node.deleting = true;
  CHECK(blocking_reason(view.nodes[0], view) == "is being deleted");
}

TEST_CASE("nodes near their end are disrupted first", "[karpenter]") {
  NodeState young = node("young", shape(4), {pod(1000)});
  young.node.created = start + 360h;
  const NodeState old = node("old", shape(4), {pod(1000)});
  CHECK(disruption_cost(start + 360h, young, pool()) == 1);
  CHECK(disruption_cost(start + 360h, old, pool()) == 0.5);
  const ClusterView view{.nodes = {young, old, full("c")}};
  std::vector<NodePool> one_at_a_time{pool()};
  CHECK(find_command(start + 360h, view, one_at_a_time)->nodes == Names{"old"});
}

TEST_CASE("the methods have names", "[karpenter]") {
  CHECK(name_of(Method::emptiness) == "emptiness");
  CHECK(name_of(Method::drift) == "drift");
  CHECK(name_of(Method::multi_node) == "multi-node consolidation");
  CHECK(name_of(Method::single_node) == "single-node consolidation");
}
