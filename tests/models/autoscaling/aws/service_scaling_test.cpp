#include "models/autoscaling/aws/service_scaling.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using namespace tiersim::aws;

namespace {

using Texts = std::vector<std::string>;

/// A Monday, a quarter to seven.
constexpr cron::UtcTime monday = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) +
                                 std::chrono::hours(6) + std::chrono::minutes(45);

struct ScaledService {
  explicit ScaledService(int tasks) : pods(world, tasks) {}

  void start(ServicePolicies policies) {
    loop.emplace(world.context("api"), pods, std::move(policies), cron::WallClock(monday));
    metric.start();
    loop->start();
  }

  [[nodiscard]] std::vector<int> instants() const {
    std::vector<int> seconds;
    for (const std::string& change : pods.changes) seconds.push_back(std::stoi(change));
    return seconds;
  }

  [[nodiscard]] std::vector<std::string> without_instants() const {
    Texts texts;
    for (const std::string& change : pods.changes)
      texts.push_back(change.substr(change.find(": ") + 2));
    return texts;
  }

  test::TestWorld world;
  IdlePods pods;
  double value = 0;
  metrics::MinuteMetric metric{world.context("api"), [this] { return std::optional(value); },
                               metrics::MinuteStatistic::average};
  std::optional<ServiceScaling> loop;
};

}  // namespace

TEST_CASE("target tracking goes out after three minutes, and again after its cool-down", "[aws]") {
  ScaledService service(4);
  service.value = 90;
  service.start({.bounds = {1, 10}, .tracking = {{"cpu60", {.TargetValue = 60}, &service.metric}}});
  service.world.run_until(20min);
  const std::string why = "above the target of 60 for 3 min, last at 90";
  // ceil(4 × 90 / 60), and 300 s later from 6; from 9 it wants 14.
  CHECK(service.without_instants() == Texts{"4 -> 6: " + why, "6 -> 9: " + why,
                                            "9 -> 10: " + why + "; held back by MaxCapacity 10"});
  const std::vector<int> at = service.instants();
  CHECK(at[0] >= 180);
  CHECK(at[0] < 240);
  CHECK(at[1] == at[0] + 300);
  CHECK(at[2] == at[1] + 300);
}

TEST_CASE("target tracking goes in after a quarter of an hour", "[aws]") {
  ScaledService service(10);
  service.value = 20;
  service.start({.bounds = {2, 10}, .tracking = {{"cpu60", {.TargetValue = 60}, &service.metric}}});
  service.world.run_until(17min);
  REQUIRE(service.without_instants() ==
          Texts{"10 -> 4: below 90 % of the target of 60 for 15 min, last at 20"});
  CHECK(service.instants()[0] >= 900);
  CHECK(service.instants()[0] < 960);
}

TEST_CASE("a step policy takes the step that the breach falls into", "[aws]") {
  ScaledService service(4);
  service.value = 95;
  const StepScalingPolicy policy{
      .StepAdjustments = {
          {.MetricIntervalLowerBound = 0, .MetricIntervalUpperBound = 20, .ScalingAdjustment = 1},
          {.MetricIntervalLowerBound = 20, .ScalingAdjustment = 3}}};
  service.start(
      {.bounds = {1, 20},
       .steps = {{"out", policy, {.Threshold = 70, .EvaluationPeriods = 2}, &service.metric}}});
  service.world.run_until(4min);
  REQUIRE(service.pods.changes.size() == 1);
  CHECK(service.pods.replicas_spec() == 7);
  CHECK(service.instants()[0] >= 120);
  CHECK(service.instants()[0] < 180);
}

TEST_CASE("a simple policy does one adjustment, then waits its cool-down", "[aws]") {
  ScaledService service(4);
  service.value = 80;
  service.start(
      {.bounds = {1, 7},
       .simple = {{"out", {.ScalingAdjustment = 2}, 300s, {.Threshold = 70}, &service.metric}}});
  service.world.run_until(10min);
  const std::string why = "out at 80, alarm: ChangeInCapacity 2";
  CHECK(service.without_instants() ==
        Texts{"4 -> 6: " + why, "6 -> 7: " + why + "; held back by MaxCapacity 7"});
  CHECK(service.instants()[1] == service.instants()[0] + 300);
}

TEST_CASE("a scheduled action moves the count into its bounds, to the second", "[aws]") {
  ScaledService service(2);
  const ScheduledAction morning{.ScheduledActionName = "morning",
                                .schedule = *parse_schedule("cron(0 7 ? * MON-FRI *)").schedule,
                                .MinCapacity = 5,
                                .MaxCapacity = 12};
  const ScheduledAction wider{.ScheduledActionName = "wider",
                              .schedule = *parse_schedule("at(2026-01-05T07:10:00)").schedule,
                              .MaxCapacity = 20};
  service.start({.bounds = {1, 10}, .actions = {morning, wider}});
  service.world.run_until(1h);
  CHECK(service.pods.changes == Texts{"900s: 2 -> 5: scheduled action morning"});
  CHECK(notes(service.world, "scheduled") == Texts{"1500s: scheduled action wider"});
}

TEST_CASE("longer periods are means of minutes, counted from the latest", "[aws]") {
  const std::vector<std::optional<double>> minutes{1,           2, 4, std::nullopt, 6, std::nullopt,
                                                   std::nullopt};
  using Values = std::vector<std::optional<double>>;
  CHECK(by_period(minutes, 60) == minutes);
  CHECK(by_period(minutes, 120) == Values{3, 6, std::nullopt});
  CHECK(by_period(minutes, 300) == Values{5});
}
