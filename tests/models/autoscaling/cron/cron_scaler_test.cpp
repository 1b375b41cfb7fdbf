#include "models/autoscaling/cron/cron_scaler.hpp"

#include "tests/models/autoscaling/cron/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cron;
using namespace tiersim::cron::civil;

namespace {

ScheduleEntry count_at(const char* schedule, std::int32_t replicas) {
  return {.schedule = schedule, .when = at_times(schedule), .zone = berlin(), .replicas = replicas};
}

ScheduleEntry bounds_at(const char* schedule, std::optional<std::int32_t> low,
                        std::optional<std::int32_t> high) {
  return {.schedule = schedule,
          .when = at_times(schedule),
          .zone = berlin(),
          .replicas_min = low,
          .replicas_max = high};
}

}  // namespace

TEST_CASE("section 4: a nightly shutdown sets the count once, at its time of the zone", "[cron]") {
  CronScaler scaler({count_at("0 20 * * *", 0), count_at("0 7 * * *", 6)});
  // 20:00 in July is 18:00 UTC; the end of the span counts, its beginning does not.
  CHECK(scaler.decide(utc(2026, 7, 1, 17, 59), utc(2026, 7, 1, 17, 59, 59), 4).reason.empty());
  const auto evening = scaler.decide(utc(2026, 7, 1, 17, 59, 59), utc(2026, 7, 1, 18), 4);
  CHECK(evening.desired == 0);
  CHECK(evening.reason == "schedule 0 20 * * *: 0 pods");
  // Once: what something else sets afterwards stays.
  CHECK(scaler.decide(utc(2026, 7, 1, 18), utc(2026, 7, 1, 18, 1), 3).desired == 3);
  CHECK(scaler.decide(utc(2026, 7, 2, 4), utc(2026, 7, 2, 5), 0).desired == 6);
  CHECK(scaler.next_after(utc(2026, 7, 1, 18)) == utc(2026, 7, 2, 5));
}

TEST_CASE("section 4: bounds move the count into them and stay", "[cron]") {
  CronScaler scaler({bounds_at("0 8 * * MON-FRI", 10, 50), bounds_at("0 20 * * *", 2, {})});
  const auto morning = scaler.decide(utc(2026, 7, 1, 5), utc(2026, 7, 1, 6), 4);
  CHECK(morning.desired == 10);
  CHECK(morning.bounds.replicas_max == 50);
  CHECK(morning.reason == "schedule 0 8 * * MON-FRI: at least 10 pods, at most 50 pods");
  const auto evening = scaler.decide(utc(2026, 7, 1, 6), utc(2026, 7, 1, 18), 30);
  CHECK(evening.desired == 30);
  CHECK(evening.bounds.replicas_min == 2);
  CHECK(evening.bounds.replicas_max == 50);
}

TEST_CASE("section 4: what came due in one span is carried out in order of time", "[cron]") {
  CronScaler scaler(
      {count_at("30 7 * * *", 6), count_at("0 7 * * *", 1), count_at("30 7 * * *", 8)});
  const auto decision = scaler.decide(utc(2026, 7, 1, 0), utc(2026, 7, 1, 12), 3);
  CHECK(decision.fired == std::vector<std::size_t>{1, 0, 2});
  CHECK(decision.desired == 8);
}

TEST_CASE("section 4: an entry says a count or bounds", "[cron]") {
  CHECK(fault_of(count_at("@daily", 3)).empty());
  CHECK(fault_of(bounds_at("@daily", {}, 3)).empty());
  CHECK(fault_of(bounds_at("@daily", {}, {})) ==
        "must say either replicas, or replicas_min or replicas_max or both");
  ScheduleEntry both = count_at("@daily", 3);
  both.replicas_min = 1;
  CHECK_FALSE(fault_of(both).empty());
  CHECK(fault_of(bounds_at("@daily", 4, 3)) == "replicas_min is above replicas_max");
  CHECK(fault_of(count_at("@daily", -1)) == "must not be negative");
}
