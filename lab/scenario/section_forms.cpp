#include "lab/scenario/section_forms.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::lab {

std::vector<std::string> SectionForm::key_names() const {
  std::vector<std::string> names;
  for (const KeyForm& key : keys) names.emplace_back(key.name);
  return names;
}

std::string_view SectionForm::help_of(std::string_view key) const {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const KeyForm& form) { return form.name == key; });
  TIERSIM_ASSERT(found != keys.end());
  return found->help;
}

const std::vector<SectionForm>& section_forms() {
  static const std::vector<SectionForm> forms{
      {"arrivals",
       "Open arrivals: nobody waits for an answer before the next request.",
       {{"process", "a name", "arrival_process", false,
         "How arrivals follow each other: poisson (if absent), renewal, uniform or modulated."},
        {"rate", "a rate, or points [[time, rate], …]", "rate_profile", false,
         "Arrivals per second, constant or linear between points."},
        {"interarrival", "a distribution", "distribution", false,
         "Time from one arrival to the next, for the process renewal."},
        {"states", "a list of { rate, stay }", "arrival_states", false,
         "States that the process modulated goes round: its rate, and its mean stay."}}},
      {"users",
       "Closed users: each thinks, sends, waits for the answer, and thinks again.",
       {{"count", "a whole number", "count", false, "Users, all the time."},
        {"stages", "points [[time, users], …]", "stages", false,
         "Users at an instant, linear between points."},
        {"think", "a distribution", "distribution", true,
         "Time a user waits before each request."}}},
      {"fault",
       "What is done to a component at an instant: one of kill, slow, heal, rollout.",
       {{"at", "a time", "duration", true, "When it happens, since the start of the run."},
        {"kill", "a path", "text", false, "Ends it at once; requests inside are reset."},
        {"slow", "a path", "text", false, "Multiplies its service times by `factor`."},
        {"heal", "a path", "text", false, "Ends every fault on it."},
        {"rollout", "a deployment", "text", false,
         "Replaces its pods by those of a new revision, as its `strategy` says."},
        {"factor", "a number", "positive_number", false,
         "What service times are multiplied by; for slow and rollout."},
        {"for", "a time", "duration", false, "How long it lasts; until healed if absent."}}},
      {"prices",
       "Prices by component and quantity, such as \"api.cpu_hour\".",
       {{"currency", "a text", "text", true, "Currency of every price."},
        {"as_of", "a date", "date", true, "Date of the price list."}}},
      {"autoscaler",
       "Changes the number of pods of a deployment.",
       {{"hpa", "a file, a manifest or its spec", "manifest", false,
         "HorizontalPodAutoscaler, autoscaling/v2, under Kubernetes' own names."},
        {"scaledObject", "a file, a manifest or its spec", "manifest", false,
         "KEDA ScaledObject, keda.sh/v1alpha1, under KEDA's own names; triggers redis, rabbitmq, "
         "prometheus, cron, cpu and memory."},
        {"aws", "an object", "aws", false,
         "AWS Application Auto Scaling, under the names of its API."},
        {"threshold", "an object", "threshold", false,
         "A step up at one threshold of a metric, a step down at another."},
        {"cron", "a list of objects", "cron_schedules", false,
         "Sets the number at times of the calendar, beside another autoscaler or alone."}}},
      {"aws",
       "AWS Application Auto Scaling of a deployment as an ECS service.",
       {{"MinCapacity", "a whole number", "count", true, "Fewest tasks."},
        {"MaxCapacity", "a whole number", "count", true, "Most tasks."},
        {"targetTracking", "a list of policies", "aws_policies", false,
         "PolicyName, TargetValue, a metric specification, ScaleOutCooldown and ScaleInCooldown "
         "(300), DisableScaleIn. Metrics: ECSServiceAverageCPUUtilization, "
         "ECSServiceAverageMemoryUtilization, ALBRequestCountPerTarget, or one of the section "
         "metrics."},
        {"stepScaling", "a list of policies", "aws_policies", false,
         "PolicyName, AdjustmentType, StepAdjustments, MinAdjustmentMagnitude, Cooldown (300), "
         "Alarm."},
        {"simpleScaling", "a list of policies", "aws_policies", false,
         "PolicyName, AdjustmentType, ScalingAdjustment, Cooldown (300), Alarm."},
        {"scheduledActions", "a list of actions", "aws_policies", false,
         "ScheduledActionName, Schedule (at, rate, cron), Timezone, StartTime, EndTime, "
         "ScalableTargetAction; the calendar begins at run.start."}}},
      {"threshold",
       "An autoscaler that steps up at one threshold of a metric and down at another.",
       {{"metric", "a name", "text", true,
         "cpu or memory (percent of the pods' requests), or a name of the section metrics."},
        {"scaleUpThreshold", "a number", "number", true, "A step up at or above it."},
        {"scaleDownThreshold", "a number", "number", true, "A step down at or below it."},
        {"minReplicas", "a whole number", "count", false, "Fewest pods.", "1"},
        {"maxReplicas", "a whole number", "count", true, "Most pods."},
        {"intervalSeconds", "a whole number", "count", false, "Between two looks.", "60"},
        {"scaleUpSamples", "a whole number", "count", false,
         "Looks in a row that must be at or above the threshold.", "1"},
        {"scaleDownSamples", "a whole number", "count", false,
         "Looks in a row that must be at or below the threshold.", "5"},
        {"scaleUpStep", "a count or a percentage", "count_or_percent", false,
         "Pods to add; a percentage of the pods is rounded up.", "1"},
        {"scaleDownStep", "a count or a percentage", "count_or_percent", false,
         "Pods to take away; a percentage is rounded down, to one at least.", "1"},
        {"cooldownUpSeconds", "a whole number", "count", false,
         "No step up within this time of the last change.", "60"},
        {"cooldownDownSeconds", "a whole number", "count", false,
         "No step down within this time of the last change.", "300"}}},
      {"cron",
       "One of the entries of a schedule; the calendar begins at run.start.",
       {{"schedule", "a cron expression", "text", true,
         "Minute, hour, day of month, month, day of week: \"0 7 * * 1-5\"."},
        {"timeZone", "a time zone", "text", false, "Whose clock the schedule means.", "UTC"},
        {"replicas", "a whole number", "count", false,
         "Sets the number once; another autoscaler may change it at its next look."},
        {"replicas_min", "a whole number", "count", false, "Raises the number to this one."},
        {"replicas_max", "a whole number", "count", false, "Lowers the number to this one."}}}};
  return forms;
}

const SectionForm& section_form(std::string_view name) {
  const auto found = std::find_if(section_forms().begin(), section_forms().end(),
                                  [&](const SectionForm& form) { return form.name == name; });
  TIERSIM_ASSERT(found != section_forms().end());
  return *found;
}

}  // namespace tiersim::lab
