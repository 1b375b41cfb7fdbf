// A deployment whose pods live in a cluster, which is played by hand here.
#include <algorithm>
#include <map>

#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

/// Writes down what it is asked for; the test answers.
struct Hand final : Placement {
  explicit Hand(TestWorld& the_world) : world(the_world) {}

  void add_owner(PodOwner& the_owner) override { owner = &the_owner; }

  void place(PodOwner&, std::uint64_t pod, const std::string& image, bool running) override {
    placed.emplace_back(world.now(), pod);
    images.push_back(image);
    if (!running) return;
    owner->pod_bound(pod, 1);
    owner->image_present(pod, true);
  }

  void release(PodOwner&, std::uint64_t pod) override { released.emplace_back(world.now(), pod); }

  [[nodiscard]] int pods_on_node(const PodOwner&, std::uint64_t pod) const override {
    const auto found = crowd.find(pod);
    return found == crowd.end() ? 1 : found->second;
  }

  [[nodiscard]] Duration api_latency() const override { return 50ms; }

  TestWorld& world;
  PodOwner* owner = nullptr;
  std::vector<std::pair<Duration, std::uint64_t>> placed;
  std::vector<std::pair<Duration, std::uint64_t>> released;
  std::vector<std::string> images;
  std::map<std::uint64_t, int> crowd;
};

struct HostedBench {
  TestWorld world;
  Hand hand{world};
  Deployment deployment;
  Caller caller;

  HostedBench(const DeploymentParams& params, Program program)
      : deployment(params, world.context("api"), {1}, {std::move(program)}),
        caller(world, deployment) {
    deployment.live_in(hand);
    deployment.start();
  }

  ~HostedBench() {
    world.callers.destroy_all();
    deployment.evacuate();
  }

  [[nodiscard]] std::vector<PodSnapshot> snapshots() {
    std::vector<PodSnapshot> pods;
    deployment.pods(pods);
    return pods;
  }
};

using Calls = std::vector<std::pair<Duration, std::uint64_t>>;

}  // namespace

TEST_CASE("a ReplicaSet makes pods in batches of 1, 2, 4, each in the time of one") {
  HostedBench bench(pods(0), {cpu(1ms)});
  bench.world.run_until(1s);
  bench.deployment.scale_to(6, "test");
  bench.world.run_until(2s);
  CHECK(bench.hand.placed ==
        Calls{{1050ms, 0}, {1100ms, 1}, {1100ms, 2}, {1150ms, 3}, {1150ms, 4}, {1150ms, 5}});
  CHECK(bench.hand.images.front() == "api:1");
  CHECK(bench.deployment.replicas_status() == 6);
}

TEST_CASE("a change of mind stops the batches") {
  HostedBench bench(pods(0), {cpu(1ms)});
  bench.deployment.scale_to(6, "test");
  bench.world.run_until(70ms);
  bench.deployment.scale_to(2, "test");
  bench.world.run_until(2s);
  CHECK(bench.hand.placed == Calls{{50ms, 0}, {100ms, 1}});
}

TEST_CASE("a pod is pending until its image is there, then it starts as ever") {
  HostedBench bench(pods(0), {cpu(1ms)});
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(1s);
  CHECK(bench.snapshots().at(0).pending);
  bench.hand.owner->pod_bound(0, 3);
  bench.world.run_until(2s);
  CHECK(bench.snapshots().at(0).pending);
  CHECK(bench.snapshots().at(0).start_time == TimePoint{1s});
  bench.hand.owner->image_present(0, false);
  CHECK(!bench.snapshots().at(0).pending);
  bench.world.run_until(21999ms);
  CHECK(!bench.snapshots().at(0).ready);
  bench.world.run_until(22001ms);
  CHECK(bench.snapshots().at(0).ready);
}

