#include "models/autoscaling/aws/alarm.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::aws;

namespace {

using Points = std::vector<std::optional<double>>;

AlarmState state(const AlarmParams& params, const Points& points,
                 AlarmState before = AlarmState::ok) {
  return evaluate(params, points, before);
}

}  // namespace

TEST_CASE("section 3.2: an alarm needs DatapointsToAlarm of EvaluationPeriods", "[aws]") {
  AlarmParams params{.Threshold = 70, .EvaluationPeriods = 3};
  CHECK(state(params, {80.0, 80.0}) == AlarmState::ok);
  CHECK(state(params, {80.0, 80.0, 70.0}) == AlarmState::alarm);
  CHECK(state(params, {80.0, 69.0, 80.0}) == AlarmState::ok);
  params.DatapointsToAlarm = 2;
  CHECK(state(params, {80.0, 69.0, 80.0}) == AlarmState::alarm);
  CHECK(state(params, {80.0, 80.0, 69.0, 69.0}) == AlarmState::ok);
}

TEST_CASE("section 3.2: the threshold belongs to it or not, as the operator says", "[aws]") {
  const auto at_threshold = [](const char* comparison) {
    return state({.Threshold = 70, .ComparisonOperator = comparison}, {70.0}) == AlarmState::alarm;
  };
  CHECK(at_threshold("GreaterThanOrEqualToThreshold"));
  CHECK_FALSE(at_threshold("GreaterThanThreshold"));
  CHECK(at_threshold("LessThanOrEqualToThreshold"));
  CHECK_FALSE(at_threshold("LessThanThreshold"));
  CHECK(state({.Threshold = 70, .ComparisonOperator = "LessThanThreshold"}, {69.9}) ==
        AlarmState::alarm);
}

TEST_CASE("section 3.2: missing datapoints are treated as the alarm says", "[aws]") {
  AlarmParams params{.Threshold = 70, .EvaluationPeriods = 2};
  const Points half{80.0, std::nullopt};
  const Points none{std::nullopt, std::nullopt};
  CHECK(state(params, half) == AlarmState::ok);
  CHECK(state(params, none, AlarmState::alarm) == AlarmState::insufficient_data);
  params.TreatMissingData = "breaching";
  CHECK(state(params, half) == AlarmState::alarm);
  params.TreatMissingData = "notBreaching";
  CHECK(state(params, none, AlarmState::alarm) == AlarmState::ok);
  params.TreatMissingData = "ignore";
  CHECK(state(params, half, AlarmState::alarm) == AlarmState::alarm);
}

TEST_CASE("section 3.2: what CloudWatch would refuse", "[aws]") {
  CHECK(validate(AlarmParams{}).empty());
  const auto refused = [](const AlarmParams& params) {
    const auto violations = validate(params);
    return violations.size() == 1 ? violations[0].field : std::string();
  };
  CHECK(refused({.ComparisonOperator = ">"}) == "ComparisonOperator");
  CHECK(refused({.TreatMissingData = "no"}) == "TreatMissingData");
  CHECK(refused({.Period = 0}) == "Period");
  CHECK(refused({.EvaluationPeriods = 0}) == "EvaluationPeriods");
  CHECK(refused({.EvaluationPeriods = 2, .DatapointsToAlarm = 3}) == "DatapointsToAlarm");
}
