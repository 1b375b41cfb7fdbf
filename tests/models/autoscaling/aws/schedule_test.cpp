#include "models/autoscaling/aws/schedule.hpp"

#include "tests/models/autoscaling/cron/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::aws;
using cron::civil::berlin;
using cron::civil::utc;

namespace {

std::optional<cron::UtcTime> next(const char* text, cron::UtcTime after,
                                  const cron::TimeZone& zone = {}, cron::UtcTime start = {}) {
  return parse_schedule(text).schedule.value().next_after(after, zone, start);
}

}  // namespace

TEST_CASE("section 3.3: at() happens once, on the clock of the zone", "[aws]") {
  CHECK(next("at(2026-07-01T08:00:00)", utc(2026, 1, 1)) == utc(2026, 7, 1, 8));
  CHECK(next("at(2026-07-01T08:00:00)", utc(2026, 1, 1), berlin()) == utc(2026, 7, 1, 6));
  CHECK(next("at(2026-01-15T08:00:30)", utc(2026, 1, 1), berlin()) == utc(2026, 1, 15, 7, 0, 30));
  CHECK_FALSE(next("at(2026-07-01T08:00:00)", utc(2026, 7, 1, 8)));
  // Skipped by the clock: when it jumps. Shown twice: the first time.
  CHECK(next("at(2026-03-29T02:30:00)", utc(2026, 1, 1), berlin()) == utc(2026, 3, 29, 1));
  CHECK(next("at(2026-10-25T02:30:00)", utc(2026, 1, 1), berlin()) == utc(2026, 10, 25, 0, 30));
}

TEST_CASE("section 3.3: rate() counts from the start of its action", "[aws]") {
  const auto start = utc(2026, 5, 1, 0, 2);
  CHECK(next("rate(5 minutes)", utc(2026, 4, 1), {}, start) == start);
  CHECK(next("rate(5 minutes)", start, {}, start) == utc(2026, 5, 1, 0, 7));
  CHECK(next("rate(5 minutes)", utc(2026, 5, 1, 0, 11), {}, start) == utc(2026, 5, 1, 0, 12));
  CHECK(next("rate(1 hour)", start, {}, start) == utc(2026, 5, 1, 1, 2));
  CHECK(next("rate(2 days)", start, {}, start) == utc(2026, 5, 3, 0, 2));
}

TEST_CASE("section 3.3: cron() has six fields, Sunday is 1", "[aws]") {
  // 1 May 2026 is a Friday.
  CHECK(next("cron(0 8 ? * MON-FRI *)", utc(2026, 5, 1, 8)) == utc(2026, 5, 4, 8));
  CHECK(next("cron(0 8 ? * 1 *)", utc(2026, 5, 1)) == utc(2026, 5, 3, 8));
  CHECK(next("cron(0/15 * * * ? *)", utc(2026, 5, 1, 8, 1)) == utc(2026, 5, 1, 8, 15));
  CHECK(next("cron(0 8 1 1 ? 2028)", utc(2026, 5, 1)) == utc(2028, 1, 1, 8));
  CHECK_FALSE(next("cron(0 8 1 1 ? 2025)", utc(2026, 5, 1)));
  CHECK(next("cron(0 8 * * ? *)", utc(2026, 7, 1), berlin()) == utc(2026, 7, 1, 6));
}

TEST_CASE("section 3.3: cron() knows L, W and #", "[aws]") {
  CHECK(next("cron(0 0 L * ? *)", utc(2026, 2, 1)) == utc(2026, 2, 28));
  CHECK(next("cron(0 0 ? * 6L *)", utc(2026, 5, 2)) == utc(2026, 5, 29));  // the last Friday
  CHECK(next("cron(0 0 ? * MON#2 *)", utc(2026, 5, 1)) == utc(2026, 5, 11));
  CHECK(next("cron(0 0 ? * 6#5 *)", utc(2026, 5, 30)) == utc(2026, 7, 31));  // June has four
  CHECK(next("cron(0 0 ? * L *)", utc(2026, 5, 1)) == utc(2026, 5, 2));
  // 16 May 2026 is a Saturday: the 15th. 17 May is a Sunday: the 18th.
  CHECK(next("cron(0 0 16W 5 ? *)", utc(2026, 5, 1)) == utc(2026, 5, 15));
  CHECK(next("cron(0 0 17W 5 ? *)", utc(2026, 5, 1)) == utc(2026, 5, 18));
  CHECK(next("cron(0 0 20W 5 ? *)", utc(2026, 5, 1)) == utc(2026, 5, 20));
  // 1 August 2026 is a Saturday and 31 May a Sunday: the month is not left.
  CHECK(next("cron(0 0 1W 8 ? *)", utc(2026, 7, 1)) == utc(2026, 8, 3));
  CHECK(next("cron(0 0 31W 5 ? *)", utc(2026, 5, 1)) == utc(2026, 5, 29));
}

TEST_CASE("section 3.3: what is no schedule is refused", "[aws]") {
  for (const char* text : {"",
                           "0 8 * * *",
                           "at(2026-07-01)",
                           "at(2026-02-30T08:00:00)",
                           "at(2026-07-01T24:00:00)",
                           "rate(5 minute)",
                           "rate(1 minutes)",
                           "rate(0 minutes)",
                           "rate(5)",
                           "rate(five minutes)",
                           "cron(0 8 * * *)",
                           "cron(0 8 * * * *)",
                           "cron(0 8 ? * ? *)",
                           "cron(0 8 ? * 8 *)",
                           "cron(0 8 32W * ? *)",
                           "cron(0 8 ? * MON#6 *)",
                           "cron(0 8 ? * 9L *)",
                           "cron(61 8 * * ? *)",
                           "cron(0 8 * * ? 3000)",
                           "every(5 minutes)",
                           "rate(5 minutes"})
    CHECK_FALSE(parse_schedule(text).schedule);
  CHECK(parse_schedule("hourly").error ==
        "\"hourly\" is no schedule: write at(2026-07-01T08:00:00), rate(5 minutes) or "
        "cron(minutes hours day-of-month month day-of-week year) with ? for one of the days");
}
