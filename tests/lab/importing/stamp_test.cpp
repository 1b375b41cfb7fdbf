#include "lab/importing/stamp.hpp"

#include <string_view>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {
constexpr Stamp second = 1'000'000'000;
}

TEST_CASE("ISO 8601 stamps are read with date, time, fraction and zone", "[importing]") {
  CHECK(parse_iso8601("1970-01-01") == 0);
  CHECK(parse_iso8601("1970-01-02T00:00:01Z") == 86401 * second);
  CHECK(parse_iso8601("2014-04-10 00:04:00") == 1397088240 * second);
  CHECK(parse_iso8601("2014-04-10 00:04") == 1397088240 * second);
  CHECK(parse_iso8601("1995-07-13T09:42:00-04:00") == 805642920 * second);
  CHECK(parse_iso8601("1995-07-13T13:42:00+0000") == 805642920 * second);
  CHECK(parse_iso8601("1995-07-13T19:12:00 +05:30") == 805642920 * second);
  CHECK(parse_iso8601("1995-07-13T15:42:00+02") == 805642920 * second);
  CHECK(parse_iso8601("2023-11-16 18:17:03.9799600") == 1700158623 * second + 979'960'000);
  CHECK(parse_iso8601(" 2023-11-16T18:17:03,5z ") == 1700158623 * second + 500'000'000);
  CHECK(parse_iso8601("2023-11-16T18:17:03.1234567899") ==
        1700158623 * second + 123'456'789);  // cut, not rounded
  CHECK(parse_iso8601("2016-12-31T23:59:60Z") ==
        parse_iso8601("2017-01-01T00:00:00Z"));  // a leap second
  CHECK(parse_iso8601("1969-12-31T23:59:59.5Z") == -second / 2);
}

TEST_CASE("what is no ISO 8601 stamp is refused", "[importing]") {
  for (const std::string_view text : {"",
                                      "2014",
                                      "2014-4-10",
                                      "2014-13-01",
                                      "2015-02-29",
                                      "2014-04-31",
                                      "2014-04-10T",
                                      "2014-04-10T24:00:00",
                                      "2014-04-10T10",
                                      "2014-04-10T10:60",
                                      "2014-04-10T10:00:61",
                                      "2014-04-10T10:00:00.",
                                      "2014-04-10T10:00:00+",
                                      "2014-04-10T10:00:00+15:00",
                                      "2014-04-10T10:00:00+01:",
                                      "2014-04-10T10:00:00Zx",
                                      "10/04/2014 10:00",
                                      "1899-12-31",
                                      "2151-01-01",
                                      "20140410T100000Z",
                                      "\xff\xfe",
                                      "2014-04-10T10:00:00-0400-0400"}) {
    INFO(text);
    CHECK_FALSE(parse_iso8601(text).has_value());
  }
}

TEST_CASE("the size of a number tells its unit", "[importing]") {
  CHECK(parse_epoch("0") == 0);
  CHECK(parse_epoch("1397088240") == 1397088240 * second);
  CHECK(parse_epoch("1397088240.25") == 1397088240 * second + second / 4);
  CHECK(parse_epoch("1397088240250") == 1397088240 * second + second / 4);
  CHECK(parse_epoch("1397088240250.5") == 1397088240 * second + second / 4 + 500'000);
  CHECK(parse_epoch("1397088240250000") == 1397088240 * second + second / 4);
  CHECK(parse_epoch("1397088240250000001") == 1397088240 * second + second / 4 + 1);
  for (const std::string_view text :
       {"", "-1", "+1", "1e9", "1.", ".5", "12a", "nan", "99999999999", "99999999999999",
        "99999999999999999", "9223372036854775807", "99999999999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(parse_epoch(text).has_value());
  }
}

TEST_CASE("stamps of access logs are read with month names and zones", "[importing]") {
  CHECK(parse_log_stamp("17/May/2015:10:05:03 +0000") == 1431857103 * second);
  CHECK(parse_log_stamp("17/May/2015:06:05:03 -0400") == 1431857103 * second);
  for (const std::string_view text :
       {"17/Mai/2015:10:05:03 +0000", "32/May/2015:10:05:03 +0000", "17/May/2015:10:05:03",
        "17/May/2015 10:05:03 +0000", "7/May/2015:10:05:03 +0000", "::1", ""}) {
    INFO(text);
    CHECK_FALSE(parse_log_stamp(text).has_value());
  }
}

TEST_CASE("stamps are written in UTC with the decimals they need", "[importing]") {
  CHECK(format_stamp(1431857103 * second) == "2015-05-17T10:05:03Z");
  CHECK(format_stamp(1431857103 * second + 250'000'000) == "2015-05-17T10:05:03.250Z");
  CHECK(format_stamp(1431857103 * second + 1'000) == "2015-05-17T10:05:03.000001Z");
  CHECK(format_stamp(-1) == "1969-12-31T23:59:59.999999999Z");
}
