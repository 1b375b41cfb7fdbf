#include "models/autoscaling/cluster/scheduler.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster;

namespace {

constexpr std::int64_t gib = 1024 * 1024 * 1024;

/// 4 cores and 16 GiB, of which so much is taken by others.
nodes::Node node(std::string name, std::int64_t cpu_milli, std::int64_t gibs,
                 std::string zone = "a") {
  nodes::Node node;
  node.name = std::move(name);
  node.shape.zone = std::move(zone);
  node.shape.allocatable = {4000, 16 * gib};
  node.pods.push_back({.name = "other", .requests = {cpu_milli, gibs * gib}, .app = "other"});
  return node;
}

nodes::Pod pod(std::int64_t cpu_milli, std::int64_t gibs) {
  return {.name = "api/pod-0", .requests = {cpu_milli, gibs * gib}, .app = "api"};
}

void put(nodes::Node& node, int pods) {
  for (int i = 0; i < pods; ++i) node.pods.push_back({.name = "api", .app = "api"});
}

std::string chosen(const nodes::Pod& pod, const std::vector<SpreadConstraint>& spread,
                   const std::vector<nodes::Node>& nodes) {
  std::vector<const nodes::Node*> all;
  for (const nodes::Node& one : nodes) all.push_back(&one);
  const SchedulingDecision decision = choose_node(pod, spread, all);
  return decision.node != nullptr ? decision.node->name : decision.reason;
}

}  // namespace

TEST_CASE("the node with the most room is taken; of equals the oldest") {
  CHECK(chosen(pod(1000, 4), {}, {node("full", 2000, 8), node("free", 0, 0)}) == "free");
  CHECK(chosen(pod(1000, 4), {}, {node("first", 0, 0), node("second", 0, 0)}) == "first");
}

TEST_CASE("CPU and memory in balance count as much as free room") {
  // With the pod on it, "lean" has 25 % of CPU and 75 % of memory requested: (75 + 25) / 2 = 50 and
  // 100 · (1 - 0.5 / 2) = 75; "even" 55 % and 25 %: (45 + 75) / 2 = 60 and 85.
  CHECK(chosen(pod(1000, 4), {}, {node("lean", 0, 8), node("even", 1200, 0)}) == "even");
}

TEST_CASE("a node that is not ready, being deleted or full is not taken, and it is said why") {
  nodes::Node dead = node("dead", 0, 0);
  dead.ready = false;
  nodes::Node leaving = node("leaving", 0, 0);
  leaving.deleting = true;
  CHECK(chosen(pod(1000, 4), {}, {dead, leaving, node("fits", 3000, 12)}) == "fits");
  CHECK(
      chosen(pod(1000, 4), {}, {dead, node("a", 3001, 0), node("b", 4000, 0), node("c", 0, 13)}) ==
      "0/3 nodes are available: 2 Insufficient cpu, 1 Insufficient memory");
}

TEST_CASE("DoNotSchedule keeps the skew, ScheduleAnyway prefers to") {
  nodes::Node a = node("a", 0, 0, "a");
  nodes::Node b = node("b", 3000, 12, "b");
  put(a, 1);
  const SpreadConstraint by_zone{true, 1, true};
  CHECK(chosen(pod(500, 1), {by_zone}, {a, b}) == "b");  // in zone a the skew would be 2
  CHECK(chosen(pod(1500, 1), {by_zone}, {a, b}) ==
        "0/2 nodes are available: 1 Insufficient cpu, 1 didn't match pod topology spread "
        "constraints");
  const SpreadConstraint gently{true, 1, false};
  // Zone a: 2 · 100 · (1 + 0 - 1) / 1 = 0 for the spread; b: 200, which its fullness does not
  // outweigh.
  CHECK(chosen(pod(500, 1), {gently}, {a, b}) == "b");
  CHECK(chosen(pod(1500, 1), {gently}, {a, b}) == "a");
}

TEST_CASE("pods that name no constraint are spread over hosts and zones all the same") {
  nodes::Node a = node("a", 0, 0, "x");
  put(a, 2);
  CHECK(chosen(pod(500, 1), default_spread(), {a, node("b", 1000, 4, "x")}) == "b");
  CHECK(chosen(pod(500, 1), {}, {a, node("b", 1000, 4, "x")}) == "a");
}
