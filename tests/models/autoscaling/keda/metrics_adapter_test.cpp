#include "models/autoscaling/keda/metrics_adapter.hpp"

#include "tests/models/autoscaling/keda/keda_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::keda;
using namespace tiersim::keda::fixture;

namespace {

const TriggerReading broken = failed_reading("connection refused");

ScaledObjectSpec with_fallback(const std::string& behavior, std::int32_t threshold = 0) {
  ScaledObjectSpec spec = queue_object();
  spec.fallback = Fallback{.failureThreshold = threshold, .replicas = 6, .behavior = behavior};
  return spec;
}

/// What the HPA reads at the first failure.
std::int64_t made_up(const std::string& behavior, std::int32_t current) {
  MetricsAdapter adapter(with_fallback(behavior));
  return adapter.answer(0, broken, {.current = current, .ready = current}).reading.values_milli[0];
}

}  // namespace

TEST_CASE("section 2: the HPA's read goes straight to the scaler", "[keda]") {
  MetricsAdapter adapter(queue_object());
  adapter.remember({messages(10)});
  const AdapterAnswer answer = adapter.answer(0, messages(50), {});
  CHECK(answer.reading.values_milli == std::vector<std::int64_t>{50'000});
  CHECK_FALSE(answer.cached);
}

TEST_CASE("section 2: with useCachedMetrics the HPA gets the value of the last poll", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.triggers[0].useCachedMetrics = true;
  MetricsAdapter adapter(spec);
  CHECK(adapter.answer(0, messages(50), {}).reading.values_milli[0] == 50'000);  // no poll yet
  adapter.remember({messages(10)});
  const AdapterAnswer answer = adapter.answer(0, messages(60), {});
  CHECK(answer.cached);
  CHECK(answer.reading.values_milli[0] == 10'000);
  adapter.remember({broken});
  CHECK(adapter.answer(0, messages(60), {}).reading.error == "connection refused");
}

TEST_CASE(
    "section 2: up to failureThreshold the error goes on to the HPA; above, a value is made up",
    "[keda]") {
  MetricsAdapter adapter(with_fallback("static", 3));
  for (int failure = 1; failure <= 3; ++failure) {
    const AdapterAnswer answer = adapter.answer(0, broken, {.current = 2, .ready = 2});
    CHECK(answer.reading.error == "connection refused");
    CHECK_FALSE(answer.fallback);
  }
  const AdapterAnswer fourth = adapter.answer(0, broken, {.current = 2, .ready = 2});
  CHECK(fourth.fallback);
  CHECK_FALSE(fourth.reading.error);
  CHECK(fourth.reading.values_milli[0] == 120'000);  // 20 × 6
}

TEST_CASE("section 2: a success resets the counter of its own trigger", "[keda]") {
  ScaledObjectSpec spec = with_fallback("static", 1);
  spec.triggers.push_back(queue_trigger(10));
  MetricsAdapter adapter(spec);
  static_cast<void>(adapter.answer(0, broken, {}));
  static_cast<void>(adapter.answer(1, broken, {}));
  static_cast<void>(adapter.answer(0, messages(3), {}));
  CHECK(adapter.failures(0) == 0);
  CHECK(adapter.failures(1) == 1);
  CHECK(adapter.answer(0, broken, {}).reading.error);
  CHECK(adapter.answer(1, broken, {}).reading.values_milli[0] == 60'000);  // 10 × 6
}

TEST_CASE("section 2: without a fallback the error goes on for ever", "[keda]") {
  MetricsAdapter adapter(queue_object());
  for (int failure = 0; failure < 100; ++failure)
    CHECK(adapter.answer(0, broken, {}).reading.error);
}

TEST_CASE("section 2: the fallback may be the current count, if higher or lower", "[keda]") {
  CHECK(made_up("static", 9) == 120'000);
  CHECK(made_up("currentReplicas", 9) == 180'000);
  CHECK(made_up("currentReplicasIfHigher", 9) == 180'000);
  CHECK(made_up("currentReplicasIfHigher", 4) == 120'000);
  CHECK(made_up("currentReplicasIfLower", 9) == 120'000);
  CHECK(made_up("currentReplicasIfLower", 4) == 80'000);
}

TEST_CASE("section 2: a made-up Value is divided by the ready pods", "[keda]") {
  ScaledObjectSpec spec = with_fallback("static");
  spec.triggers[0].metricType = "Value";
  MetricsAdapter adapter(spec);
  // 20 × 6 / 4 = 30: the HPA finds 30/20 × 4 ready = 6.
  CHECK(adapter.answer(0, broken, {.current = 5, .ready = 4}).reading.values_milli[0] == 30'000);
  CHECK(adapter.answer(0, broken, {.current = 5, .ready = 0}).reading.error);
}
