#include "lab/scenario/read_aws.hpp"

#include <algorithm>

#include "lab/scenario/read_aws_metric.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

class AwsReader : public AwsMetricReader {
 public:
  using AwsMetricReader::AwsMetricReader;

  [[nodiscard]] std::optional<AwsSpec> read(const Node& node) {
    const std::size_t faults_before = reader_.faults();
    AwsSpec spec;
    if (!open(node, "\"aws\"", section_form("aws").key_names())) return std::nullopt;
    spec.bounds.MinCapacity = needed_whole(node, "MinCapacity", "\"aws\"", "1");
    spec.bounds.MaxCapacity = needed_whole(node, "MaxCapacity", "\"aws\"", "10");
    for_each(node, "targetTracking",
             [&](const Node& item) { spec.tracking.push_back(tracking(item)); });
    for_each(node, "stepScaling", [&](const Node& item) { spec.steps.push_back(step(item)); });
    for_each(node, "simpleScaling", [&](const Node& item) { spec.simple.push_back(simple(item)); });
    for_each(node, "scheduledActions", [&](const Node& item) { action(item, spec); });
    if (reader_.faults() != faults_before) return std::nullopt;
    if (spec.bounds.MinCapacity < 0 || spec.bounds.MaxCapacity < spec.bounds.MinCapacity) {
      reader_.fault(*node.find("MaxCapacity"), "\"MaxCapacity\" is below \"MinCapacity\"",
                    "write 0 <= MinCapacity <= MaxCapacity");
      return std::nullopt;
    }
    if (spec.tracking.empty() && spec.steps.empty() && spec.simple.empty() &&
        spec.actions.empty()) {
      reader_.fault(node, "\"aws\" has no policy and no scheduled action",
                    "add targetTracking, stepScaling, simpleScaling or scheduledActions");
      return std::nullopt;
    }
    return spec;
  }

 private:
  template <class Read>
  void for_each(const Node& node, const std::string& key, const Read& read) {
    const Node* items = list(node, key);
    if (items == nullptr) return;
    for (const Node& item : items->items) read(item);
  }

  std::int32_t needed_whole(const Node& node, const std::string& key, const std::string& owner,
                            const std::string& example) {
    if (node.find(key) == nullptr) needs(node, key, owner, "add \"" + key + "\": " + example);
    return whole(node, key).value_or(0);
  }

  void take(const Node& node, const std::string& key, std::int32_t& out) {
    if (const auto value = whole(node, key))
      out = *value;
    else if (node.find(key) == nullptr)
      assume(node, key, std::to_string(out), "");
  }

  std::string policy_name(const Node& node, const std::string& owner) {
    return text(node, "PolicyName", owner, R"(add "PolicyName": "cpu60")");
  }

  // --- Policies

  TrackingUse tracking(const Node& node) {
    TrackingUse use;
    const std::string owner = "a target tracking policy";
    if (!open(node, owner,
              {"PolicyName", "TargetValue", "PredefinedMetricSpecification",
               "CustomizedMetricSpecification", "ScaleOutCooldown", "ScaleInCooldown",
               "DisableScaleIn"}))
      return use;
    use.name = policy_name(node, owner);
    const auto target = number(node, "TargetValue");
    if (node.find("TargetValue") == nullptr)
      needs(node, "TargetValue", owner, "add \"TargetValue\": 60");
    use.policy.TargetValue = target.value_or(1);
    take(node, "ScaleOutCooldown", use.policy.ScaleOutCooldown);
    take(node, "ScaleInCooldown", use.policy.ScaleInCooldown);
    use.policy.DisableScaleIn = flag(node, "DisableScaleIn").value_or(false);
    const Node* standard = present(node, "PredefinedMetricSpecification");
    const Node* custom = present(node, "CustomizedMetricSpecification");
    if ((standard == nullptr) == (custom == nullptr)) {
      reader_.fault(node,
                    owner + (custom == nullptr ? " needs a metric" : " has one metric, not two"),
                    "give PredefinedMetricSpecification or CustomizedMetricSpecification");
    } else if (standard != nullptr) {
      use.metric = predefined(*standard);
    } else if (open(*custom, "\"CustomizedMetricSpecification\"",
                    {"MetricName", "Namespace", "Dimensions", "Statistic", "Unit"})) {
      use.metric = named_metric(*custom, "\"CustomizedMetricSpecification\"");
    }
    refuse(node, aws::validate(use.policy));
    return use;
  }

