#include "models/autoscaling/aws/alarm.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tiersim::aws {
namespace {

constexpr std::array<std::string_view, 4> operators{
    "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanOrEqualToThreshold",
    "LessThanThreshold"};
constexpr std::array<std::string_view, 4> treatments{"missing", "notBreaching", "breaching",
                                                     "ignore"};

bool is_breach(const AlarmParams& params, double value) {
  if (params.ComparisonOperator == "GreaterThanOrEqualToThreshold")
    return value >= params.Threshold;
  if (params.ComparisonOperator == "GreaterThanThreshold") return value > params.Threshold;
  if (params.ComparisonOperator == "LessThanThreshold") return value < params.Threshold;
  return value <= params.Threshold;
}

bool is_one_of(const std::array<std::string_view, 4>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<SpecViolation> validate(const AlarmParams& params) {
  std::vector<SpecViolation> violations;
  const auto need = [&](bool holds, const char* field, const char* message) {
    if (!holds) violations.push_back({field, std::string("alarm.") + field, message});
  };
  need(is_one_of(operators, params.ComparisonOperator), "ComparisonOperator",
       "must be GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanOrEqualToThreshold "
       "or LessThanThreshold");
  need(is_one_of(treatments, params.TreatMissingData), "TreatMissingData",
       "must be missing, notBreaching, breaching or ignore");
  need(params.Period > 0, "Period", "must be greater than 0");
  need(params.EvaluationPeriods > 0, "EvaluationPeriods", "must be greater than 0");
  const std::int32_t to_alarm = params.DatapointsToAlarm.value_or(1);
  need(to_alarm > 0 && to_alarm <= std::max(1, params.EvaluationPeriods), "DatapointsToAlarm",
       "must be greater than 0 and at most EvaluationPeriods");
  return violations;
}

AlarmState evaluate(const AlarmParams& params, Datapoints datapoints, AlarmState before) {
  const auto periods = static_cast<std::size_t>(params.EvaluationPeriods);
  const Datapoints last = datapoints.last(std::min(periods, datapoints.size()));
  std::size_t breaching = 0;
  std::size_t missing = periods - last.size();
  for (const std::optional<double>& value : last) {
    if (!value) {
      ++missing;
    } else if (is_breach(params, *value)) {
      ++breaching;
    }
  }
  if (params.TreatMissingData == "breaching") breaching += missing;
  if (breaching >=
      static_cast<std::size_t>(params.DatapointsToAlarm.value_or(params.EvaluationPeriods)))
    return AlarmState::alarm;
  if (params.TreatMissingData == "ignore" && missing > 0) return before;
  if (params.TreatMissingData == "missing" && missing == periods)
    return AlarmState::insufficient_data;
  return AlarmState::ok;
}

}  // namespace tiersim::aws
