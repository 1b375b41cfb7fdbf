#include "models/autoscaling/cluster_autoscaler/expander.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

namespace {

/// Three groups of nodes of 4, 8 and 16 cores.
class Choice {
 public:
  Choice() {
    for (const std::int64_t cores : {4, 8, 16}) {
      NodeGroup one = group(std::to_string(cores));
      one.shape.allocatable = {cores * 1000, cores * 4 * gib};
      one.shape.price_per_hour = static_cast<double>(cores) * 0.05;
      groups.push_back(std::move(one));
    }
  }

  [[nodiscard]] std::string name(const std::vector<nodes::Pod>& pods,
                                 const std::vector<std::string>& expanders,
                                 double chance = 0) const {
    std::vector<ExpansionOption> options;
    for (const NodeGroup& one : groups) {
      const Estimate needed = estimate(pods, one.shape, one.max_size);
      if (needed.nodes > 0) options.push_back({&one, needed});
    }
    return pick(options, expanders, chance).group->name;
  }

  std::vector<NodeGroup> groups{};
};

}  // namespace

TEST_CASE("section 5.3: most-pods takes the group that runs the most", "[cluster_autoscaler]") {
  Choice choice;
  for (NodeGroup& one : choice.groups) one.max_size = 1;
  CHECK(choice.name(pods_of(20, 1000), {"most-pods"}) == "16");
}

TEST_CASE("section 5.3: least-waste takes the least unused CPU, ties by memory",
          "[cluster_autoscaler]") {
  Choice choice;
  // Seven pods of a core: 7 of 8 (two of four cores or one of eight), 7 of 16.
  CHECK(choice.name({pod(6000)}, {"least-waste"}) == "8");  // 2 of 8 unused against 10 of 16
  choice.groups[1].shape.allocatable.memory_bytes = 16 * gib;
  // CPU is equally used; 7 GiB of 32 in two small nodes, 7 of 16 in the middle one.
  CHECK(choice.name(pods_of(7, 1000), {"least-waste"}) == "8");
  choice.groups[1].shape.allocatable.memory_bytes = 64 * gib;
  CHECK(choice.name(pods_of(7, 1000), {"least-waste"}) == "4");
}

TEST_CASE("section 5.3: least-nodes, price and priority", "[cluster_autoscaler]") {
  Choice choice;
  CHECK(choice.name(pods_of(10, 1000), {"least-nodes"}) == "16");  // 3, 2 and 1 nodes
  // 3 × 0.20, 2 × 0.40 and 1 × 0.80 for the same ten pods.
  CHECK(choice.name(pods_of(10, 1000), {"price"}) == "4");
  choice.groups[2].shape.price_per_hour = 0.3;  // spot
  CHECK(choice.name(pods_of(10, 1000), {"price"}) == "16");
  choice.groups[1].priority = 50;
  CHECK(choice.name(pods_of(10, 1000), {"priority"}) == "8");
}

TEST_CASE("section 5.3: expanders are chained, chance is the last", "[cluster_autoscaler]") {
  Choice choice;
  // Ten pods run with any group: most-pods leaves all three to the next.
  CHECK(choice.name(pods_of(10, 1000), {"most-pods", "least-nodes"}) == "16");
  CHECK(choice.name(pods_of(10, 1000), {"most-pods"}, 0.0) == "4");
  CHECK(choice.name(pods_of(10, 1000), {"most-pods"}, 0.34) == "8");
  CHECK(choice.name(pods_of(10, 1000), {"random"}, 0.999) == "16");
  CHECK(is_expander("least-waste"));
  CHECK_FALSE(is_expander("cheapest"));
}
