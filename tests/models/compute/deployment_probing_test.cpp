// Probes of pods that serve, with instants worked out by hand: one slot, held by one request.
#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

DeploymentParams one_slot() {
  DeploymentParams params = pods(1);
  params.slots = 1;
  return params;
}

}  // namespace

TEST_CASE("an overloaded pod fails its readiness tries, is withdrawn, and comes back") {
  // Tries at 10, 20, 30 s give up at 11, 21, 31 s; the one at 60 s has the slot, free since 55 s.
  DeploymentParams params = one_slot();
  params.readinessProbe = Probe{.through_slots = true};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.world.run_until(30999ms);
  CHECK(bench.ready() == 1);
  bench.world.run_until(31s);
  CHECK(bench.ready() == 0);
  CHECK(bench.listed() == 1);
  CHECK(bench.deployment.replicas_status() == 1);
  bench.world.run_until(32s);
  CHECK(bench.listed() == 0);
  bench.world.run_until(59999ms);
  CHECK(bench.ready() == 0);
  bench.world.run_until(60s);
  CHECK(bench.ready() == 1);
  CHECK(bench.listed() == 0);
  bench.world.run_until(61s);
  CHECK(bench.listed() == 1);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 55s}});  // readiness kills nothing
}

TEST_CASE("a pod that is not ready is no refuge when it goes away") {
  DeploymentParams params = one_slot();
  params.readinessProbe = Probe{.through_slots = true};
  params.lifecycle = Lifecycle{LifecycleHandler{SleepAction{20}}};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.world.run_until(31500ms);  // not ready since 31 s
  bench.deployment.scale_to(0, "test");
  bench.world.run_until(33s);
  CHECK(bench.listed() == 0);
}

TEST_CASE("two failures and a success leave the verdict as it was") {
  // Tries at 10 and 20 s fail, the one at 30 s has the slot, free since 25 s.
  DeploymentParams params = one_slot();
  params.readinessProbe = Probe{.through_slots = true};
  Bench bench(params, {cpu(25s)});
  bench.caller.call(0s);
  bench.world.run_until(100s);
  CHECK(bench.snapshots().at(0).ready_transition == TimePoint{0s});
}

TEST_CASE("a liveness probe restarts an overloaded pod after the grace period") {
  // SIGTERM at 31 s; the request is drained until 55 s, within 30 s. Ready again 20 s later.
  DeploymentParams params = one_slot();
  params.livenessProbe = Probe{.through_slots = true};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.caller.call(31500ms);  // refused: it has had SIGTERM
  bench.world.run_until(55s);
  CHECK(bench.snapshots().at(0).container_start == TimePoint{55s});
  bench.world.run_until(74999ms);
  CHECK(bench.ready() == 0);
  bench.world.run_until(75s);
  CHECK(bench.ready() == 1);
  CHECK(bench.caller.answers == std::vector<Answer>{{refused, 31500ms}, {ok, 55s}});
}

TEST_CASE("a liveness probe's own grace period stands in for the pod's") {
  DeploymentParams params = one_slot();
  params.livenessProbe = Probe{.terminationGracePeriodSeconds = 5, .through_slots = true};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.world.run_until(37s);
  CHECK(bench.caller.answers == std::vector<Answer>{{reset, 36s}});
  CHECK(bench.snapshots().at(0).container_start == TimePoint{36s});
  bench.caller.call(57500ms);  // ready at 56 s, listed at 57 s: it takes requests again
  bench.world.run_until(58s);
  CHECK(bench.caller.answers.size() == 1);
}

TEST_CASE("a full backlog fails a try at once") {
  // The line is full: tries at 10 and 20 s fail without waiting, so not ready at 20 s.
  DeploymentParams params = one_slot();
  params.backlog = 0;
  params.readinessProbe = Probe{.failureThreshold = 2, .through_slots = true};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.world.run_until(20s);
  CHECK(bench.ready() == 0);
}

TEST_CASE("probes that do not go through the slots see a running pod") {
  DeploymentParams params = one_slot();
  params.readinessProbe = Probe{};
  params.livenessProbe = Probe{};
  Bench bench(params, {cpu(55s)});
  bench.caller.call(0s);
  bench.world.run_until(100s);
  CHECK(bench.snapshots().at(0).ready_transition == TimePoint{0s});
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 55s}});
}
