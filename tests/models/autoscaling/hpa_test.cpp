#include "models/autoscaling/hpa.hpp"

#include "tests/models/autoscaling/hpa_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::hpa_fixture;

namespace {

HpaHistory empty_history() {
  return {.recommendations = RecommendationHistory{}};
}

/// One sync of an autoscaler that remembers nothing but does not start either.
HpaDecision decide(HorizontalPodAutoscalerSpec spec, std::int32_t current,
                   const MetricsView& metrics) {
  HorizontalPodAutoscaler autoscaler(std::move(spec), {}, empty_history());
  return autoscaler.sync(start, scale_of(current), metrics);
}

}  // namespace

TEST_CASE("utilization is a whole percent, cut off, before it is divided", "[autoscaling]") {
  // 77.9 % counts as 77 %: 1.1 times the target of 70 %, inside the tolerance. At 78 % it is
  // ceil(78/70 × 10) = 12.
  CHECK(decide(spec_of(1, 50, {cpu_target(70)}), 10, busy(start, 10, 779)).desired == 10);
  CHECK(decide(spec_of(1, 50, {cpu_target(70)}), 10, busy(start, 10, 780)).desired == 12);
}

TEST_CASE("the decision names the metric that won, its value and what limited it",
          "[autoscaling]") {
  const ScalingBehavior behavior{.scaleUp = rules_of(0, {{"Percent", 60, 15}})};
  const HpaDecision decision =
      decide(spec_of(1, 50, {cpu_target(70)}, behavior), 5, busy(start, 5, 1320));
  CHECK(decision.proposed == 10);
  CHECK(decision.desired == 8);
  CHECK(decision.winner == 0U);
  CHECK(decision.reason ==
        "cpu at 132 % of request against a target of 70 %: 5 pods wanted 10; limited to 8 by "
        "Percent 60/15s");
  CHECK(decision.held_back == "Percent 60/15s");
  REQUIRE(decision.events.size() == 1);
  CHECK(decision.events[0].message ==
        "New size: 8; reason: cpu resource utilization (percentage of request) above target");
}

TEST_CASE("without behavior nothing goes down until the first count is out of the window",
          "[autoscaling]") {
  HorizontalPodAutoscaler autoscaler(spec_of(1, 10, {cpu_target(50)}));
  for (Duration t = 0s; t <= 300s; t += 15s) {
    const HpaDecision decision = autoscaler.sync(start + t, scale_of(8), busy(start + t, 8, 100));
    REQUIRE(decision.desired == 8);  // at an age of exactly 300 s the 8 still counts
    REQUIRE(decision.conditions.able_to_scale->reason == "ScaleDownStabilized");
    REQUIRE(decision.held_back == "scale-down window 300s");
  }
  CHECK(autoscaler.sync(start + 315s, scale_of(8), busy(start + 315s, 8, 100)).desired == 2);
}

TEST_CASE("with behavior a recommendation at exactly the end of the window no longer counts",
          "[autoscaling]") {
  const ScalingBehavior behavior{.scaleDown = rules_of(300, {{"Percent", 100, 15}})};
  HorizontalPodAutoscaler autoscaler(spec_of(1, 10, {cpu_target(50)}, behavior));
  static_cast<void>(autoscaler.sync(start, scale_of(8), busy(start, 8, 100)));
  CHECK(autoscaler.sync(start + 299s, scale_of(8), busy(start + 299s, 8, 100)).desired == 8);
  CHECK(autoscaler.sync(start + 300s, scale_of(8), busy(start + 300s, 8, 100)).desired == 2);
}

TEST_CASE("a 60 s scale-up window spans the syncs 15, 30 and 45 s back", "[autoscaling]") {
  const ScalingBehavior behavior{.scaleUp = rules_of(60, {{"Percent", 100, 15}})};
  HorizontalPodAutoscaler autoscaler(spec_of(1, 50, {cpu_target(50)}, behavior));
  // The first sync records the current 4; it is out of the window at 60 s, when the proposals since
  // all say 8.
  for (Duration t = 0s; t <= 45s; t += 15s) {
    const HpaDecision decision = autoscaler.sync(start + t, scale_of(4), busy(start + t, 4, 1000));
    REQUIRE(decision.desired == 4);
    REQUIRE(decision.conditions.able_to_scale->reason == "ScaleUpStabilized");
  }
  CHECK(autoscaler.sync(start + 60s, scale_of(4), busy(start + 60s, 4, 1000)).desired == 8);
}

