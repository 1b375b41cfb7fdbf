// Rollouts, with instants worked out by hand: pods start in 20 s, the news of them takes 1 s.
#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

/// How many pods have a number from `first` on and are not going away.
int newer_than(Bench& bench, std::uint64_t first) {
  int count = 0;
  for (const PodSnapshot& pod : bench.snapshots()) count += !pod.deleted && pod.number >= first;
  return count;
}

std::vector<std::pair<Duration, std::string>> notes(const Bench& bench) {
  std::vector<std::pair<Duration, std::string>> seen;
  for (const JournalEntry& entry : bench.world.journal.entries())
    seen.emplace_back(entry.at.time_since_epoch(), entry.event + ": " + entry.detail);
  return seen;
}

/// The series replicas_updated, now.
double updated(Bench& bench) {
  struct Reading final : Gauges {
    void put(std::string_view, std::string_view metric, double value) override {
      if (metric == "replicas_updated") updated = value;
    }

    double updated = 0;
  } reading;

  bench.deployment.sample(reading);
  return reading.updated;
}

using Notes = std::vector<std::pair<Duration, std::string>>;

}  // namespace

TEST_CASE("a rolling update of four pods goes by its bounds: 1 above, 1 below") {
  // 25 % of 4 is 1 either way. At 10 s: one pod more (5 in all), then one old one less (3 are
  // available), which leaves room for a second new one. At 30 s both are ready (5 available): two
  // old ones go, two new ones come. At 50 s the last old one goes.
  DeploymentParams params = pods(4);
  params.on_sigterm = OnSigterm::exit;
  Bench bench(params, {cpu(1ms)});
  bench.world.run_until(10s);
  CHECK(bench.deployment.roll_out(1.0));
  CHECK(newer_than(bench, 4) == 2);
  CHECK(bench.deployment.replicas_status() == 5);
  CHECK(bench.ready() == 3);
  bench.world.run_until(30500ms);
  CHECK(newer_than(bench, 4) == 4);
  CHECK(bench.deployment.replicas_status() == 5);
  CHECK(bench.ready() == 3);
  bench.world.run_until(50500ms);
  CHECK(newer_than(bench, 4) == 4);
  CHECK(bench.deployment.replicas_status() == 4);
  CHECK(notes(bench) ==
        Notes{{10s, "rollout: revision 2 replaces 4 pods: at most 1 above and 1 below 4"},
              {50s, "rollout_complete: revision 2: 4 pods after 40 s"}});
}

TEST_CASE("minReadySeconds holds a rollout up, for each pod") {
  DeploymentParams params = pods(2);
  params.strategy.rollingUpdate = {{1, false}, {0, false}};
  params.minReadySeconds = 7;
  Bench bench(params, {cpu(1ms)});
  bench.world.run_until(10s);
  bench.deployment.roll_out(1.0);  // ready at 30 s, available at 37 s; the next at 57 s and 64 s
  bench.world.run_until(36999ms);
  CHECK(bench.deployment.replicas_status() == 3);
  CHECK(newer_than(bench, 2) == 1);
  bench.world.run_until(37001ms);
  CHECK(bench.deployment.replicas_status() == 3);
  CHECK(newer_than(bench, 2) == 2);
  bench.world.run_until(63999ms);
  CHECK(bench.deployment.replicas_status() == 3);
  bench.world.run_until(64001ms);
  CHECK(bench.deployment.replicas_status() == 2);
  CHECK(notes(bench).back().first == 64s);
}

TEST_CASE("Recreate waits until the last old process is gone") {
  // SIGTERM at 10 s; the request that is inside ends at 15 s. Then both new pods start at once.
  DeploymentParams params = pods(2);
  params.strategy.type = StrategyType::recreate;
  Bench bench(params, {cpu(6s)});
  bench.caller.call(9s);
  bench.caller.call(20s);
  bench.caller.call(37s);
  bench.world.run_until(10s);
  bench.deployment.roll_out(1.0);
  CHECK(bench.deployment.replicas_status() == 0);
  bench.world.run_until(14999ms);
  CHECK(bench.deployment.replicas_status() == 0);
  bench.world.run_until(15001ms);
  CHECK(newer_than(bench, 2) == 2);
  bench.world.run_until(60s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 15s}, {no_backend, 20s}, {ok, 43s}});
  CHECK(notes(bench) == Notes{{10s, "rollout: revision 2 replaces 2 pods: Recreate"},
                              {35s, "rollout_complete: revision 2: 2 pods after 25 s"}});
}

TEST_CASE("pods of both revisions serve, each at its own speed") {
  DeploymentParams params = pods(1);
  params.lifecycle = Lifecycle{LifecycleHandler{SleepAction{5}}};
  Bench bench(params, {cpu(100ms)});
  bench.deployment.roll_out(3.0);  // maxSurge 1, maxUnavailable 0: the old one goes at 20 s
  bench.caller.call(19s);
  bench.caller.call(22s);
  bench.world.run_until(60s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 19100ms}, {ok, 22300ms}});
}

TEST_CASE("an autoscaler's change during a rollout is spread over both revisions") {
  // 10 + 3, of which 2 old ones go, then 2 new ones more: 8 and 5. For 20 there may be 25, that is
  // 12 more, of which the old ones get 8 · 25 / 13 = 15.4, 7 more, and the new ones 5 more.
  DeploymentParams params = pods(10);
  Bench bench(params, {cpu(1ms)});
  bench.deployment.roll_out(1.0);
  CHECK(updated(bench) == 5);
  CHECK(bench.deployment.replicas_status() == 13);
  bench.deployment.scale_to(20, "test");
  CHECK(bench.deployment.replicas_status() == 25);
  CHECK(updated(bench) == 10);
  bench.world.run_until(100s);
  CHECK(bench.deployment.replicas_status() == 20);
  CHECK(updated(bench) == 20);
  CHECK(notes(bench).back().second.starts_with("rollout_complete: revision 2: 20 pods"));
}

TEST_CASE("a rollout overtaken by another: the pods in between go as well") {
  DeploymentParams params = pods(4);
  Bench bench(params, {cpu(1ms)});
  bench.deployment.roll_out(1.0);
  bench.world.run_until(5s);
  bench.deployment.roll_out(1.0);
  bench.world.run_until(200s);
  CHECK(bench.deployment.replicas_status() == 4);
  CHECK(newer_than(bench, 6) == 4);
  CHECK(notes(bench).back().second.starts_with("rollout_complete: revision 3"));
}

TEST_CASE("a rollout whose pods never become ready stalls, and keeps what it may not take") {
  DeploymentParams params = pods(4);
  params.progressDeadlineSeconds = 100;
  params.start_up = Distribution::deterministic(1h);
  Bench stuck(params, {cpu(1ms)});
  stuck.world.run_until(10s);
  stuck.deployment.roll_out(1.0);
  stuck.world.run_until(20min);
  CHECK(stuck.ready() == 3);
  CHECK(stuck.deployment.replicas_status() == 5);
  CHECK(notes(stuck).back() ==
        std::pair<Duration, std::string>{
            110s + Duration{1},
            "rollout_stalled: revision 2: nothing for 100 s (ProgressDeadlineExceeded)"});
}
