#include "models/autoscaling/cron/time_zone.hpp"

#include "tests/models/autoscaling/cron/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cron;
using namespace tiersim::cron::civil;
using namespace std::chrono_literals;

TEST_CASE("Berlin is an hour ahead in winter, two in summer, from the very instant", "[cron]") {
  // In 2026 the last Sundays are 29 March and 25 October.
  CHECK(berlin().offset_at(utc(2026, 3, 29, 0, 59, 59)) == 1h);
  CHECK(berlin().offset_at(utc(2026, 3, 29, 1)) == 2h);
  CHECK(berlin().offset_at(utc(2026, 10, 25, 0, 59, 59)) == 2h);
  CHECK(berlin().offset_at(utc(2026, 10, 25, 1)) == 1h);
  CHECK(berlin().offset_at(utc(2027, 1, 1)) == 1h);
  CHECK(berlin().next_change_after(utc(2026, 3, 29, 1)) == utc(2026, 10, 25, 1));
  CHECK(berlin().next_change_after(utc(2026, 10, 25, 1)) == utc(2027, 3, 28, 1));
}

TEST_CASE("south of the equator summer time lasts over the new year", "[cron]") {
  // Sydney: first Sunday of October, 02:00 standard time, to first Sunday of April, 03:00 daylight.
  const auto sydney = parse_posix_zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
  REQUIRE(sydney);
  CHECK(sydney->offset_at(utc(2026, 1, 1)) == 11h);
  CHECK(sydney->offset_at(utc(2026, 4, 4, 15, 59, 59)) == 11h);
  CHECK(sydney->offset_at(utc(2026, 4, 4, 16)) == 10h);
  CHECK(sydney->offset_at(utc(2026, 10, 3, 16)) == 11h);
}

TEST_CASE("New York changes at two on its own clock", "[cron]") {
  // Second Sunday of March (8th), 02:00 EST = 07:00 UTC; first of November (1st), 02:00 EDT =
  // 06:00.
  const auto new_york = parse_posix_zone("EST5EDT,M3.2.0,M11.1.0");
  REQUIRE(new_york);
  CHECK(new_york->next_change_after(utc(2026, 1, 1)) == utc(2026, 3, 8, 7));
  CHECK(new_york->offset_at(utc(2026, 3, 8, 6, 59)) == -5h);
  CHECK(new_york->offset_at(utc(2026, 3, 8, 7)) == -4h);
  CHECK(new_york->next_change_after(utc(2026, 3, 8, 7)) == utc(2026, 11, 1, 6));
}

TEST_CASE("offsets need not be whole hours, nor names letters", "[cron]") {
  CHECK(parse_posix_zone("<+0545>-5:45")->offset_at(utc(2026, 6, 1)) == 5h + 45min);
  CHECK(parse_posix_zone("UTC0")->offset_at(utc(2026, 6, 1)) == 0h);
  CHECK(TimeZone().offset_at(utc(2026, 6, 1)) == 0h);
  CHECK_FALSE(TimeZone().next_change_after(utc(2026, 6, 1)));
  // Lord Howe Island moves its clocks by half an hour.
  const auto lord_howe = parse_posix_zone("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
  REQUIRE(lord_howe);
  CHECK(lord_howe->offset_at(utc(2026, 7, 1)) == 10h + 30min);
  CHECK(lord_howe->offset_at(utc(2026, 12, 1)) == 11h);
}

TEST_CASE("a zone may be told by its changes", "[cron]") {
  const TimeZone zone(1h, {{utc(2026, 3, 29, 1), 2h}, {utc(2026, 10, 25, 1), 1h}});
  CHECK(zone.offset_at(utc(2020, 7, 1)) == 1h);
  CHECK(zone.offset_at(utc(2026, 3, 29, 1)) == 2h);
  CHECK(zone.offset_at(utc(2030, 7, 1)) == 1h);
  CHECK(zone.next_change_after(utc(2026, 3, 29, 1)) == utc(2026, 10, 25, 1));
  CHECK_FALSE(zone.next_change_after(utc(2026, 10, 25, 1)));
  CHECK(zone.local(utc(2026, 7, 1, 10)) == LocalTime(utc(2026, 7, 1, 12).time_since_epoch()));
}

TEST_CASE("what is no POSIX zone is refused", "[cron]") {
  for (const char* text :
       {"", "Europe/Berlin", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J60,J300", "C-1",
        "CET-1 ", "<CET-1"})
    CHECK_FALSE(parse_posix_zone(text));
}