TEST_CASE("windows look at raw proposals: 40 wanted yesterday holds 20 today", "[autoscaling]") {
  HpaHistory history{.recommendations = RecommendationHistory({{40, start - 100s}})};
  HorizontalPodAutoscaler autoscaler(spec_of(1, 20, {cpu_target(50)}), {}, history);
  const HpaDecision decision = autoscaler.sync(start, scale_of(20), busy(start, 20, 100));
  CHECK(decision.proposed == 4);
  CHECK(decision.desired == 20);
  CHECK(decision.conditions.scaling_limited->reason == "TooManyReplicas");
}

TEST_CASE("a proposal takes the last slot that is out of date", "[autoscaling]") {
  HpaHistory history{
      .recommendations = RecommendationHistory(
          {{1, start - 400s}, {2, start - 10s}, {3, start - 500s}, {4, start - 20s}})};
  HorizontalPodAutoscaler autoscaler(spec_of(1, 20, {cpu_target(50)}), {}, history);
  static_cast<void>(autoscaler.sync(start, scale_of(4), busy(start, 4, 500)));
  CHECK(proposals(autoscaler) == std::vector<std::int32_t>{1, 2, 4, 4});
}

TEST_CASE("outside the bounds the jump is immediate and is stored as a change", "[autoscaling]") {
  const ScalingBehavior behavior{.scaleUp = ScalingRules{.selectPolicy = "Disabled"},
                                 .scaleDown = ScalingRules{.selectPolicy = "Disabled"}};
  HorizontalPodAutoscaler autoscaler(spec_of(3, 10, {cpu_target(50)}, behavior));
  const HpaDecision down = autoscaler.sync(start, scale_of(25), {});
  CHECK(down.desired == 10);
  CHECK(down.reason == "25 pods are above maxReplicas 10");
  CHECK_FALSE(down.conditions.scaling_active);
  const HpaDecision up = autoscaler.sync(start + 15s, scale_of(1), {});
  CHECK(up.desired == 3);
  CHECK(up.reason == "1 pod is below minReplicas 3");
  CHECK(proposals(autoscaler) == std::vector<std::int32_t>{25});
  CHECK(autoscaler.history().events.down.slots().at(0).change == 15);
  CHECK(autoscaler.history().events.up.slots().at(0).change == 2);
}

