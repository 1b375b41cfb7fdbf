#include "models/autoscaling/threshold/threshold_scaler.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::threshold;

namespace {

constexpr TimePoint start{};

/// Up at 70, down at 30, one pod at a time, 1 to 10.
Params params() {
  return {.scaleUpThreshold = 70, .scaleDownThreshold = 30};
}

std::int32_t once(const Params& settings, std::int32_t current, double metric) {
  ThresholdScaler scaler(settings);
  return scaler.evaluate(start, current, metric).desired;
}

}  // namespace

TEST_CASE("section 4: at the threshold itself it scales, on either side", "[threshold]") {
  Params settings = params();
  settings.scaleDownSamples = 1;
  CHECK(once(settings, 4, 70) == 5);
  CHECK(once(settings, 4, 69.999) == 4);
  CHECK(once(settings, 4, 30) == 3);
  CHECK(once(settings, 4, 30.001) == 4);
}

TEST_CASE("section 4: the defaults take one sample up and five down, 60 s and 300 s",
          "[threshold]") {
  const Params settings;
  CHECK(settings.intervalSeconds == 60);
  CHECK(settings.scaleUpSamples == 1);
  CHECK(settings.scaleDownSamples == 5);
  CHECK(settings.cooldownUpSeconds == 60);
  CHECK(settings.cooldownDownSeconds == 300);
}

TEST_CASE("section 4: only consecutive samples count; one that does not breach starts anew",
          "[threshold]") {
  ThresholdScaler scaler(params());
  for (int minute = 0; minute < 4; ++minute)
    CHECK(scaler.evaluate(start + minute * 60s, 4, 20.0).desired == 4);
  CHECK(scaler.samples_below() == 4);
  CHECK(scaler.evaluate(start + 240s, 4, 50.0).desired == 4);
  CHECK(scaler.samples_below() == 0);
  for (int minute = 5; minute < 9; ++minute)
    CHECK(scaler.evaluate(start + minute * 60s, 4, 20.0).desired == 4);
  const Decision decision = scaler.evaluate(start + 540s, 4, 20.0);
  CHECK(decision.desired == 3);
  CHECK(decision.reason ==
        "metric at or below scaleDownThreshold 5 times in a row: 4 pods wanted 3");
}

TEST_CASE("section 4: percentages are rounded up on the way up, down to one at least down",
          "[threshold]") {
  Params settings = params();
  settings.maxReplicas = 100;
  settings.scaleDownSamples = 1;
  settings.scaleUpStep = {25, true};
  settings.scaleDownStep = {25, true};
  CHECK(once(settings, 5, 90) == 7);   // 1.25 → 2
  CHECK(once(settings, 8, 90) == 10);  // 2 exactly
  CHECK(once(settings, 7, 10) == 6);   // 1.75 → 1
  CHECK(once(settings, 3, 10) == 2);   // 0.75 → 0 → 1
  settings.scaleUpStep = {10, true};
  CHECK(once(settings, 30, 90) == 33);  // 3 exactly, no rounding up of 3.0000000000000004
}

TEST_CASE("section 4: the count is clamped to its bounds, and the decision says so",
          "[threshold]") {
  Params settings = params();
  settings.scaleUpStep = {4, false};
  ThresholdScaler scaler(settings);
  const Decision decision = scaler.evaluate(start, 8, 90.0);
  CHECK(decision.proposed == 12);
  CHECK(decision.desired == 10);
  CHECK(decision.held_back == "maxReplicas 10");
  CHECK(decision.reason ==
        "metric at or above scaleUpThreshold: 8 pods wanted 12; held back by maxReplicas 10");
  settings.scaleDownSamples = 1;
  settings.scaleDownStep = {5, false};
  settings.minReplicas = 2;
  CHECK(once(settings, 4, 10) == 2);
  CHECK(once(settings, 1, 50) == 2);
  CHECK(once(settings, 14, 50) == 10);
}

