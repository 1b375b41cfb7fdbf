// The life of a pod, each rule with instants worked out by hand.
#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

Lifecycle pre_stop(int seconds) {
  return {LifecycleHandler{SleepAction{seconds}}};
}

}  // namespace

TEST_CASE("without a preStop hook a request that races the news of the deletion is refused") {
  DeploymentParams params = pods(1);
  params.endpoint_delay = 2s;
  Bench bench(params, {cpu(10ms)});
  bench.world.run_until(1s);
  bench.deployment.scale_to(0, "test");  // SIGTERM at 1 s, the news at 3 s
  bench.caller.call(1001ms);
  bench.caller.call(2999ms);
  bench.caller.call(3001ms);
  bench.world.run_until(10s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{refused, 1001ms}, {refused, 2999ms}, {no_backend, 3001ms}});
}

TEST_CASE("a preStop sleep longer than the news loses nothing") {
  DeploymentParams params = pods(2);
  params.endpoint_delay = 2s;
  params.lifecycle = pre_stop(5);
  Bench bench(params, {cpu(10ms)});
  bench.world.run_until(1s);
  bench.deployment.scale_to(1, "test");  // news at 3 s, SIGTERM at 6 s
  for (int i = 0; i < 100; ++i) bench.caller.call(1s + i * 100ms);
  bench.world.run_until(5999ms);
  CHECK(bench.listed() == 1);
  CHECK(bench.snapshots().size() == 2);  // it still uses its node
  bench.world.run_until(6001ms);
  CHECK(bench.snapshots().size() == 1);
  bench.world.run_until(20s);
  CHECK(bench.caller.answers.size() == 100);
  for (const Answer& answer : bench.caller.answers) CHECK(answer.kind == ok);
}

TEST_CASE("proxies turn to terminating pods while only such are left") {
  DeploymentParams params = pods(1);
  params.lifecycle = pre_stop(10);
  Bench bench(params, {cpu(10ms)});
  bench.deployment.scale_to(0, "test");
  bench.caller.call(5s);       // the news came at 1 s, yet there is no other
  bench.caller.call(10500ms);  // it exited at 10 s
  bench.caller.call(11500ms);  // which is known since 11 s
  bench.world.run_until(20s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{ok, 5010ms}, {refused, 10500ms}, {no_backend, 11500ms}});
}

TEST_CASE("a terminating pod is listed again when the last ready one is lost") {
  DeploymentParams params = pods(2);
  params.lifecycle = pre_stop(20);
  Bench bench(params, {cpu(10ms)});
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(2s);
  REQUIRE(bench.listed() == 1);
  const std::uint64_t left = bench.deployment.endpoints().endpoints().front().number;
  bench.deployment.strike(Strike::kill, "pod-" + std::to_string(left), 1);
  bench.world.run_until(4s);  // known at 3 s
  REQUIRE(bench.listed() == 1);
  CHECK(bench.deployment.endpoints().endpoints().front().number != left);
  bench.caller.call(4s);
  bench.world.run_until(5s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 4010ms}});
}

TEST_CASE("a process that exits on SIGTERM resets what is inside") {
  DeploymentParams params = pods(1);
  params.on_sigterm = OnSigterm::exit;
  params.lifecycle = pre_stop(3);
  Bench bench(params, {cpu(60s)});
  bench.caller.call(0s);
  bench.world.run_until(1s);
  bench.deployment.scale_to(0, "test");
  bench.world.run_until(60s);
  CHECK(bench.caller.answers == std::vector<Answer>{{reset, 4s}});
}

TEST_CASE("a process that ignores SIGTERM serves on and stays until it is killed") {
  DeploymentParams params = pods(1);
  params.on_sigterm = OnSigterm::ignore;
  params.terminationGracePeriodSeconds = 8;
  Bench bench(params, {cpu(2s)});
  bench.deployment.scale_to(0, "test");
  bench.caller.call(5s);
  bench.caller.call(7s);  // inside when it is killed at 8 s
  bench.world.run_until(7999ms);
  CHECK(bench.snapshots().size() == 1);
  bench.world.run_until(8s);
  CHECK(bench.snapshots().empty());
  bench.world.run_until(20s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 7s}, {reset, 8s}});
}

