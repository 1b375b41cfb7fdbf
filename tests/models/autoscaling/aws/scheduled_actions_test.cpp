#include "models/autoscaling/aws/scheduled_actions.hpp"

#include "tests/models/autoscaling/cron/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::aws;
using cron::civil::berlin;
using cron::civil::utc;

namespace {

ScheduledAction action(const char* name, const char* when, std::optional<std::int32_t> low,
                       std::optional<std::int32_t> high) {
  return {.ScheduledActionName = name,
          .schedule = *parse_schedule(when).schedule,
          .Timezone = berlin(),
          .MinCapacity = low,
          .MaxCapacity = high};
}

}  // namespace

TEST_CASE("section 3.3: an action's bounds win over those in force, and the capacity follows",
          "[aws]") {
  const std::vector<ScheduledAction> actions{action("morning", "cron(0 8 * * ? *)", 10, 50),
                                             action("evening", "cron(0 20 * * ? *)", 1, 4)};
  // 8:00 in Berlin is 06:00 UTC in July.
  const auto nothing = carry_out(actions, utc(2026, 7, 1, 5), utc(2026, 7, 1, 5, 59), {2, 20}, 3);
  CHECK(nothing.bounds == Bounds{2, 20});
  CHECK(nothing.reason.empty());
  const auto morning = carry_out(actions, utc(2026, 7, 1, 5, 59), utc(2026, 7, 1, 6), {2, 20}, 3);
  CHECK(morning.bounds == Bounds{10, 50});
  CHECK(morning.desired == 10);
  CHECK(morning.reason == "scheduled action morning");
  const auto day = carry_out(actions, utc(2026, 7, 1, 5), utc(2026, 7, 1, 20), {2, 20}, 30);
  CHECK(day.bounds == Bounds{1, 4});
  CHECK(day.desired == 4);
  CHECK(day.reason == "scheduled action morning; scheduled action evening");
}

TEST_CASE("section 3.3: dynamic policies go on inside the new bounds", "[aws]") {
  ScalableTarget target(ScalableTarget::Service::application, {2, 20});
  const auto decision = carry_out({action("sale", "at(2026-07-01T08:00:00)", 10, 12)},
                                  utc(2026, 7, 1), utc(2026, 7, 1, 6), target.bounds(), 3);
  target.set_bounds(decision.bounds);
  const TrackedMetric busy{{.TargetValue = 50}, std::vector<std::optional<double>>(3, 75.0)};
  CHECK(target.evaluate(TimePoint{}, decision.desired, 0, {busy}, {}).desired == 12);
}

TEST_CASE("section 3.3: one bound alone, a desired capacity, a start and an end", "[aws]") {
  ScheduledAction one = action("more", "cron(0 8 * * ? *)", 5, {});
  const auto at_six = [&](int day, const Bounds& bounds, std::int32_t current) {
    return carry_out({one}, utc(2026, 7, static_cast<unsigned>(day), 5),
                     utc(2026, 7, static_cast<unsigned>(day), 7), bounds, current);
  };
  CHECK(at_six(1, {1, 20}, 3).bounds == Bounds{5, 20});
  CHECK(at_six(1, {1, 4}, 3).bounds == Bounds{1, 4});
  CHECK(at_six(1, {1, 4}, 3).reason ==
        "scheduled action more failed: MinCapacity 5 is above MaxCapacity 4");
  one.DesiredCapacity = 8;
  CHECK(at_six(1, {1, 20}, 3).desired == 8);
  one.StartTime = utc(2026, 7, 2);
  one.EndTime = utc(2026, 7, 3);
  CHECK(at_six(1, {1, 20}, 3).reason.empty());
  CHECK(at_six(2, {1, 20}, 3).desired == 8);
  CHECK(at_six(3, {1, 20}, 3).reason.empty());
}

TEST_CASE("section 3.3: an action says something, and no minimum above its maximum", "[aws]") {
  CHECK(fault_of(action("a", "rate(1 day)", 1, 2)).empty());
  CHECK(fault_of(action("a", "rate(1 day)", {}, {})) ==
        "must say MinCapacity, MaxCapacity or DesiredCapacity");
  CHECK(fault_of(action("a", "rate(1 day)", 3, 2)) == "MinCapacity is above MaxCapacity");
  CHECK(fault_of(action("a", "rate(1 day)", -1, {})) == "must not be negative");
}
