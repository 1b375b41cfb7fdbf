// KEDA's loop and the HPA it makes, side by side on one queue.
#include "models/autoscaling/hpa.hpp"
#include "tests/models/autoscaling/hpa_fixture.hpp"
#include "tests/models/autoscaling/keda/keda_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::keda;
using keda::fixture::messages;
using keda::fixture::queue_object;
using keda::fixture::start;

namespace {

/// A workload whose pods are ready at once.
class Workload {
 public:
  explicit Workload(const ScaledObjectSpec& spec)
      : loop(spec, start), adapter(spec), hpa(hpa_spec_of(spec)) {}

  void poll(TimePoint now, const TriggerReading& reading) {
    adapter.remember({reading});
    replicas = loop.poll(now, replicas, {reading}).desired;
  }

  HpaDecision sync(TimePoint now, const TriggerReading& reading) {
    const ScaleView scale{.spec_replicas = replicas, .status_replicas = replicas};
    const AdapterAnswer answer = adapter.answer(0, reading, {replicas, replicas});
    HpaDecision decision = hpa.sync(now, scale, {{}, {answer.reading}});
    replicas = decision.desired;
    return decision;
  }

  std::int32_t replicas = 0;
  ScaleLoop loop;
  MetricsAdapter adapter;
  HorizontalPodAutoscaler hpa;
};

}  // namespace

TEST_CASE("section 2: at 0 the HPA is off; a poll wakes it, the HPA doubles from there", "[keda]") {
  Workload workload(queue_object());
  // 200 messages at 20 a replica: 10 replicas.
  CHECK(workload.sync(start + 15s, messages(200)).conditions.scaling_active->reason ==
        "ScalingDisabled");
  CHECK(workload.replicas == 0);
  workload.poll(start + 30s, messages(200));
  CHECK(workload.replicas == 1);
  static_cast<void>(workload.sync(start + 30s, messages(200)));
  CHECK(workload.replicas == 4);
  static_cast<void>(workload.sync(start + 45s, messages(200)));
  CHECK(workload.replicas == 8);
  static_cast<void>(workload.sync(start + 60s, messages(200)));
  CHECK(workload.replicas == 10);
}

TEST_CASE("section 2: N to 1 is the HPA's window, 1 to 0 KEDA's cool-down", "[keda]") {
  Workload workload(queue_object());
  workload.poll(start, messages(40));
  static_cast<void>(workload.sync(start, messages(40)));
  CHECK(workload.replicas == 2);
  for (int tick = 1; tick <= 20; ++tick) {
    static_cast<void>(workload.sync(start + tick * 15s, messages(0)));
    CHECK(workload.replicas == 2);  // the proposal of 0 s counts up to an age of 300 s
  }
  workload.poll(start + 300s, messages(0));
  CHECK(workload.replicas == 2);
  static_cast<void>(workload.sync(start + 315s, messages(0)));
  CHECK(workload.replicas == 1);
  workload.poll(start + 330s, messages(0));
  CHECK(workload.replicas == 0);
}

TEST_CASE("section 2: the made-up value makes the HPA want exactly the fallback", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.fallback = Fallback{.failureThreshold = 1, .replicas = 7};
  for (const char* type : {"AverageValue", "Value"}) {
    spec.triggers[0].metricType = type;
    Workload workload(spec);
    workload.replicas = 5;
    const auto broken = failed_reading("connection refused");
    CHECK(workload.sync(start, broken).conditions.scaling_active->reason ==
          "FailedGetExternalMetric");
    const ScaleView scale{.spec_replicas = 5, .status_replicas = 5};
    const AdapterAnswer answer = workload.adapter.answer(0, broken, {5, 5});
    const HpaDecision decision = workload.hpa.sync(
        start + 15s, scale, {hpa_fixture::busy(start, 5, 0).pods, {answer.reading}});
    CHECK(decision.proposed == 7);
    CHECK(decision.desired == 7);
  }
}

TEST_CASE("section 2: a cron trigger is a floor: the largest of the triggers counts", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.triggers.push_back({.metadata = CronMetadata{.start = cron::civil::at_times("0 8 * * *"),
                                                    .end = cron::civil::at_times("0 20 * * *"),
                                                    .desiredReplicas = 6}});
  HorizontalPodAutoscaler hpa(hpa_spec_of(spec));
  const auto& office = std::get<CronMetadata>(spec.triggers[1].metadata);
  const auto noon = read(office, cron::civil::utc(2026, 7, 1, 12));
  const auto sync = [&](TimePoint now, std::int32_t current, std::int64_t count) {
    return hpa.sync(
        now, {.spec_replicas = current, .status_replicas = current},
        {{},
         {{.values_milli = {messages(count).value_milli}}, {.values_milli = {noon.value_milli}}}});
  };
  CHECK(sync(start, 4, 20).proposed == 6);
  CHECK(sync(start + 15s, 6, 180).proposed == 9);
}
