#include "models/autoscaling/cron/expression.hpp"

#include "tests/models/autoscaling/cron/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cron;
using namespace tiersim::cron::civil;

namespace {

std::optional<UtcTime> next(const char* text, UtcTime after, const TimeZone& zone = {}) {
  return at_times(text).next_after(after, zone);
}

}  // namespace

TEST_CASE("the next time is later than now, never now", "[cron]") {
  CHECK(next("30 4 * * *", utc(2026, 5, 1, 4, 30)) == utc(2026, 5, 2, 4, 30));
  CHECK(next("30 4 * * *", utc(2026, 5, 1, 4, 29, 59)) == utc(2026, 5, 1, 4, 30));
  CHECK(next("* * * * *", utc(2026, 5, 1, 4, 30, 1)) == utc(2026, 5, 1, 4, 31));
}

TEST_CASE("lists, ranges and steps", "[cron]") {
  CHECK(next("*/15 * * * *", utc(2026, 5, 1, 0, 1)) == utc(2026, 5, 1, 0, 15));
  CHECK(next("5/20 * * * *", utc(2026, 5, 1, 0, 25)) == utc(2026, 5, 1, 0, 45));
  CHECK(next("10-30/10 * * * *", utc(2026, 5, 1, 0, 30)) == utc(2026, 5, 1, 1, 10));
  CHECK(next("0 8,20 * * *", utc(2026, 5, 1, 8)) == utc(2026, 5, 1, 20));
  CHECK(next("0 0 1 * ?", utc(2026, 5, 1)) == utc(2026, 6, 1));
}

TEST_CASE("weekdays and months have names; Sunday is 0", "[cron]") {
  // 1 May 2026 is a Friday.
  CHECK(next("0 7 * * MON-FRI", utc(2026, 5, 1, 7)) == utc(2026, 5, 4, 7));
  CHECK(next("0 7 * * 0", utc(2026, 5, 1)) == utc(2026, 5, 3, 7));
  CHECK(next("0 0 1 jan *", utc(2026, 5, 1)) == utc(2027, 1, 1));
}

TEST_CASE("with both days restricted either will do; a step restricts, a star does not", "[cron]") {
  CHECK(next("0 0 13 * FRI", utc(2026, 5, 1)) == utc(2026, 5, 8));   // a Friday
  CHECK(next("0 0 13 * FRI", utc(2026, 5, 8)) == utc(2026, 5, 13));  // a 13th, Wednesday
  CHECK(next("0 0 13 * *", utc(2026, 5, 1)) == utc(2026, 5, 13));
  // Every second day of the month from the 1st, or a Friday: the 2nd is neither.
  CHECK(next("0 0 */2 * FRI", utc(2026, 5, 1)) == utc(2026, 5, 3));
}

TEST_CASE("leap days are found, and days that never come are not", "[cron]") {
  CHECK(next("0 0 29 2 *", utc(2026, 1, 1)) == utc(2028, 2, 29));
  CHECK(next("0 0 29 2 *", utc(2096, 3, 1)) == utc(2104, 2, 29));
  CHECK_FALSE(next("0 0 30 2 *", utc(2026, 1, 1)));
}

TEST_CASE("times are those of the zone, in winter and in summer", "[cron]") {
  CHECK(next("0 8 * * *", utc(2026, 1, 15), berlin()) == utc(2026, 1, 15, 7));
  CHECK(next("0 8 * * *", utc(2026, 7, 15), berlin()) == utc(2026, 7, 15, 6));
  // 30 minutes past midnight in Kathmandu is 18:45 of the day before.
  CHECK(next("30 0 * * *", utc(2026, 7, 15), *parse_posix_zone("<+0545>-5:45")) ==
        utc(2026, 7, 15, 18, 45));
}

TEST_CASE("a time the clock skips does not come, one it shows twice comes twice", "[cron]") {
  // On 29 March 2026 Berlin has no 02:30; on 25 October two: 00:30 and 01:30 UTC.
  CHECK(next("30 2 * * *", utc(2026, 3, 28, 12), berlin()) == utc(2026, 3, 30, 0, 30));
  CHECK(next("30 2 * * *", utc(2026, 10, 24, 12), berlin()) == utc(2026, 10, 25, 0, 30));
  CHECK(next("30 2 * * *", utc(2026, 10, 25, 0, 30), berlin()) == utc(2026, 10, 25, 1, 30));
  CHECK(next("30 2 * * *", utc(2026, 10, 25, 1, 30), berlin()) == utc(2026, 10, 26, 1, 30));
  // Hours go on: 01:00 CET, then 03:00 CEST.
  CHECK(next("0 * * * *", utc(2026, 3, 29, 0), berlin()) == utc(2026, 3, 29, 1));
}

TEST_CASE("names of whole schedules", "[cron]") {
  CHECK(next("@hourly", utc(2026, 5, 1, 3, 7)) == utc(2026, 5, 1, 4));
  CHECK(next("@daily", utc(2026, 5, 1, 3)) == utc(2026, 5, 2));
  CHECK(next("@weekly", utc(2026, 5, 1)) == utc(2026, 5, 3));
  CHECK(next("@monthly", utc(2026, 5, 1)) == utc(2026, 6, 1));
  CHECK(next("@yearly", utc(2026, 5, 1)) == utc(2027, 1, 1));
}

TEST_CASE("a fault is told with its field and what would be right", "[cron]") {
  CHECK(parse_expression("0 8 * *").error ==
        "\"0 8 * *\" has 4 fields; write five: minute, hour, day of month, month, day of week");
  CHECK(parse_expression("60 8 * * *").error ==
        "\"60\" is no minute: write 0 to 59, a range a-b, a step */n or a list of these");
  CHECK(parse_expression("0 8 * * 7").error ==
        "\"7\" is no day of week: write 0 to 6, a range a-b, a step */n or a list of these");
  for (const char* text : {"*/0 * * * *", "5-1 * * * *", "a * * * *", "1, * * * *", "* * 0 * *",
                           "* * * JANU *", "-1 * * * *", "1-2-3 * * * *"})
    CHECK_FALSE(parse_expression(text).error.empty());
}