TEST_CASE("the room of a pod is free when it has ended, not when it is deleted") {
  DeploymentParams params = pods(2);
  params.lifecycle = Lifecycle{LifecycleHandler{SleepAction{5}}};
  HostedBench bench(params, {cpu(1ms)});
  bench.world.run_until(10s);
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(14999ms);
  CHECK(bench.hand.released.empty());
  bench.world.run_until(20s);
  REQUIRE(bench.hand.released.size() == 1);
  CHECK(bench.hand.released[0].first == 15s);
}

TEST_CASE("an evicted pod is replaced at once and has its grace period, or a shorter one") {
  DeploymentParams params = pods(1);
  params.on_sigterm = OnSigterm::ignore;
  HostedBench bench(params, {cpu(1ms)});
  bench.world.run_until(10s);
  bench.hand.owner->evict(0, 20s);
  CHECK(bench.deployment.replicas_status() == 0);
  bench.world.run_until(100s);
  CHECK(bench.hand.placed == Calls{{0s, 0}, {10050ms, 1}});
  CHECK(bench.hand.released == Calls{{30s, 0}});
}

TEST_CASE("when a node dies, requests go on to its pod until that is noticed and has got about") {
  // Noticed after 40 s, known to balancers a second later.
  HostedBench bench(pods(1), {cpu(2s)});
  bench.caller.call(9s);
  bench.caller.call(50999ms);
  bench.caller.call(51001ms);
  bench.world.run_until(10s);
  bench.hand.owner->node_died(0, 40s);
  bench.world.run_until(60s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{reset, 10s}, {refused, 50999ms}, {no_backend, 51001ms}});
  CHECK(bench.hand.placed.size() == 1);
  bench.hand.owner->node_given_up(0);
  bench.world.run_until(61s);
  CHECK(bench.hand.released == Calls{{60s, 0}});
  CHECK(bench.hand.placed.back() == std::pair<Duration, std::uint64_t>{60050ms, 1});
}

TEST_CASE("when a node is back in time, its pod starts again") {
  HostedBench bench(pods(1), {cpu(1ms)});
  bench.world.run_until(10s);
  bench.hand.owner->node_died(0, 40s);
  bench.deployment.strike(Strike::heal, "", 1);  // heals pods, not nodes
  bench.world.run_until(30s);
  CHECK(!bench.snapshots().at(0).ready);
  bench.hand.owner->node_is_back(0);
  bench.world.run_until(50001ms);
  CHECK(bench.snapshots().at(0).ready);
}

TEST_CASE("of ready pods the one with the most siblings on its node is deleted first") {
  HostedBench bench(pods(3), {cpu(1ms)});
  bench.hand.crowd = {{0, 1}, {1, 2}, {2, 1}};
  bench.world.run_until(10s);
  bench.deployment.scale_to(2, "test");
  bench.world.run_until(20s);
  CHECK(bench.hand.released.at(0).second == 1);
}

TEST_CASE("with a deletion cost of the requests inside, the idle pod is deleted first") {
  DeploymentParams params = pods(2);
  params.pod_deletion_cost = PodDeletionCost::requests;
  HostedBench bench(params, {cpu(5s)});
  bench.hand.crowd = {{0, 2}, {1, 1}};  // decides later than the cost
  Service& first = *bench.deployment.endpoints().endpoints().at(0).service;
  Caller caller(bench.world, first);
  caller.call(9s);
  bench.world.run_until(10s);
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(20s);
  CHECK(bench.hand.released.at(0).second == 1);
}

TEST_CASE("a young pod burns more CPU, after every start of its container") {
  // Ready at 20 s; requests of 100 ms of CPU take 300 ms until 50 s.
  DeploymentParams params = pods(0);
  params.warm_up = WarmUp{3, 30s};
  Bench bench(params, {cpu(100ms)});
  bench.deployment.scale_to(1, "test");
  bench.caller.call(22s);
  bench.caller.call(51s);
  bench.caller.call(82s);
  bench.world.run_until(60s);
  bench.deployment.strike(Strike::kill, "", 1);  // ready again at 80 s
  bench.world.run_until(100s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 22300ms}, {ok, 51100ms}, {ok, 82300ms}});
}
