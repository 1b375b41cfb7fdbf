#include "models/autoscaling/aws/step_scaling.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::aws;

namespace {

/// AWS's example: +0 % up to 10 above, +10 % up to 20, +30 % beyond; and the same below.
StepScalingPolicy example() {
  return {.AdjustmentType = "PercentChangeInCapacity",
          .StepAdjustments = {{{}, -20.0, -30},
                              {-20.0, -10.0, -10},
                              {-10.0, 0.0, 0},
                              {0.0, 10.0, 0},
                              {10.0, 20.0, 10},
                              {20.0, {}, 30}}};
}

std::int32_t percent(std::int32_t base, std::int32_t value,
                     std::optional<std::int32_t> least = {}) {
  return adjusted({"PercentChangeInCapacity", value, least}, base);
}

std::string refused(const StepScalingPolicy& policy) {
  const auto violations = validate(policy);
  return violations.empty() ? "" : violations[0].message;
}

}  // namespace

TEST_CASE("section 3.2: above the threshold the lower bound belongs to the step", "[aws]") {
  const StepScalingPolicy policy = example();
  CHECK(step_of(policy, 9.999)->ScalingAdjustment == 0);
  CHECK(step_of(policy, 10)->ScalingAdjustment == 10);
  CHECK(step_of(policy, 19.999)->ScalingAdjustment == 10);
  CHECK(step_of(policy, 20)->ScalingAdjustment == 30);
  CHECK(step_of(policy, 1e9)->ScalingAdjustment == 30);
}

TEST_CASE("section 3.2: below it the upper bound does", "[aws]") {
  const StepScalingPolicy policy = example();
  CHECK(step_of(policy, -9.999)->ScalingAdjustment == 0);
  CHECK(step_of(policy, -10)->ScalingAdjustment == -10);
  CHECK(step_of(policy, -19.999)->ScalingAdjustment == -10);
  CHECK(step_of(policy, -20)->ScalingAdjustment == -30);
  CHECK(step_of(policy, -1e9)->ScalingAdjustment == -30);
}

TEST_CASE("section 3.2: outside all steps nothing happens", "[aws]") {
  const StepScalingPolicy policy{.StepAdjustments = {{0.0, {}, 2}}};
  CHECK(step_of(policy, -0.1) == nullptr);
  CHECK(step(policy, 60, 70, {4, 4}).direction == Direction::none);
  CHECK(step(policy, 70, 70, {4, 4}).capacity == 6);
}

TEST_CASE("section 3.2: the three adjustment types", "[aws]") {
  CHECK(adjusted({"ChangeInCapacity", 3, {}}, 10) == 13);
  CHECK(adjusted({"ChangeInCapacity", -3, {}}, 10) == 7);
  CHECK(adjusted({"ChangeInCapacity", -30, {}}, 10) == 0);
  CHECK(adjusted({"ExactCapacity", 3, {}}, 10) == 3);
  CHECK(percent(10, 10) == 11);
  CHECK(percent(10, -10) == 9);
}

TEST_CASE("section 3.2: percentages round 6.67 to 6, 0.67 to 1, and the same below", "[aws]") {
  CHECK(percent(23, 29) == 29);   // 6.67
  CHECK(percent(23, -29) == 17);  // −6.67
  CHECK(percent(67, 1) == 68);    // 0.67
  CHECK(percent(67, -1) == 66);   // −0.67
  CHECK(percent(100, 1) == 101);
  CHECK(percent(0, 50) == 0);
}

TEST_CASE("section 3.2: then at least MinAdjustmentMagnitude", "[aws]") {
  CHECK(percent(4, 25, 2) == 6);
  CHECK(percent(4, -25, 2) == 2);
  CHECK(percent(100, 25, 2) == 125);
  CHECK(percent(0, 25, 2) == 2);
}

TEST_CASE("section 3.2: while capacity is being added the step counts from before", "[aws]") {
  const StepScalingPolicy policy{.StepAdjustments = {{0.0, 10.0, 2}, {10.0, {}, 3}}};
  CHECK(step(policy, 75, 70, {12, 10}).direction == Direction::none);  // its two are on their way
  const Proposal worse = step(policy, 85, 70, {12, 10});
  CHECK(worse.direction == Direction::out);
  CHECK(worse.capacity == 13);  // one more, not three
  CHECK(worse.reason == "alarm breached by 15: ChangeInCapacity 3");
}

TEST_CASE("section 3.2: samples of a period are aggregated, by their average at first", "[aws]") {
  StepScalingPolicy policy;
  CHECK(aggregated(policy, {1.0, 2.0, 6.0}) == 3.0);
  policy.MetricAggregationType = "Minimum";
  CHECK(aggregated(policy, {1.0, 2.0, 6.0}) == 1.0);
  policy.MetricAggregationType = "Maximum";
  CHECK(aggregated(policy, {1.0, 2.0, 6.0}) == 6.0);
  CHECK_FALSE(aggregated(policy, {}));
}

TEST_CASE("section 3.2: the defaults, and what would be refused", "[aws]") {
  CHECK(StepScalingPolicy{}.Cooldown == 300);
  CHECK(StepScalingPolicy{}.MetricAggregationType == "Average");
  CHECK(refused(example()).empty());
  StepScalingPolicy policy = example();
  policy.AdjustmentType = "Percent";
  CHECK(validate(policy)[0].field == "AdjustmentType");
  policy = example();
  policy.MinAdjustmentMagnitude = 0;
  CHECK(validate(policy)[0].field == "MinAdjustmentMagnitude");
  policy = example();
  policy.MetricAggregationType = "p99";
  CHECK(validate(policy)[0].field == "MetricAggregationType");
  policy = example();
  policy.Cooldown = -1;
  CHECK(validate(policy)[0].field == "Cooldown");
  CHECK(refused({}) == "must name at least one");
  CHECK(refused({.StepAdjustments = {{0.0, {}, 1}, {5.0, {}, 2}}}) ==
        "must neither overlap nor leave a gap");
  CHECK(refused({.StepAdjustments = {{0.0, 5.0, 1}, {6.0, {}, 2}}}) ==
        "must neither overlap nor leave a gap");
  CHECK(refused({.StepAdjustments = {{{}, {}, 1}}}) == "must have one bound at least each");
  CHECK(refused({.StepAdjustments = {{5.0, 5.0, 1}, {5.0, {}, 1}}}) ==
        "must have their lower bound below the upper one");
  CHECK(refused({.StepAdjustments = {{-5.0, 0.0, 1}}}) ==
        "with a negative lower bound need one without");
  CHECK(refused({.StepAdjustments = {{0.0, 5.0, 1}}}) ==
        "with a positive upper bound need one without");
}
