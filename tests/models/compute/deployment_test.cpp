#include "models/compute/deployment.hpp"

#include <memory>

#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

Instruction query(Service& to, Duration demand) {
  Instruction step;
  step.kind = Instruction::Kind::query;
  step.to = &to;
  step.demand = Distribution::deterministic(demand);
  return step;
}

}  // namespace

TEST_CASE("requests share a pod's CPU, and those above its slots wait") {
  // One core, two slots: two requests of 10 ms share it until 20 ms; the third begins then and ends
  // at 30 ms.
  DeploymentParams params = pods(1);
  params.node_cpu = Cores{1};
  params.slots = 2;
  Bench bench(params, {cpu(10ms)});
  for (int i = 0; i < 3; ++i) bench.caller.call(0ms);
  bench.world.run_until(1s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 20ms}, {ok, 20ms}, {ok, 30ms}});
}

TEST_CASE("a full backlog turns requests away") {
  DeploymentParams params = pods(1);
  params.slots = 1;
  params.backlog = 1;
  Bench bench(params, {cpu(10ms)});
  for (int i = 0; i < 3; ++i) bench.caller.call(0ms);
  bench.world.run_until(1s);
  CHECK(bench.caller.answers == std::vector<Answer>{{rejected_limit, 0ms}, {ok, 10ms}, {ok, 20ms}});
}

TEST_CASE("a CPU limit is a quota of each 100 ms") {
  // 4 cores, limit 1: four threads use the 100 ms of a period up in 25 ms and stand still until the
  // next. Each needs 50 ms: 25 ms of the first period and 25 ms of the second.
  DeploymentParams params = pods(1);
  params.node_cpu = Cores{4};
  params.resources.limits.cpu = Cores{1};
  Bench bench(params, {cpu(50ms)});
  for (int i = 0; i < 4; ++i) bench.caller.call(0ms);
  bench.world.run_until(1s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{ok, 125ms}, {ok, 125ms}, {ok, 125ms}, {ok, 125ms}});
}

TEST_CASE("a slot is held while the pod waits for the database, although no CPU is used") {
  DeploymentParams params = pods(1);
  params.slots = 1;
  params.resources.requests.cpu = Cores{1};
  TestWorld world;
  Echo database(world, 100ms);
  Deployment deployment(params, world.context("api"), {1}, {{cpu(1ms), query(database, 1ms)}});
  deployment.start();
  Caller caller(world, deployment);
  caller.call(0ms);
  caller.call(0ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{ok, 101ms}, {ok, 202ms}});
  std::vector<PodSnapshot> snapshots;
  deployment.pods(snapshots);
  CHECK(snapshots.at(0).cpu_seconds == Approx(0.002));
  deployment.evacuate();
}

TEST_CASE("a new pod serves after start-up, at the first readiness try and once the news is out") {
  DeploymentParams params = pods(1);
  params.readinessProbe = Probe{.initialDelaySeconds = 5, .periodSeconds = 8};
  Bench bench(params, {cpu(1ms)});
  bench.deployment.scale_to(2, "test");
  CHECK(bench.deployment.replicas_status() == 2);
  bench.world.run_until(23999ms);  // up at 20 s, tries at 8, 16, 24 s
  CHECK(bench.ready() == 1);
  bench.world.run_until(24s);
  CHECK(bench.ready() == 2);
  CHECK(bench.listed() == 1);
  bench.world.run_until(25s);
  CHECK(bench.listed() == 2);
}

TEST_CASE("a pod that goes away serves on until the news is out, and finishes what is inside") {
  Bench bench(pods(2), {cpu(10s)});
  for (int i = 0; i < 8; ++i) bench.caller.call(0ms);
  bench.world.run_until(100ms);
  bench.deployment.scale_to(1, "test");
  CHECK(bench.deployment.replicas_status() == 1);
  CHECK(bench.listed() == 2);
  bench.world.run_until(1200ms);
  CHECK(bench.listed() == 1);
  bench.world.run_until(60s);
  for (const Answer& answer : bench.caller.answers) CHECK(answer.kind == ok);
  CHECK(bench.caller.answers.size() == 8);
}

TEST_CASE("what is not finished when the grace period ends is reset") {
  DeploymentParams params = pods(1);
  params.terminationGracePeriodSeconds = 5;
  Bench bench(params, {cpu(60s)});
  bench.caller.call(0ms);
  bench.world.run_until(1s);
  bench.deployment.scale_to(0, "test");
  bench.world.run_until(100s);
  CHECK(bench.caller.answers == std::vector<Answer>{{reset, 6s}});
  bench.caller.call(101s);
  bench.world.run_until(102s);
  CHECK(bench.caller.answers.back() == Answer{no_backend, 101s});
}