TEST_CASE("after a preStop hook that uses the grace period up there are 2 s to finish") {
  DeploymentParams params = pods(2);
  params.lifecycle = pre_stop(60);
  params.terminationGracePeriodSeconds = 10;
  Bench bench(params, {cpu(11s)});
  bench.deployment.scale_to(0, "test");
  bench.caller.call(500ms);  // ends at 11.5 s, killed at 12 s
  bench.caller.call(9s);     // would end at 20 s
  bench.world.run_until(60s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 11500ms}, {reset, 12s}});
}

TEST_CASE("a pod that is terminating does not count as a replica") {
  DeploymentParams params = pods(3);
  params.lifecycle = pre_stop(20);
  Bench bench(params, {cpu(1ms)});
  bench.deployment.scale_to(1, "test");
  CHECK(bench.deployment.replicas_status() == 1);
  int deleted = 0;
  for (const PodSnapshot& pod : bench.snapshots()) deleted += pod.deleted ? 1 : 0;
  CHECK(deleted == 2);
  bench.world.run_until(20s);
  CHECK(bench.snapshots().size() == 1);
}

TEST_CASE("a liveness probe that is too strict for the start crashes the pod again and again") {
  // Tries at 0, 5, 10 s after each start fail. Starts: 1 s; exit 11, at once; exit 21, +10: 31;
  // exit 41, +20: 61; exit 71, +40: 111.
  DeploymentParams params = pods(0);
  params.livenessProbe = Probe{.periodSeconds = 5};
  Bench bench(params, {cpu(1ms)});
  bench.world.run_until(1s);
  bench.deployment.scale_to(1, "test");
  for (const Duration start : {1s, 11s, 31s, 61s, 111s}) {
    bench.world.run_until(start + 1ms);
    CHECK(bench.snapshots().at(0).container_start == TimePoint{start});
    CHECK_FALSE(bench.snapshots().at(0).ready);
  }
}

TEST_CASE("a startup probe gives the same start its time") {
  // Up 20 s after the start at 1 s; the startup try at 20 s is the fifth.
  DeploymentParams params = pods(0);
  params.livenessProbe = Probe{.periodSeconds = 5};
  params.startupProbe = Probe{.periodSeconds = 5, .failureThreshold = 6};
  Bench bench(params, {cpu(1ms)});
  bench.world.run_until(1s);
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(20999ms);
  CHECK(bench.ready() == 0);
  bench.world.run_until(21s);
  CHECK(bench.ready() == 1);
}

TEST_CASE("a container that a probe kills runs its preStop hook first") {
  // Startup budget 5 + 3 · 2 s = 11 s after the start at 0 s, hook 4 s: it starts again at 15 s.
  DeploymentParams params = pods(0);
  params.startupProbe = Probe{.initialDelaySeconds = 5, .periodSeconds = 2};
  params.lifecycle = pre_stop(4);
  Bench bench(params, {cpu(1ms)});
  bench.deployment.scale_to(1, "test");
  bench.world.run_until(14999ms);
  CHECK(bench.snapshots().at(0).container_start == TimePoint{0s});
  bench.world.run_until(15001ms);
  CHECK(bench.snapshots().at(0).container_start == TimePoint{15s});
}

TEST_CASE("a container that waits for its restart cannot be killed once more") {
  // Exits at 0 and 21 s; it starts again at 31 s and is ready at 51 s.
  Bench bench(pods(1), {cpu(1ms)});
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(21s);
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(25s);
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(50999ms);
  CHECK(bench.ready() == 0);
  bench.world.run_until(51s);
  CHECK(bench.ready() == 1);
}

TEST_CASE("a container that ran for more than ten minutes restarts at once again") {
  Bench bench(pods(1), {cpu(1ms)});
  bench.deployment.strike(Strike::kill, "pod-0", 1);  // restarted at 0 s
  bench.world.run_until(601s);
  bench.deployment.strike(Strike::kill, "pod-0", 1);
  bench.world.run_until(621s);
  CHECK(bench.ready() == 1);
}

TEST_CASE("of pods of the same age the uid decides which goes, not the order of creation") {
  // Sixteen pods, all ready since 0 s: were it their order, those left would be 0 to 7, or 8 to 15.
  Bench bench(pods(16), {cpu(1ms)});
  bench.world.run_until(100s);
  bench.deployment.scale_to(8, "test");
  bool first_half = false;
  bool second_half = false;
  for (const PodSnapshot& pod : bench.snapshots()) {
    if (!pod.deleted) (pod.number < 8 ? first_half : second_half) = true;
  }
  CHECK(first_half);
  CHECK(second_half);
}
