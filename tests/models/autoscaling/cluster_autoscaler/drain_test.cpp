#include "models/autoscaling/cluster_autoscaler/drain.hpp"

#include "tests/models/autoscaling/cluster_autoscaler/cluster_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;
using namespace tiersim::cluster_autoscaler::fixture;

namespace {

nodes::Pod covered(std::string name) {
  nodes::Pod one = pod(100, 1, std::move(name));
  one.disruption_budget = "web";
  return one;
}

}  // namespace

TEST_CASE("section 5.5: a drain evicts through the budgets, then deletes the node",
          "[cluster_autoscaler]") {
  nodes::Pod daemon = pod(50, 0, "daemon");
  daemon.daemon = true;
  Drain drain(start, {});
  const DrainStep first =
      drain.step(start, {covered("a"), covered("b"), pod(1, 1, "c"), daemon}, {{"web", 1}});
  REQUIRE(first.evictions.size() == 2);
  CHECK(first.evictions[0].pod == "a");
  CHECK(first.evictions[1].pod == "c");
  CHECK_FALSE(first.delete_node);
  // b waits until a's successor is healthy; a and c are still terminating.
  CHECK(drain.step(start + 10s, {covered("a"), covered("b"), daemon}, {{"web", 0}})
            .evictions.empty());
  CHECK(drain.step(start + 40s, {covered("b"), daemon}, {{"web", 1}}).evictions.size() == 1);
  CHECK(drain.step(start + 70s, {daemon}, {}).delete_node);
}

TEST_CASE("section 5.5: a pod's grace is ten minutes at most", "[cluster_autoscaler]") {
  nodes::Pod slow = pod(100, 1, "slow");
  slow.termination_grace = 1h;
  Drain drain(start, {});
  const DrainStep step = drain.step(start, {slow, pod(100, 1, "quick")}, {});
  REQUIRE(step.evictions.size() == 2);
  CHECK(step.evictions[0].grace == 600s);
  CHECK(step.evictions[1].grace == 30s);
}

TEST_CASE("a pod that cannot be evicted for 2 min ends the drain", "[cluster_autoscaler]") {
  Drain drain(start, {});
  CHECK(drain.step(start + 120s, {covered("a")}, {{"web", 0}}).failure.empty());
  CHECK(drain.step(start + 121s, {covered("a")}, {{"web", 0}}).failure ==
        "pod a could not be evicted in time");
}