TEST_CASE("pods that are not ready go first, then the youngest") {
  Bench bench(pods(2), {cpu(1ms)});
  bench.world.run_until(1000s);
  bench.deployment.scale_to(3, "test");
  bench.world.run_until(1005s);
  bench.deployment.scale_to(2, "test");  // the third is still starting
  CHECK(bench.ready() == 2);
  bench.deployment.scale_to(3, "test");
  bench.world.run_until(1100s);
  CHECK(bench.ready() == 3);
  bench.deployment.scale_to(2, "test");
  std::vector<PodSnapshot> snapshots;
  bench.deployment.pods(snapshots);
  for (const PodSnapshot& pod : snapshots)
    CHECK(pod.deleted == (pod.number == 3));  // number 2 was deleted before it was ready
}

TEST_CASE("a killed pod resets its requests, refuses until balancers hear of it, and comes back") {
  Bench bench(pods(1), {cpu(5s)});
  bench.caller.call(0ms);
  bench.world.run_until(1s);
  CHECK(bench.deployment.strike(Strike::kill, "pod-0", 1));
  CHECK_FALSE(bench.deployment.strike(Strike::kill, "pod-7", 1));
  bench.caller.call(1500ms);  // still listed
  bench.caller.call(3s);      // withdrawn at 2 s
  bench.caller.call(23s);     // ready at 21 s, listed at 22 s
  bench.world.run_until(60s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{reset, 1s}, {refused, 1500ms}, {no_backend, 3s}, {ok, 28s}});
}

TEST_CASE("a second crash waits ten seconds before the restart") {
  Bench bench(pods(1), {cpu(1ms)});
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(30s);
  CHECK(bench.ready() == 1);
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(59s);
  CHECK(bench.ready() == 0);
  bench.world.run_until(60s);
  CHECK(bench.ready() == 1);
}

TEST_CASE("pods spread over zones; a dead zone loses its pods until it is healed") {
  Bench bench(pods(3), {cpu(1ms)}, {2, 3, 4});
  bench.deployment.strike_zone(Strike::kill, 3, 1);
  bench.world.run_until(100s);
  CHECK(bench.ready() == 2);
  CHECK(bench.listed() == 2);
  bench.deployment.strike_zone(Strike::heal, 3, 1);
  bench.world.run_until(200s);
  CHECK(bench.ready() == 3);
  CHECK(bench.listed() == 3);
}

TEST_CASE("a slow pod takes longer by the factor") {
  Bench bench(pods(1), {cpu(10ms)});
  bench.deployment.strike(Strike::slow, "pod-0", 3);
  bench.caller.call(0ms);
  bench.world.run_until(1s);
  bench.deployment.strike(Strike::heal, "pod-0", 1);
  bench.caller.call(1s);
  bench.world.run_until(2s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 30ms}, {ok, 1010ms}});
}

TEST_CASE("a pod in a dead zone comes back with the zone and not before, whatever is done to it") {
  Bench bench(pods(2), {cpu(1ms)}, {2});
  bench.deployment.strike_zone(Strike::kill, 2, 1);
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.deployment.strike(Strike::heal, "pod-1", 1);
  bench.deployment.scale_to(3, "test");  // nowhere to run
  bench.world.run_until(1000s);
  CHECK(bench.ready() == 0);
  bench.deployment.strike_zone(Strike::heal, 2, 1);
  bench.world.run_until(1100s);
  CHECK(bench.ready() == 3);
}

TEST_CASE("a zone that dies resets the requests of pods that were going away") {
  Bench bench(pods(1), {cpu(10s)});
  bench.caller.call(0ms);
  bench.world.run_until(1s);
  bench.deployment.scale_to(0, "test");
  bench.world.run_until(2s);
  bench.deployment.strike_zone(Strike::kill, 1, 1);
  bench.world.run_until(60s);
  CHECK(bench.caller.answers == std::vector<Answer>{{reset, 2s}});
}

TEST_CASE("old news of a pod that crashed again does not list it early") {
  DeploymentParams params = pods(1);
  params.start_up = Distribution::deterministic(1s);
  params.endpoint_delay = 8s;
  Bench bench(params, {cpu(1ms)});
  bench.deployment.strike(Strike::kill, "pod-0", 1);  // ready at 1 s, news at 9 s
  bench.world.run_until(2s);
  bench.deployment.strike(Strike::kill, "pod-0", 1);  // down until 13 s; withdrawn at 10 s
  bench.world.run_until(20999ms);
  CHECK(bench.listed() == 0);
  bench.world.run_until(21s);
  CHECK(bench.listed() == 1);
}
