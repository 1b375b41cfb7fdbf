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
        "");
  CHECK(faults_of("targetTracking", R"({ "TargetValue": 50 })") == "");
  CHECK(faults_of("targetTracking", R"({ "PolicyName": "p", "TargetValue": 50,
      "PredefinedMetricSpecification": { "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "edgy" } })") ==
        "");
}

TEST_CASE("faults of step and simple scaling and of alarms, word for word", "[aws]") {
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "Change",
      "StepAdjustments": [], "Alarm": { "MetricName": "queu", "Threshold": 1 } })") == "");
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "Change",
      "StepAdjustments": [], "Alarm": { "MetricName": "queue", "Threshold": 1 } })") == "");
  CHECK(faults_of("stepScaling", R"({ "PolicyName": "p", "AdjustmentType": "ChangeInCapacity",
      "StepAdjustments": [ { "ScalingAdjustment": 1 } ],
      "Alarm": { "MetricName": "CPUUtilization", "Threshold": 1, "Period": 90, "ComparisonOperator": ">=" } })") ==
        "");
  CHECK(faults_of("simpleScaling", R"({ "PolicyName": "p", "AdjustmentType": "ExactCapacty",
      "ScalingAdjustment": 1 })") == "");
}

TEST_CASE("faults of scheduled actions, word for word", "[aws]") {
  CHECK(faults_of("scheduledActions", R"({ "ScheduledActionName": "a", "Schedule": "0 8 * * *",
      "Timezone": "Mars", "StartTime": "today", "ScalableTargetAction": {} })") == "");
  CHECK(faults_of("scheduledActions", R"~({ "ScheduledActionName": "a",
      "Schedule": "rate(5 minutes)", "ScalableTargetAction": {} })~") == "");
  CHECK(in_brief(complaint_of(R"("aws": { "MinCapacity": 2, "MaxCapacity": 10 })")) == "");
  CHECK(in_brief(complaint_of(R"("aws": { "MinCapacity": 20, "MaxCapacity": 10 })")) == "");
  CHECK(in_brief(complaint_of(R"("aws": { "stepScaling": {} })")) == "");
}
