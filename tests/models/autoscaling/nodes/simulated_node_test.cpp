#include "models/autoscaling/nodes/simulated_node.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::nodes;

namespace {

constexpr std::int64_t gib = 1024 * 1024 * 1024;

NodeShape shape() {
  return {.instance_type = "m6i.large",
          .zone = "a",
          .allocatable = {2000, 8 * gib},
          .pods_max = 4,
          .labels = {{"disk", "ssd"}}};
}

Pod pod(std::int64_t cpu_milli, std::int64_t memory = gib) {
  return {.name = "p", .requests = {cpu_milli, memory}};
}

}  // namespace

TEST_CASE("a pod fits to the last thousandth of a core and the last byte", "[nodes]") {
  const NodeShape large = shape();
  SimulatedNode node(large);
  node.place(pod(1500, 7 * gib));
  CHECK(node.fits(pod(500, gib)));
  CHECK(node.refusal(pod(501, gib)) == "Insufficient cpu");
  CHECK(node.refusal(pod(500, gib + 1)) == "Insufficient memory");
}

TEST_CASE("a node carries its preplaced pods, and no more pods than it may", "[nodes]") {
  NodeShape large = shape();
  large.preplaced = {pod(300), pod(0, 0)};
  SimulatedNode node(large);
  CHECK(node.used() == Resources{300, gib});
  CHECK_FALSE(node.fits(pod(1701)));
  node.place(pod(1));
  node.place(pod(1));
  CHECK(node.refusal(pod(1)) == "Too many pods");
}

TEST_CASE("labels, taints and anti-affinity keep a pod away", "[nodes]") {
  NodeShape large = shape();
  SimulatedNode node(large);
  Pod picky = pod(100);
  picky.node_selector = {{std::string(zone_label), "a"}, {"disk", "ssd"}};
  CHECK(node.fits(picky));
  picky.node_selector = {{std::string(zone_label), "b"}};
  CHECK(node.refusal(picky) == "didn't match Pod's node affinity/selector");
  picky.node_selector = {{std::string(instance_type_label), "m6i.large"}};
  CHECK(node.fits(picky));
  picky.node_selector = {{"gpu", "yes"}};
  CHECK_FALSE(node.fits(picky));

  large.taints = {"spot"};
  CHECK(node.refusal(pod(100)) == "had untolerated taint");
  Pod bearing = pod(100);
  bearing.tolerations = {"spot"};
  CHECK(node.fits(bearing));

  bearing.app = "db";
  bearing.alone_on_node = true;
  node.place(bearing);
  CHECK(node.refusal(bearing) == "didn't match pod anti-affinity rules");
  bearing.app = "cache";
  CHECK(node.fits(bearing));
}

TEST_CASE("first fit takes the first node with room", "[nodes]") {
  const NodeShape large = shape();
  std::vector<SimulatedNode> nodes{SimulatedNode(large), SimulatedNode(large)};
  CHECK(place_first_fit(pod(1500), nodes) == &nodes[0]);
  CHECK(place_first_fit(pod(1500), nodes) == &nodes[1]);
  CHECK(place_first_fit(pod(500), nodes) == &nodes[0]);
  CHECK(place_first_fit(pod(501), nodes) == nullptr);
  CHECK(size_of(pod(500, 2 * gib), large.allocatable) == 0.5);  // a quarter and a quarter
}
