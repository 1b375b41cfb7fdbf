#include "models/autoscaling/keda/scaled_object_loop.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using keda::ScaledObjectLoop;
using keda::ScaledObjectSpec;
using keda::Trigger;
using keda::TriggerInput;

namespace {

using Texts = std::vector<std::string>;

/// A Monday, a quarter to seven.
constexpr cron::UtcTime monday = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) +
                                 std::chrono::hours(6) + std::chrono::minutes(45);

Trigger redis(bool cached = false) {
  return {.metadata = keda::RedisListMetadata{.listName = "jobs", .listLength = 5},
          .useCachedMetrics = cached};
}

struct Scaled {
  Scaled(ScaledObjectSpec spec, int replicas) : pods(world, replicas) {
    std::vector<TriggerInput> inputs(spec.triggers.size(), TriggerInput{.value = &queue});
    loop.emplace(world.context("jobs"), pods, std::move(spec), std::move(inputs),
                 cron::WallClock(monday), ControllerSettings{},
                 ResourceMetricsSettings{.housekeeping = false});
    queue.value_now = 0;
    loop->start();
  }

  /// The seconds at which changes begin: "60s: 0 -> 1: …" is 60.
  [[nodiscard]] std::vector<int> instants() const {
    std::vector<int> seconds;
    for (const std::string& change : pods.changes) seconds.push_back(std::stoi(change));
    return seconds;
  }

  /// "0 -> 1" and so on.
  [[nodiscard]] Texts steps() const {
    Texts steps;
    for (const std::string& change : pods.changes) {
      const std::size_t begin = change.find(": ") + 2;
      steps.push_back(change.substr(begin, change.find(": ", begin) - begin));
    }
    return steps;
  }

  test::TestWorld world;
  IdlePods pods;
  SaidMetric queue;
  std::optional<ScaledObjectLoop> loop;
};

}  // namespace

TEST_CASE("a list wakes a workload at a poll, the HPA sizes it, and it goes to sleep", "[keda]") {
  Scaled scaled({.triggers = {redis()}}, 0);
  scaled.world.run_until(45s);
  CHECK(scaled.pods.changes.empty());
  scaled.queue.value_now = 12;
  scaled.world.run_until(100s);
  // The poll of 60 s sees 12; within 15 s the HPA wants ceil(12 / 5).
  REQUIRE(scaled.steps() == Texts{"0 -> 1", "1 -> 3"});
  CHECK(scaled.pods.changes[0] == "60s: 0 -> 1: trigger redis is active at 12: 0 pods to 1");
  CHECK(scaled.instants()[1] <= 75);
  CHECK(scaled.pods.changes[1].find(
            "s0-redis-jobs at 12 per pod against a target of 5: 1 pod wanted 3") !=
        std::string::npos);
  scaled.queue.value_now = 0;
  scaled.world.run_until(10min);
  // The HPA's window holds 3 for 300 s after its last sync with 12, which was in (85 s, 100 s]; the
  // poll of 90 s was the last one to see activity, so that of 420 s is the first after 390 s.
  REQUIRE(scaled.steps() == Texts{"0 -> 1", "1 -> 3", "3 -> 1", "1 -> 0"});
  CHECK(scaled.instants()[2] >= 400);
  CHECK(scaled.instants()[2] <= 415);
  CHECK(scaled.pods.changes[3] ==
        "420s: 1 -> 0: no trigger was active for more than 300s: 1 pod to 0");
  CHECK(notes(scaled.world, "scale_limited").back().find("cooldownPeriod 300s") !=
        std::string::npos);
}

TEST_CASE("with useCachedMetrics the HPA sees what the last poll saw", "[keda]") {
  Scaled scaled({.pollingInterval = 120, .minReplicaCount = 1, .triggers = {redis(true)}}, 1);
  scaled.world.run_until(10s);
  scaled.queue.value_now = 20;
  scaled.world.run_until(119s);
  CHECK(scaled.pods.changes.empty());
  scaled.world.run_until(140s);
  CHECK(scaled.steps() == Texts{"1 -> 4"});
}

TEST_CASE("a trigger that cannot be read falls back after failureThreshold failures", "[keda]") {
  Scaled scaled({.minReplicaCount = 1,
                 .fallback = keda::Fallback{.failureThreshold = 3, .replicas = 6},
                 .triggers = {redis()}},
                2);
  scaled.queue.value_now.reset();
  scaled.world.run_until(44s);
  CHECK(scaled.pods.changes.empty());  // three syncs failed
  scaled.world.run_until(75s);
  CHECK(scaled.steps() == Texts{"2 -> 4", "4 -> 6"});  // doubling, then the fallback
  CHECK(notes(scaled.world, "trigger_failed") == Texts{"0s: redis: the queue does not answer"});
}

TEST_CASE("paused-replicas sets the count, and nothing else does", "[keda]") {
  Scaled scaled({.triggers = {redis()}, .pause = {.paused_replicas = 2}}, 5);
  scaled.queue.value_now = 100;
  scaled.world.run_until(5min);
  CHECK(scaled.pods.changes == Texts{"0s: 5 -> 2: paused-replicas 2"});
}

TEST_CASE("a cron trigger wakes at its hour and asks for its replicas", "[keda]") {
  const Trigger hours{
      .metadata = keda::CronMetadata{.start = *cron::parse_expression("0 7 * * *").expression,
                                     .end = *cron::parse_expression("0 8 * * *").expression,
                                     .desiredReplicas = 3}};
  Scaled scaled({.triggers = {hours}}, 0);
  scaled.world.run_until(20min);
  REQUIRE(scaled.steps() == Texts{"0 -> 1", "1 -> 3"});
  CHECK(scaled.instants()[0] == 900);
  CHECK(scaled.instants()[1] <= 915);
}

TEST_CASE("a broker's queue counts ready and unacknowledged messages", "[keda]") {
  test::TestWorld world;
  IdlePods pods(world, 1);
  SaidMetric ready;
  SaidMetric unacknowledged;
  ready.value_now = 30;
  unacknowledged.value_now = 25;
  const Trigger queue{.metadata = keda::RabbitMqMetadata{.queueName = "jobs", .value = 20.0}};
  ScaledObjectLoop loop(world.context("jobs"), pods, {.minReplicaCount = 1, .triggers = {queue}},
                        {{.value = &ready, .unacknowledged = &unacknowledged}},
                        cron::WallClock(monday));
  loop.start();
  world.run_until(16s);
  REQUIRE(pods.changes.size() == 1);
  CHECK(pods.replicas_spec() == 3);  // 55 messages, 20 each
}
