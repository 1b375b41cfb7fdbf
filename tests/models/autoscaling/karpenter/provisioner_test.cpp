#include "models/autoscaling/karpenter/provisioner.hpp"

#include "models/autoscaling/karpenter/batch_window.hpp"
#include "tests/models/autoscaling/karpenter/karpenter_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::karpenter;
using namespace tiersim::karpenter::fixture;

TEST_CASE("section 6: the defaults of the controller and of a pool", "[karpenter]") {
  const Options options;
  CHECK(options.batch_idle_duration == 1s);
  CHECK(options.batch_max_duration == 10s);
  CHECK(options.disruption_interval == 10s);
  CHECK(options.validation_delay == 15s);
  CHECK(options.multi_node_candidates == 100);
  CHECK(options.spot_to_spot_types_min == 15);
  const NodePool plain;
  CHECK(plain.consolidationPolicy == "WhenEmptyOrUnderutilized");
  CHECK(plain.consolidateAfter == 0s);
  CHECK(plain.expireAfter == 720h);
  REQUIRE(plain.budgets.size() == 1);
  CHECK(plain.budgets[0].rounded_up(100) == 10);
}

TEST_CASE("section 6: pods are batched until 1 s without a new one, or 10 s", "[karpenter]") {
  BatchWindow batch{Options{}};
  CHECK_FALSE(batch.closes_at());
  batch.add(start);
  CHECK(batch.closes_at() == start + 1s);
  batch.add(start + 900ms);
  CHECK(batch.closes_at() == start + 1900ms);
  for (int i = 2; i <= 11; ++i) batch.add(start + i * 900ms);
  CHECK(batch.closes_at() == start + 10s);
  batch.close();
  CHECK_FALSE(batch.closes_at());
  batch.add(start + 20s);
  CHECK(batch.closes_at() == start + 21s);
}

TEST_CASE("section 6: pods go onto existing nodes, then those in flight, then new ones",
          "[karpenter]") {
  const nodes::Node there = node("there", shape(2), {pod(1000)}).node;
  const nodes::Node coming = node("coming", shape(2)).node;
  const Schedule plan =
      schedule({pod(1000, "a"), pod(1500, "b"), pod(1500, "c")}, {there}, {coming}, {pool()});
  // The largest first: b into the node that comes, c into a new one, a where a core is left.
  CHECK(plan.on_existing == 1);
  CHECK(plan.on_in_flight == 1);
  REQUIRE(plan.claims.size() == 1);
  CHECK(plan.claims[0].pods == std::vector<std::string>{"c"});
  CHECK(plan.reason == "m.2 in a for 1 pod");
}

TEST_CASE("section 6: the largest pods are placed first", "[karpenter]") {
  const nodes::Node there = node("there", shape(4)).node;
  const Schedule plan = schedule({pod(1000, "small"), pod(4000, "large")}, {there}, {}, {pool()});
  CHECK(plan.on_existing == 1);
  REQUIRE(plan.claims.size() == 1);
  CHECK(plan.claims[0].pods == std::vector<std::string>{"small"});
}

TEST_CASE("section 6: nodes are made for the pods: the cheapest type that holds them all",
          "[karpenter]") {
  const Schedule plan = schedule({pod(3000), pod(3000)}, {}, {}, {pool()});
  REQUIRE(plan.claims.size() == 1);
  CHECK(plan.claims[0].shape.instance_type == "m.8");
  REQUIRE(plan.claims[0].options.size() == 2);
  CHECK(plan.claims[0].options[1].instance_type == "m.16");
  // Six of three cores: five in the largest there is, one more in one of four.
  const Schedule many = schedule(std::vector<nodes::Pod>(6, pod(3000)), {}, {}, {pool()});
  REQUIRE(many.claims.size() == 2);
  CHECK(many.claims[0].shape.instance_type == "m.16");
  CHECK(many.claims[1].shape.instance_type == "m.4");
  CHECK(many.reason == "m.16 in a for 5 pods, m.4 in a for 1 pod");
}

TEST_CASE("section 6: constraints narrow the offerings: zone, spot taint, price", "[karpenter]") {
  NodePool mixed = pool();
  mixed.offerings = {shape(4), shape(4, true), shape(4, false, "b")};
  mixed.offerings[1].taints = {"spot"};
  nodes::Pod bearing = pod(3000);
  bearing.tolerations = {"spot"};
  CHECK(schedule({bearing}, {}, {}, {mixed}).claims.at(0).shape.spot);
  CHECK_FALSE(schedule({pod(3000)}, {}, {}, {mixed}).claims.at(0).shape.spot);
  nodes::Pod bound = pod(3000);
  bound.node_selector = {{std::string(nodes::zone_label), "b"}};
  CHECK(schedule({bound}, {}, {}, {mixed}).claims.at(0).shape.zone == "b");
  CHECK(schedule({bearing}, {}, {}, {mixed}).reason == "m.4 spot in a for 1 pod");
}

TEST_CASE("section 6: the heaviest pool is tried first, another when it has nothing that fits",
          "[karpenter]") {
  NodePool reserved = pool();
  reserved.name = "reserved";
  reserved.weight = 50;
  reserved.offerings = {shape(2)};
  CHECK(schedule({pod(1000)}, {}, {}, {pool(), reserved}).claims.at(0).pool == "reserved");
  CHECK(schedule({pod(3000)}, {}, {}, {pool(), reserved}).claims.at(0).pool == "default");
  const Schedule none = schedule({pod(17'000, "giant")}, {}, {}, {pool(), reserved});
  CHECK(none.claims.empty());
  CHECK(none.unschedulable == std::vector<std::string>{"giant"});
}
