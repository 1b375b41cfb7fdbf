#include "models/autoscaling/cron/cron_loop.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using cron::CronLoop;
using cron::ScheduleEntry;

namespace {

using Texts = std::vector<std::string>;

ScheduleEntry entry(const std::string& schedule, int replicas, const std::string& zone = "UTC0") {
  return {.schedule = schedule,
          .when = *cron::parse_expression(schedule).expression,
          .zone = *cron::parse_posix_zone(zone),
          .replicas = replicas};
}

/// A Monday, a quarter to seven.
constexpr cron::UtcTime monday = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) +
                                 std::chrono::hours(6) + std::chrono::minutes(45);

}  // namespace

TEST_CASE("a schedule sets the count to the second", "[cron]") {
  test::TestWorld world;
  IdlePods pods(world, 1);
  CronLoop loop(world.context("api"), pods, {entry("0 7 * * 1-5", 6), entry("30 7 * * *", 2)},
                cron::WallClock(monday));
  loop.start();
  world.run_until(24h);
  CHECK(pods.changes == Texts{"900s: 1 -> 6: schedule 0 7 * * 1-5: 6 pods",
                              "2700s: 6 -> 2: schedule 30 7 * * *: 2 pods"});
  CHECK(world.now() == 24h);
}

TEST_CASE("a schedule means the clock of its zone", "[cron]") {
  test::TestWorld world;
  IdlePods pods(world, 1);
  // 8:00 in Berlin is 7:00 UTC in January.
  CronLoop loop(world.context("api"), pods, {entry("0 8 * * *", 6, "CET-1CEST,M3.5.0,M10.5.0/3")},
                cron::WallClock(monday));
  loop.start();
  world.run_until(1h);
  CHECK(pods.changes == Texts{"900s: 1 -> 6: schedule 0 8 * * *: 6 pods"});
}

TEST_CASE("what is due at the start is carried out, and what changes nothing is noted", "[cron]") {
  test::TestWorld world;
  IdlePods pods(world, 3);
  CronLoop loop(world.context("api"), pods, {entry("45 6 * * *", 4), entry("50 6 * * *", 4)},
                cron::WallClock(monday));
  loop.start();
  world.run_until(10min);
  CHECK(pods.changes == Texts{"0s: 3 -> 4: schedule 45 6 * * *: 4 pods"});
  CHECK(notes(world, "scheduled") == Texts{"300s: schedule 50 6 * * *: 4 pods; nothing to change"});
}

TEST_CASE("a schedule that never comes again ends its loop", "[cron]") {
  test::TestWorld world;
  IdlePods pods(world, 3);
  CronLoop loop(world.context("api"), pods, {entry("0 0 30 2 *", 4)}, cron::WallClock(monday));
  loop.start();
  world.run_until(1h);
  CHECK(pods.changes.empty());
}