TEST_CASE("section 4: no step up within cooldownUpSeconds of the last change", "[threshold]") {
  ThresholdScaler scaler(params());
  CHECK(scaler.evaluate(start, 2, 90.0).desired == 3);
  const Decision cooling = scaler.evaluate(start + 59s, 3, 90.0);
  CHECK(cooling.desired == 3);
  CHECK(cooling.proposed == 4);
  CHECK(cooling.held_back == "cooldownUpSeconds 60");
  CHECK(scaler.evaluate(start + 60s, 3, 90.0).desired == 4);
}

TEST_CASE("section 4: no step down within cooldownDownSeconds of the last change, either way",
          "[threshold]") {
  Params settings = params();
  settings.scaleDownSamples = 1;
  ThresholdScaler scaler(settings);
  CHECK(scaler.evaluate(start, 2, 90.0).desired == 3);
  const Decision cooling = scaler.evaluate(start + 299s, 3, 10.0);
  CHECK(cooling.desired == 3);
  CHECK(cooling.held_back == "cooldownDownSeconds 300");
  CHECK(scaler.evaluate(start + 300s, 3, 10.0).desired == 2);
  CHECK(scaler.evaluate(start + 360s, 2, 90.0).desired == 3);  // the way up waits for 60 s only
  CHECK(scaler.evaluate(start + 600s, 3, 10.0).desired == 3);  // 240 s after it
}

TEST_CASE("section 4: a count held at its bound starts no cool-down", "[threshold]") {
  ThresholdScaler scaler(params());
  CHECK(scaler.evaluate(start, 10, 90.0).desired == 10);
  CHECK(scaler.evaluate(start + 1s, 9, 90.0).desired == 10);
}

TEST_CASE("section 4: without a sample nothing is counted and nothing changes", "[threshold]") {
  ThresholdScaler scaler(params());
  static_cast<void>(scaler.evaluate(start, 4, 20.0));
  CHECK(scaler.evaluate(start + 60s, 4, std::nullopt).desired == 4);
  CHECK(scaler.samples_below() == 1);
}

TEST_CASE("section 4: scaleDownThreshold must be below scaleUpThreshold", "[threshold]") {
  CHECK(validate(params()).empty());
  Params settings = params();
  settings.scaleDownThreshold = 70;
  REQUIRE(validate(settings).size() == 1);
  CHECK(validate(settings)[0].field == "scaleDownThreshold");
  CHECK(validate(settings)[0].message ==
        "must be below scaleUpThreshold, or the count would swing");
  settings.scaleDownThreshold = std::nan("");
  CHECK(validate(settings).size() == 1);
}

TEST_CASE("section 4: what cannot be carried out is refused, field by field", "[threshold]") {
  const auto refused = [](auto change) {
    Params settings = params();
    change(settings);
    const auto violations = validate(settings);
    return violations.size() == 1 ? violations[0].field : std::string();
  };
  CHECK(refused([](Params& p) { p.minReplicas = -1; }) == "minReplicas");
  CHECK(refused([](Params& p) { p.maxReplicas = 0; }) == "maxReplicas");
  CHECK(refused([](Params& p) { p.minReplicas = 11; }) == "maxReplicas");
  CHECK(refused([](Params& p) { p.intervalSeconds = 0; }) == "intervalSeconds");
  CHECK(refused([](Params& p) { p.scaleUpSamples = 0; }) == "scaleUpSamples");
  CHECK(refused([](Params& p) { p.scaleDownSamples = 0; }) == "scaleDownSamples");
  CHECK(refused([](Params& p) { p.scaleUpStep.value = 0; }) == "scaleUpStep");
  CHECK(refused([](Params& p) { p.scaleDownStep.value = 0; }) == "scaleDownStep");
  CHECK(refused([](Params& p) { p.cooldownUpSeconds = -1; }) == "cooldownUpSeconds");
  CHECK(refused([](Params& p) { p.cooldownDownSeconds = -1; }) == "cooldownDownSeconds");
}