  StepUse step(const Node& node) {
    StepUse use;
    const std::string owner = "a step scaling policy";
    if (!open(node, owner,
              {"PolicyName", "AdjustmentType", "StepAdjustments", "MinAdjustmentMagnitude",
               "Cooldown", "MetricAggregationType", "Alarm"}))
      return use;
    const std::size_t faults_before = reader_.faults();
    use.name = policy_name(node, owner);
    use.policy.AdjustmentType = text(node, "AdjustmentType", owner, adjustment_types);
    use.policy.MinAdjustmentMagnitude = whole(node, "MinAdjustmentMagnitude");
    take(node, "Cooldown", use.policy.Cooldown);
    const auto aggregation = optional_text(node, "MetricAggregationType");
    if (aggregation && *aggregation != "Average")
      reader_.fault(*node.find("MetricAggregationType"), "only Average is modelled",
                    "leave it out");
    const Node* steps = list(node, "StepAdjustments");
    if (node.find("StepAdjustments") == nullptr)
      needs(node, "StepAdjustments", owner,
            R"(add [ { "MetricIntervalLowerBound": 0, "ScalingAdjustment": 2 } ])");
    for (std::size_t i = 0; steps != nullptr && i < steps->items.size(); ++i)
      use.policy.StepAdjustments.push_back(step_adjustment(steps->items[i]));
    read_alarm(node, owner, use.alarm, use.metric);
    if (reader_.faults() == faults_before) refuse(node, aws::validate(use.policy));
    return use;
  }

  aws::StepAdjustment step_adjustment(const Node& node) {
    aws::StepAdjustment step;
    const std::string owner = "a step adjustment";
    if (!open(node, owner,
              {"MetricIntervalLowerBound", "MetricIntervalUpperBound", "ScalingAdjustment"}))
      return step;
    step.MetricIntervalLowerBound = number(node, "MetricIntervalLowerBound");
    step.MetricIntervalUpperBound = number(node, "MetricIntervalUpperBound");
    step.ScalingAdjustment = needed_whole(node, "ScalingAdjustment", owner, "2");
    return step;
  }

  SimpleUse simple(const Node& node) {
    SimpleUse use;
    const std::string owner = "a simple scaling policy";
    if (!open(node, owner,
              {"PolicyName", "AdjustmentType", "ScalingAdjustment", "MinAdjustmentMagnitude",
               "Cooldown", "Alarm"}))
      return use;
    use.name = policy_name(node, owner);
    use.adjustment.AdjustmentType = text(node, "AdjustmentType", owner, adjustment_types);
    const Node* type = node.find("AdjustmentType");
    const std::vector<std::string> known{"ChangeInCapacity", "ExactCapacity",
                                         "PercentChangeInCapacity"};
    if (type != nullptr && type->is_string() &&
        std::find(known.begin(), known.end(), type->text) == known.end())
      reader_.fault(*type, "there is no adjustment type " + quote(type->text),
                    hint_with_list(type->text, known, "types: "));
    use.adjustment.ScalingAdjustment = needed_whole(node, "ScalingAdjustment", owner, "1");
    use.adjustment.MinAdjustmentMagnitude = whole(node, "MinAdjustmentMagnitude");
    take(node, "Cooldown", use.cooldown_s);
    if (use.cooldown_s < 0)
      reader_.fault(*node.find("Cooldown"), "\"Cooldown\" must be 0 or more", "write 300");
    read_alarm(node, owner, use.alarm, use.metric);
    return use;
  }