TEST_CASE(
    "a queue that does not shrink drives a Value target to its maximum, an AverageValue target not",
    "[autoscaling]") {
  const auto settle = [](const char* type) {
    HorizontalPodAutoscaler autoscaler(spec_of(1, 30, {external_target(type, 100'000)}));
    std::int32_t replicas = 3;
    for (Duration t = 0s; t < 120s; t += 15s) {
      MetricsView view = busy(start + t, replicas, 0);
      view.readings = {{.values_milli = {500'000}}};
      replicas = autoscaler.sync(start + t, scale_of(replicas), view).desired;
    }
    return replicas;
  };
  CHECK(settle("Value") == 30);
  CHECK(settle("AverageValue") == 5);
}

TEST_CASE("a starting pod pulls the mean of memory down at once, that of cpu not",
          "[autoscaling]") {
  MetricsView view = settled(start, {500, 500, 500, 500, 0});
  for (PodView& pod : view.pods) pod.containers[0].requests_milli["memory"] = 1000;
  view.pods[4].ready = false;
  view.pods[4].start_time = view.pods[4].ready_transition = start - 20s;
  MetricSpec memory = cpu_target(50);
  memory.name = "memory";
  CHECK(decide(spec_of(1, 50, {memory}), 5, view).proposed == 4);  // 40 % of five: ceil(0.8 × 5)
  CHECK(decide(spec_of(1, 50, {cpu_target(50)}), 5, view).proposed ==
        5);  // 50 % of the four that count
}

TEST_CASE("idle stand-ins for starting pods can bring a ratio back into the tolerance",
          "[autoscaling]") {
  MetricsView view = settled(start, {600, 600, 600, 600, 0});
  view.pods[4].ready = false;
  view.pods[4].start_time = view.pods[4].ready_transition = start - 20s;
  CHECK(decide(spec_of(1, 50, {cpu_target(50)}), 5, view).proposed ==
        5);                                  // 60 % of four is 48 % of five
  view.readings[0].samples[0].milli = 1200;  // 75 % of four is 60 % of five: ceil(1.2 × 5)
  CHECK(decide(spec_of(1, 50, {cpu_target(50)}), 5, view).proposed == 6);
}

TEST_CASE("a missing pod counts as busy on the way down and idle on the way up", "[autoscaling]") {
  MetricsView down = settled(start, {100, 100, 100, 100});
  down.readings[0].samples.pop_back();
  // (3 × 100 + 1000) / 4000 = 32 %: ceil(32/50 × 4) = 3, not ceil(10/50 × 3) = 1.
  CHECK(decide(spec_of(1, 50, {cpu_target(50)}), 4, down).proposed == 3);
  MetricsView up = settled(start, {1000, 1000, 1000, 1000});
  up.readings[0].samples.pop_back();
  CHECK(decide(spec_of(1, 50, {cpu_target(50)}), 4, up).proposed == 6);  // 75 % of four
}

TEST_CASE("a failed metric stops a scale-down but not a scale-up", "[autoscaling]") {
  const auto with_failed = [](std::int64_t milli) {
    MetricsView view = busy(start, 4, milli);
    view.readings.push_back({.error = "unavailable"});
    return decide(spec_of(1, 50, {cpu_target(50), external_target("Value", 1000)}), 4, view);
  };
  const HpaDecision down = with_failed(100);
  CHECK(down.error == "FailedGetExternalMetric");
  CHECK_FALSE(down.rescaled);
  CHECK(down.reason == "no decision: unable to get metric queue: unavailable");
  const HpaDecision up = with_failed(1000);
  CHECK(up.error == "PartialMetrics");
  CHECK(up.desired == 8);
  CHECK(
      up.reason ==
      "cpu at 100 % of request against a target of 50 %: 4 pods wanted 8 (1 of 2 metrics failed)");
}

TEST_CASE("at zero the first request decides, unless something else scaled to zero",
          "[autoscaling]") {
  MetricsView view;
  view.readings = {{.values_milli = {25'000}}};
  const HpaDecision woken =
      decide(spec_of(0, 10, {external_target("AverageValue", 10'000)}), 0, view);
  CHECK(woken.desired == 3);
  const HpaDecision off =
      decide(spec_of(1, 10, {external_target("AverageValue", 10'000)}), 0, view);
  CHECK_FALSE(off.rescaled);
  CHECK(off.conditions.scaling_active->reason == "ScalingDisabled");
  // A percentage of nothing is nothing.
  const ScalingBehavior percent{.scaleUp = rules_of(0, {{"Percent", 900, 15}})};
  CHECK(
      decide(spec_of(0, 10, {external_target("AverageValue", 10'000)}, percent), 0, view).desired ==
      0);
}

TEST_CASE("conditions keep their last value and a restart forgets the history", "[autoscaling]") {
  HorizontalPodAutoscaler autoscaler(spec_of(1, 10, {cpu_target(50)}));
  static_cast<void>(autoscaler.sync(start, scale_of(4), busy(start, 4, 500)));
  ScaleView broken = scale_of(4);
  broken.fault = ScaleView::Fault::get;
  const HpaDecision decision = autoscaler.sync(start + 15s, broken, busy(start + 15s, 4, 500));
  CHECK(decision.error == "FailedGetScale");
  CHECK_FALSE(decision.conditions.able_to_scale->status);
  CHECK(decision.conditions.scaling_active->reason == "ValidMetricFound");
  CHECK_FALSE(HorizontalPodAutoscaler(autoscaler.spec()).history().recommendations);
}
