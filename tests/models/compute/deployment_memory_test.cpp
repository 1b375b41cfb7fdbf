// Memory of pods: a working set that can be read, and a limit that kills.
#include "tests/models/compute/deployment_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

constexpr std::int64_t mebi = 1024 * 1024;

/// 100 MiB and 10 MiB for each request.
DeploymentParams hungry() {
  DeploymentParams params = pods(1);
  params.memory.base = Bytes{100 * mebi};
  params.memory.per_request = Bytes{10 * mebi};
  return params;
}

}  // namespace

TEST_CASE("a pod's working set is its base and so much for each request in it, waiting ones too") {
  DeploymentParams params = hungry();
  params.slots = 2;
  Bench bench(params, {cpu(1s)});
  CHECK(bench.snapshots().at(0).memory_bytes == 100 * mebi);
  for (int i = 0; i < 3; ++i) bench.caller.call(0s);
  bench.world.run_until(500ms);
  CHECK(bench.snapshots().at(0).memory_bytes == 130 * mebi);
  bench.world.run_until(1500ms);  // the first two are answered
  CHECK(bench.snapshots().at(0).memory_bytes == 110 * mebi);
}

TEST_CASE("up to the memory limit nothing happens") {
  DeploymentParams params = hungry();
  params.resources.limits.memory = Bytes{130 * mebi};
  Bench bench(params, {cpu(1s)});
  for (int i = 0; i < 3; ++i) bench.caller.call(0s);
  bench.world.run_until(10s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 1s}, {ok, 1s}, {ok, 1s}});
}

TEST_CASE("over the memory limit the container is killed at once and restarted in place") {
  DeploymentParams params = hungry();
  params.resources.limits.memory = Bytes{130 * mebi - 1};
  Bench bench(params, {cpu(1s)});
  bench.caller.call(100ms);
  bench.caller.call(200ms);
  bench.caller.call(300ms);  // the third asks for the byte too many
  bench.world.run_until(10s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{reset, 300ms}, {reset, 300ms}, {reset, 300ms}});
  CHECK(bench.snapshots().at(0).container_start == TimePoint{300ms});
  CHECK(bench.snapshots().at(0).memory_bytes == 100 * mebi);
  CHECK(bench.world.journal.entries().back().event == "oom_killed");
  bench.world.run_until(20300ms);
  CHECK(bench.ready() == 1);
}

TEST_CASE("a pod that is going away ends when it runs out of memory") {
  DeploymentParams params = hungry();
  params.resources.limits.memory = Bytes{110 * mebi};
  params.lifecycle = Lifecycle{LifecycleHandler{SleepAction{10}}};
  Bench bench(params, {cpu(30s)});
  bench.deployment.scale_to(0, "test");
  bench.caller.call(2s);
  bench.caller.call(3s);
  bench.world.run_until(4s);
  CHECK(bench.caller.answers == std::vector<Answer>{{reset, 3s}, {reset, 3s}});
  CHECK(bench.snapshots().empty());
}

TEST_CASE("a leak by request adds up until the limit kills, and the new container begins anew") {
  DeploymentParams params = pods(1);
  params.memory.base = Bytes{100 * mebi};
  params.memory.growth_per_request = Bytes{10 * mebi};
  params.resources.limits.memory = Bytes{125 * mebi};
  Bench bench(params, {cpu(10ms)});
  for (int i = 1; i <= 4; ++i) bench.caller.call(i * 1s);  // they find 100, 110, 120 and 130 MiB
  bench.world.run_until(3500ms);
  CHECK(bench.snapshots().at(0).memory_bytes == 130 * mebi);
  bench.world.run_until(5s);
  CHECK(bench.caller.answers ==
        std::vector<Answer>{{ok, 1010ms}, {ok, 2010ms}, {ok, 3010ms}, {reset, 4s}});
  CHECK(bench.snapshots().at(0).memory_bytes == 100 * mebi);
}

TEST_CASE("a leak by time kills with the first request that finds no memory") {
  DeploymentParams params = pods(1);
  params.memory.base = Bytes{100 * mebi};
  params.memory.growth_per_hour = Bytes{3600 * mebi};  // 1 MiB a second
  params.resources.limits.memory = Bytes{160 * mebi};
  Bench bench(params, {cpu(10ms)});
  bench.caller.call(60s);
  bench.caller.call(61s);
  bench.world.run_until(62s);
  CHECK(bench.caller.answers == std::vector<Answer>{{ok, 60010ms}, {reset, 61s}});
}
