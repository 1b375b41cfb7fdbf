#include "models/autoscaling/scaling_limits.hpp"

#include "tests/models/autoscaling/hpa_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::hpa_fixture;

namespace {

std::int32_t up(std::int32_t current, std::int32_t percent) {
  return scale_up_limit(start, current, {},
                        {.selectPolicy = "Max", .policies = {{{"Percent", percent, 60}}}})
      .replicas;
}

std::int32_t down(std::int32_t current, std::int32_t percent) {
  return scale_down_limit(start, current, {},
                          {.selectPolicy = "Max", .policies = {{{"Percent", percent, 60}}}})
      .replicas;
}

}  // namespace

TEST_CASE("percentages are taken in double, as the controller does", "[autoscaling]") {
  CHECK(up(50, 10) == 56);  // 50 × 1.1 is 55.00000000000001
  CHECK(up(100, 10) == 111);
  CHECK(up(0, 1000) == 0);
  CHECK(down(10, 90) == 0);  // 10 × (1 − 0.9) is 0.9999999999999998
  CHECK(down(10, 80) == 1);
  CHECK(down(5, 80) == 0);
}

TEST_CASE("a scale-down percentage always takes at least one pod away", "[autoscaling]") {
  CHECK(down(3, 10) == 2);
  CHECK(down(2, 1) == 1);
}

TEST_CASE("each policy counts back over its own period, both directions in both", "[autoscaling]") {
  const ScaleEventLists events{ScaleEvents({{6, start - 30s}}), ScaleEvents({{2, start - 10s}})};
  const ScalingRules rules{.selectPolicy = "Max", .policies = {{{"Pods", 4, 30}, {"Pods", 4, 60}}}};
  // At exactly 30 s the 6 no longer counts for the first policy: 12 + 2 + 4. For the second 12 − 6
  // + 2 + 4.
  const PolicyLimit limit = scale_up_limit(start, 12, events, rules);
  CHECK(limit.replicas == 18);
  CHECK(limit.by == "Pods 4/30s");
  // The ups widen a scale-down: 12 − 6 + 2 − 4 against 12 + 2 − 4.
  CHECK(scale_down_limit(start, 12, events, rules).replicas == 4);
}

TEST_CASE("Min takes the smallest change, Disabled none", "[autoscaling]") {
  ScalingRules rules{.selectPolicy = "Min", .policies = {{{"Pods", 4, 60}, {"Percent", 100, 60}}}};
  CHECK(scale_up_limit(start, 10, {}, rules).replicas == 14);
  CHECK(scale_down_limit(start, 10, {}, rules).replicas == 6);
  rules.selectPolicy = "Disabled";
  CHECK(scale_up_limit(start, 10, {}, rules).by == "scaleUp Disabled");
  CHECK(scale_up_limit(start, 10, {}, rules).replicas == 10);
}

TEST_CASE("without behavior the count doubles at most, or goes to four", "[autoscaling]") {
  CHECK(limited_plainly(1, 50, 1, 100, {}).replicas == 4);
  CHECK(limited_plainly(7, 50, 1, 100, {}).replicas == 14);
  CHECK(limited_plainly(7, 50, 1, 14, {}).reason == "TooManyReplicas");
  CHECK(limited_plainly(7, 50, 1, 15, {}).reason == "ScaleUpLimit");
  CHECK(limited_plainly(7, 1, 2, 15, {}).reason == "TooFewReplicas");
}

TEST_CASE("a count that stays is not clamped, not even to its bounds", "[autoscaling]") {
  const auto spec = with_defaults(spec_of(5, 10, {cpu_target(50)}, ScalingBehavior{}));
  CHECK(limited_by_behavior(start, 3, 3, spec, {}).replicas == 3);
}
