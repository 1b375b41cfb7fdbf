#include "lab/scenario/read_aws.hpp"

#include <string>

#include "tests/lab/scenario/scaler_fixture.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

const std::string queue =
    R"(  "metrics": { "queue": { "component": "pool", "metric": "waiting" } },
)";

const std::string everything = R"~("aws": {
      "MinCapacity": 2, "MaxCapacity": 10,
      "targetTracking": [
        { "PolicyName": "cpu", "TargetValue": 60, "ScaleInCooldown": 120,
          "PredefinedMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilization" } },
        { "PolicyName": "requests", "TargetValue": 1000, "DisableScaleIn": true,
          "PredefinedMetricSpecification": { "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "edge" } },
        { "PolicyName": "queue", "TargetValue": 5,
          "CustomizedMetricSpecification": { "MetricName": "queue", "Namespace": "shop", "Statistic": "Average" } } ],
      "stepScaling": [
        { "PolicyName": "out", "AdjustmentType": "ChangeInCapacity", "Cooldown": 60,
          "StepAdjustments": [ { "MetricIntervalLowerBound": 0, "ScalingAdjustment": 2 } ],
          "Alarm": { "MetricName": "CPUUtilization", "Threshold": 80, "EvaluationPeriods": 2 } } ],
      "simpleScaling": [
        { "PolicyName": "in", "AdjustmentType": "PercentChangeInCapacity", "ScalingAdjustment": -10,
          "Alarm": { "MetricName": "MemoryUtilization", "Threshold": 20,
                     "ComparisonOperator": "LessThanThreshold", "Period": 300 } } ],
      "scheduledActions": [
        { "ScheduledActionName": "morning", "Schedule": "cron(0 8 ? * MON-FRI *)", "Timezone": "Europe/Berlin",
          "ScalableTargetAction": { "MinCapacity": 4, "MaxCapacity": 16 } } ] })~";

/// A policy or an action beside the bounds.
std::string faults_of(const std::string& key, const std::string& item) {
  return in_brief(complaint_of(
      R"("aws": { "MinCapacity": 2, "MaxCapacity": 10, ")" + key + "\": [ " + item + " ] }",
      queue));
}

}  // namespace

TEST_CASE("policies and scheduled actions are read under the API's names", "[aws]") {
  const Reading reading = read_text(with_scaler(everything, queue));
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const ComponentSpec& api = *reading.scenario->find("api");
  const auto& spec = std::get<AwsSpec>(api.autoscaler.value().scaler);
  CHECK(spec.bounds == aws::Bounds{2, 10});
  REQUIRE(spec.tracking.size() == 3);
  CHECK(spec.tracking[0].policy.TargetValue == 60);
  CHECK(spec.tracking[0].policy.ScaleOutCooldown == 300);
  CHECK(spec.tracking[0].policy.ScaleInCooldown == 120);
  CHECK(spec.tracking[1].metric.kind == AwsMetric::Kind::RequestsPerTarget);
  CHECK(spec.tracking[1].metric.name == "edge");
  CHECK(spec.tracking[1].policy.DisableScaleIn);
  CHECK(spec.tracking[2].metric.name == "queue");
  REQUIRE(spec.steps.size() == 1);
  CHECK(spec.steps[0].alarm.EvaluationPeriods == 2);
  CHECK(spec.steps[0].policy.StepAdjustments.size() == 1);
  REQUIRE(spec.simple.size() == 1);
  CHECK(spec.simple[0].adjustment.ScalingAdjustment == -10);
  CHECK(spec.simple[0].metric.kind == AwsMetric::Kind::Memory);
  CHECK(spec.simple[0].alarm.Period == 300);
  REQUIRE(spec.actions.size() == 1);
  CHECK(api.replicas_min() == 2);
  CHECK(api.replicas_max() == 16);
}

TEST_CASE("faults of target tracking, word for word", "[aws]") {
  CHECK(faults_of("targetTracking", R"({ "PolicyName": "p", "TargetValue": 0,
      "PredefinedMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilisation" } })") ==
        R"~("TargetValue" must be greater than 0
