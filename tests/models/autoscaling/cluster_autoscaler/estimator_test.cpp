#include "models/autoscaling/cluster_autoscaler/estimator.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

TEST_CASE("section 5.2: the largest pods are placed first", "[cluster_autoscaler]") {
  // Nodes of 4 cores. In this order first fit would need three: 1+1, 3, 3; largest first two.
  const std::vector<nodes::Pod> pods{pod(1000), pod(1000), pod(3000), pod(3000)};
  const Estimate needed = estimate(pods, group("g").shape, 10);
  CHECK(needed.nodes == 2);
  CHECK(needed.placed == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(needed.used == nodes::Resources{8000, 4 * gib});
}

TEST_CASE("section 5.2: size is the share of CPU plus the share of memory",
          "[cluster_autoscaler]") {
  // 2 cores + 2 GiB: 1/2 + 1/8. 1 core + 12 GiB: 1/4 + 3/4, larger, so it opens the first node, and
  // 3 cores + 4 GiB (3/4 + 1/4, later in the list) fills it: the 2-core pod takes the second.
  const std::vector<nodes::Pod> pods{pod(2000, 2), pod(1000, 12), pod(3000, 4)};
  CHECK(estimate(pods, group("g").shape, 1).placed == std::vector<std::size_t>{1, 2});
  CHECK(estimate(pods, group("g").shape, 10).nodes == 2);
}

TEST_CASE("section 5.2: DaemonSet and static pods are there already", "[cluster_autoscaler]") {
  NodeGroup g = group("g");
  CHECK(estimate(pods_of(4, 1000), g.shape, 10).nodes == 1);
  g.shape.preplaced = {pod(100, 0)};
  CHECK(estimate(pods_of(4, 1000), g.shape, 10).nodes == 2);
}

TEST_CASE("section 5.2: it stops at the limit, and leaves out what fits on no node",
          "[cluster_autoscaler]") {
  const Estimate limited = estimate(pods_of(5, 4000), group("g").shape, 3);
  CHECK(limited.nodes == 3);
  CHECK(limited.placed.size() == 3);
  const Estimate none = estimate({pod(4001)}, group("g").shape, 3);
  CHECK(none.nodes == 0);
  CHECK(none.placed.empty());
}