  void read_alarm(const Node& policy, const std::string& owner, aws::AlarmParams& alarm,
                  AwsMetric& metric) {
    const Node* node = present(policy, "Alarm");
    if (node == nullptr) {
      return needs(policy, "Alarm", owner,
                   R"(add "Alarm": { "MetricName": "CPUUtilization", "Threshold": 70 })");
    }
    const std::size_t faults_before = reader_.faults();
    if (!open(*node, "\"Alarm\"",
              {"AlarmName", "MetricName", "Threshold", "ComparisonOperator", "Period",
               "EvaluationPeriods", "DatapointsToAlarm", "TreatMissingData", "Statistic"}))
      return;
    metric = named_metric(*node, "\"Alarm\"");
    const auto threshold = number(*node, "Threshold");
    if (node->find("Threshold") == nullptr)
      needs(*node, "Threshold", "\"Alarm\"", "add \"Threshold\": 70");
    alarm.Threshold = threshold.value_or(0);
    alarm.ComparisonOperator =
        optional_text(*node, "ComparisonOperator").value_or(alarm.ComparisonOperator);
    take(*node, "Period", alarm.Period);
    take(*node, "EvaluationPeriods", alarm.EvaluationPeriods);
    alarm.DatapointsToAlarm = whole(*node, "DatapointsToAlarm");
    alarm.TreatMissingData =
        optional_text(*node, "TreatMissingData").value_or(alarm.TreatMissingData);
    if (reader_.faults() != faults_before) return;
    refuse(*node, aws::validate(alarm));
    if (alarm.Period % 60 != 0) {
      reader_.fault(*node->find("Period"), "\"Period\" is not a whole number of minutes",
                    "write 60, or a multiple of it");
    } else if (static_cast<std::int64_t>(alarm.Period) * alarm.EvaluationPeriods > 86'400) {
      reader_.fault(*node, "an alarm looks back over a day at most",
                    "lower \"Period\" or \"EvaluationPeriods\"");
    }
  }

  // --- Schedule

  void action(const Node& node, AwsSpec& spec) {
    const std::string owner = "a scheduled action";
    if (!open(node, owner,
              {"ScheduledActionName", "Schedule", "Timezone", "StartTime", "EndTime",
               "ScalableTargetAction"}))
      return;
    const std::size_t faults_before = reader_.faults();
    const std::string name =
        text(node, "ScheduledActionName", owner, R"(add "ScheduledActionName": "morning")");
    const std::string written =
        text(node, "Schedule", owner, R"~(add "Schedule": "cron(0 8 ? * MON-FRI *)")~");
    const Node* at = node.find("Schedule");
    const aws::ScheduleReading reading = aws::parse_schedule(written);
    if (!reading.schedule && at != nullptr && at->is_string())
      reader_.fault(*at, reading.error, "");
    const cron::TimeZone zone = read_zone(node);
    const auto start = read_time(node, "StartTime");
    const auto end = read_time(node, "EndTime");
    const Node* change = present(node, "ScalableTargetAction");
    if (change == nullptr) {
      needs(node, "ScalableTargetAction", owner, R"(add { "MinCapacity": 4, "MaxCapacity": 20 })");
      return;
    }
    if (!open(*change, "\"ScalableTargetAction\"", {"MinCapacity", "MaxCapacity"})) return;
    const auto least = whole(*change, "MinCapacity");
    const auto most = whole(*change, "MaxCapacity");
    if (reader_.faults() != faults_before) return;
    aws::ScheduledAction made{.ScheduledActionName = name,
                              .schedule = *reading.schedule,
                              .Timezone = zone,
                              .StartTime = start.value_or(cron::UtcTime{}),
                              .EndTime = end,
                              .MinCapacity = least,
                              .MaxCapacity = most};
    if (const std::string fault = aws::fault_of(made); !fault.empty())
      return reader_.fault(*change, "\"ScalableTargetAction\" " + fault,
                           R"(write { "MinCapacity": 4, "MaxCapacity": 20 })");
    spec.actions.push_back(std::move(made));
  }

  cron::TimeZone read_zone(const Node& node) {
    const auto name = optional_text(node, "Timezone");
    if (!name) return {};
    const std::optional<cron::TimeZone> zone = time_zone(*name);
    if (!zone) {
      reader_.fault(*node.find("Timezone"), "there is no time zone " + quote(*name) + " here",
                    time_zone_hint(*name));
    }
    return zone.value_or(cron::TimeZone{});
  }

  std::optional<cron::UtcTime> read_time(const Node& node, const std::string& key) {
    const auto written = optional_text(node, key);
    if (!written) return std::nullopt;
    const std::optional<cron::UtcTime> time = parse_date_time(*written);
    if (!time)
      reader_.fault(*node.find(key), quote(key) + " is not a date and time: " + quote(*written),
                    "write \"2026-01-05T08:00:00Z\"");
    return time;
  }

  static constexpr const char* adjustment_types =
      "types: ChangeInCapacity, ExactCapacity, PercentChangeInCapacity";
};

}  // namespace

std::optional<AwsSpec> read_aws(ReadingContext& context, const Node& node) {
  return AwsReader(context).read(node);
}

}  // namespace tiersim::lab