no predefined metric "ECSServiceAverageCPUUtilisation" is modelled
  did you mean "ECSServiceAverageCPUUtilization"? types: ALBRequestCountPerTarget, ECSServiceAverageCPUUtilization, ECSServiceAverageMemoryUtilization
)~");
  CHECK(faults_of("targetTracking", R"({ "TargetValue": 50 })") ==
        R"~(a target tracking policy needs "PolicyName"
  add "PolicyName": "cpu60"
a target tracking policy needs a metric
  give PredefinedMetricSpecification or CustomizedMetricSpecification
)~");
  CHECK(faults_of("targetTracking", R"({ "PolicyName": "p", "TargetValue": 50,
      "PredefinedMetricSpecification": { "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "edgy" } })") ==
        R"~(there is no load balancer "edgy"
  did you mean "edge"? load balancers: edge
)~");
}

TEST_CASE("faults of step and simple scaling and of alarms, word for word", "[aws]") {
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "Change",
      "StepAdjustments": [], "Alarm": { "MetricName": "queu", "Threshold": 1 } })") ==
        R"~("Alarm" names the metric "queu", which nothing stands for
  did you mean "queue"? metrics: queue; or add "metrics": { "queu": { "component": "…", "metric": "requests_total" } }
)~");
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "Change",
      "StepAdjustments": [], "Alarm": { "MetricName": "queue", "Threshold": 1 } })") ==
        R"~("AdjustmentType" must be ChangeInCapacity, ExactCapacity or PercentChangeInCapacity
"StepAdjustments" must name at least one
)~");
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "ChangeInCapacity",
      "StepAdjustments": [ { "ScalingAdjustment": 1 } ],
      "Alarm": { "MetricName": "CPUUtilization", "Threshold": 1, "Period": 90, "ComparisonOperator": ">=" } })") ==
        R"~("Period" is not a whole number of minutes
  write 60, or a multiple of it
"ComparisonOperator" must be GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanOrEqualToThreshold or LessThanThreshold
)~");
  CHECK(faults_of("simpleScaling", R"({ "PolicyName": "p", "AdjustmentType": "ExactCapacty",
      "ScalingAdjustment": 1 })") ==
        R"~(a simple scaling policy needs "Alarm"
  add "Alarm": { "MetricName": "CPUUtilization", "Threshold": 70 }
there is no adjustment type "ExactCapacty"
  did you mean "ExactCapacity"? types: ChangeInCapacity, ExactCapacity, PercentChangeInCapacity
)~");
}

TEST_CASE("faults of scheduled actions, word for word", "[aws]") {
  CHECK(
      faults_of("scheduledActions", R"({ "ScheduledActionName": "a", "Schedule": "0 8 * * *",
      "Timezone": "Mars", "StartTime": "today", "ScalableTargetAction": {} })") ==
      R"~("0 8 * * *" is no schedule: write at(2026-07-01T08:00:00), rate(5 minutes) or cron(minutes hours day-of-month month day-of-week year) with ? for one of the days
there is no time zone "Mars" here
  write "UTC", "Europe/Berlin", or the rule itself: "CET-1CEST,M3.5.0,M10.5.0/3"
"StartTime" is not a date and time: "today"
  write "2026-01-05T08:00:00Z"
)~");
  CHECK(faults_of("scheduledActions", R"~({ "ScheduledActionName": "a",
      "Schedule": "rate(5 minutes)", "ScalableTargetAction": {} })~") ==
        R"~("ScalableTargetAction" must say MinCapacity, MaxCapacity or DesiredCapacity
  write { "MinCapacity": 4, "MaxCapacity": 20 }
)~");
  CHECK(in_brief(complaint_of(R"("aws": { "MinCapacity": 2, "MaxCapacity": 10 })")) ==
        R"~("aws" has no policy and no scheduled action
  add targetTracking, stepScaling, simpleScaling or scheduledActions
)~");
  CHECK(in_brief(complaint_of(R"("aws": { "MinCapacity": 20, "MaxCapacity": 10 })")) ==
        R"~("MaxCapacity" is below "MinCapacity"
  write 0 <= MinCapacity <= MaxCapacity
)~");
  CHECK(in_brief(complaint_of(R"("aws": { "stepScaling": {} })")) ==
        R"~("aws" needs "MinCapacity"
  add "MinCapacity": 1
"aws" needs "MaxCapacity"
  add "MaxCapacity": 10
"stepScaling" must be a list, not an object
  write [ … ]
)~");
}
