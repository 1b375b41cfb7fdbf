#include "models/autoscaling/hpa_spec.hpp"

#include "tests/models/autoscaling/hpa_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::hpa_fixture;

namespace {

std::vector<std::string> lines(const std::vector<SpecViolation>& violations) {
  std::vector<std::string> all;
  for (const SpecViolation& violation : violations)
    all.push_back(violation.field + " " + violation.message);
  return all;
}

}  // namespace

TEST_CASE("an empty spec gets one replica and cpu at 80 %, and no behavior", "[autoscaling]") {
  const auto spec = with_defaults({.maxReplicas = 5});
  CHECK(spec.minReplicas == 1);
  REQUIRE(spec.metrics->size() == 1);
  CHECK(spec.metrics->front().target.averageUtilization == 80);
  CHECK_FALSE(spec.behavior);
}

TEST_CASE("a given list of policies replaces the default list, the rest is filled in",
          "[autoscaling]") {
  HorizontalPodAutoscalerSpec given{.maxReplicas = 5, .behavior = ScalingBehavior{}};
  given.behavior->scaleUp = ScalingRules{.policies = {{{"Pods", 1, 60}}}};
  const auto spec = with_defaults(given);
  CHECK(spec.behavior->scaleUp->policies == std::vector<ScalingPolicy>{{"Pods", 1, 60}});
  CHECK(spec.behavior->scaleUp->stabilizationWindowSeconds == 0);
  CHECK(spec.behavior->scaleDown->policies == std::vector<ScalingPolicy>{{"Percent", 100, 15}});
  CHECK_FALSE(spec.behavior->scaleDown->stabilizationWindowSeconds);
  CHECK_FALSE(spec.behavior->scaleDown->tolerance);
}

TEST_CASE("every fault of bounds and behavior is said at once", "[autoscaling]") {
  HorizontalPodAutoscalerSpec spec{
      .minReplicas = -1, .maxReplicas = -2, .metrics = std::vector{cpu_target(70)}};
  ScalingRules up;
  up.stabilizationWindowSeconds = 3601;
  up.selectPolicy = "Median";
  up.policies = std::vector<ScalingPolicy>{{"Nodes", 0, 1801}};
  up.tolerance = Quantity::of_milli(-1);
  ScalingRules down;
  down.policies.emplace();
  spec.behavior.emplace();
  spec.behavior->scaleUp = up;
  spec.behavior->scaleDown = down;
  CHECK(lines(validate(spec)) ==
        std::vector<std::string>{
            "maxReplicas must be at least 1, is -2",
            "minReplicas must be at least 0, is -1",
            "maxReplicas must be at least minReplicas (-1), is -2",
            "behavior.scaleUp.stabilizationWindowSeconds must be 0 to 3600 seconds, is 3601",
            "behavior.scaleUp.selectPolicy must be Max, Min or Disabled, is \"Median\"",
            "behavior.scaleUp.tolerance must not be negative; \"0.05\" means 5 %",
            "behavior.scaleUp.policies[0].type must be Pods or Percent, is \"Nodes\"",
            "behavior.scaleUp.policies[0].value must be greater than 0, is 0",
            "behavior.scaleUp.policies[0].periodSeconds must be 1 to 1800 seconds, is 1801",
            "behavior.scaleDown.policies must have at least one policy",
        });
}

TEST_CASE("zero replicas need a metric that does not come from pods", "[autoscaling]") {
  CHECK(lines(validate(spec_of(0, 5, {cpu_target(70)}))) ==
        std::vector<std::string>{"minReplicas 0 needs an Object or External metric, since no pod "
                                 "is left to measure; else at least 1"});
  CHECK(validate(spec_of(0, 5, {external_target("Value", 1000)})).empty());
}

TEST_CASE("metrics need a type, a name and a target that fits", "[autoscaling]") {
  MetricSpec pods = cpu_target(70);
  pods.type = "Pods";
  const auto spec =
      spec_of(1, 5,
              {cpu_target(0),
               pods,
               external_target("Value", 0),
               {.type = "Cheese", .name = "x"},
               {.type = "ContainerResource", .name = "", .target = cpu_target(70).target}});
  CHECK(lines(validate_metrics(spec)) ==
        std::vector<std::string>{
            "metrics[0].target.averageUtilization must be a percentage greater than 0, such as 70",
            "metrics[1].target.type of a Pods metric must be AverageValue, is \"Utilization\"",
            "metrics[2].target.value must be a quantity greater than 0, such as \"100\"",
            "metrics[3].type must be Resource, ContainerResource, Pods, Object or External, is "
            "\"Cheese\"",
            "metrics[4].name must name the metric",
            "metrics[4].container must name the container",
        });
}
