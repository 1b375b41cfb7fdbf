#include "lab/importing/read_counts.hpp"

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "lab/importing/stamp.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

Imported<CountTrace> read(const std::string& text, const CountOptions& options = {}) {
  std::istringstream in(text);
  return read_counts(in, "counts.csv", options);
}

/// -1 stands for an absent sample.
std::vector<double> counts(const Imported<CountTrace>& result) {
  std::vector<double> all;
  for (const double count : result.value.counts) all.push_back(std::isnan(count) ? -1 : count);
  return all;
}

using Counts = std::vector<double>;

const std::string gappy =
    "minute,requests\n"
    "2024-01-01T00:00:00Z,10\n"
    "2024-01-01T00:01:00Z,20\n"
    "2024-01-01T00:03:00Z,40\n"
    "2024-01-01T00:04:00Z,\n"
    "2024-01-01T00:05:00Z,60\n";

}  // namespace

TEST_CASE("counts: the NASA day is read whole", "[importing]") {
  const auto result =
      read_counts(TIERSIM_SOURCE_DIR "/scenarios/data/nasa_1995_07_13_requests_per_minute.csv");
  REQUIRE(result.ok());
  CHECK(result.faults.empty());
  CHECK(result.value.interval == 60s);
  CHECK(result.value.counts.size() == 1440);
  CHECK(result.report.rows == 1440);
  CHECK(result.report.rejected == 0);
  CHECK(result.report.absent == 0);
  CHECK(result.report.total == 134203);
  CHECK(result.report.peak == 405);
  CHECK(result.report.mean == Approx(93.1965).epsilon(1e-6));
  CHECK(result.report.length == 24h);
  CHECK(result.value.counts[9 * 60 + 49] ==
        405);  // local time, as the stamps begin at local midnight
  CHECK(format_stamp(result.report.start_ns) == "1995-07-13T04:00:00Z");
}

TEST_CASE("counts: a missing sample of a real monitor stays absent", "[importing]") {
  const auto result = read_counts(TIERSIM_SOURCE_DIR "/tests/data/aws_elb_2014_request_count.csv");
  REQUIRE(result.ok());
  CHECK(result.value.interval == 5min);
  CHECK(result.value.counts.size() == 601);
  CHECK(result.report.absent == 1);
  CHECK(std::isnan(result.value.counts[138]));  // 11:34, between 11:29 and 11:39
  CHECK(result.report.total == 42127);
  CHECK(result.report.peak == 335);
  REQUIRE(result.faults.items().size() == 1);
  CHECK(result.faults.items()[0].severity == Severity::Warning);
  CHECK(result.faults.items()[0].message ==
        "1 of 601 intervals have no sample; nothing arrives in them");
}

TEST_CASE("counts: absent samples can be filled", "[importing]") {
  CHECK(counts(read(gappy)) == Counts{10, 20, -1, 40, -1, 60});
  CHECK(counts(read(gappy, {.fill = Fill::zero})) == Counts{10, 20, 0, 40, 0, 60});
  CHECK(counts(read(gappy, {.fill = Fill::previous})) == Counts{10, 20, 20, 40, 40, 60});
  const auto linear = read(gappy, {.fill = Fill::linear});
  CHECK(counts(linear) == Counts{10, 20, 30, 40, 50, 60});
  CHECK(linear.report.absent == 2);
  CHECK(linear.report.filled == 2);
  CHECK(linear.report.total == 210);
  CHECK(linear.faults.empty());
  // Nothing stands before the first sample or behind the last.
  const std::string edges = "NaN\n4\n-\n";
  CHECK(counts(read(edges, {.interval = 1s, .fill = Fill::previous})) == Counts{-1, 4, 4});
  CHECK(counts(read(edges, {.interval = 1s, .fill = Fill::linear})) == Counts{-1, 4, -1});
  CHECK(counts(read(edges, {.interval = 1s, .fill = Fill::zero})) == Counts{0, 4, 0});
}

TEST_CASE("counts: columns are found, named or numbered", "[importing]") {
  const std::string text =
      "host;Requests;time;bytes\nweb;5;2024-01-01 00:00;100\nweb;6;2024-01-01 01:00;200\n";
  CHECK(counts(read(text)) == Counts{5, 6});
  CHECK(read(text).value.interval == 1h);
  CHECK(counts(read(text, {.count_column = "bytes"})) == Counts{100, 200});
  CHECK(counts(read(text, {.time_column = "3", .count_column = "4"})) == Counts{100, 200});
  const auto wrong = read(text, {.count_column = "hits"});
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.faults.items()[0].message == "there is no column \"hits\" (count_column)");
  CHECK(wrong.faults.items()[0].cure == "its columns: host, Requests, time, bytes");
  CHECK(wrong.faults.items()[0].place.line == 1);
  const auto no_header = read("1,2\n2,3\n", {.count_column = "hits"});
  CHECK(no_header.faults.items()[0].cure == "it has no header line; give a number from 1 to 2");
}

TEST_CASE("counts: numbers since 1970 and quoted fields are understood", "[importing]") {
  CHECK(counts(read("1700000000,3\n1700000010,4\n1700000020,5\n")) == Counts{3, 4, 5});
  CHECK(read("1700000000,3\n1700000010,4\n").value.interval == 10s);
  CHECK(counts(read("\"1700000000000\",\"3\"\n\"1700000000250\",\"4.5\"\n")) == Counts{3, 4.5});
  CHECK(counts(read("# made by hand\n\n0\t7\n60\t8\n")) == Counts{7, 8});
}

TEST_CASE("counts: zones are absolute, rows are put in order", "[importing]") {
  const auto result = read(
      "time,count\n2024-01-01T02:02:00+02:00,3\n2024-01-01T00:00:00Z,1\n2023-12-31T20:01:00-04:00,"
      "2\n"
      "2024-01-01T00:03:00Z,4\n");
  CHECK(counts(result) == Counts{1, 2, 3, 4});
  CHECK(result.report.out_of_order == 2);
}

TEST_CASE("counts: rows off the grid go to the nearest interval, second samples are refused",
          "[importing]") {
  const auto result = read("0,1\n10,2\n21,3\n29,4\n30,5\n40,6\n50,7\n", {.interval = 10s});
  CHECK(counts(result) == Counts{1, 2, 3, 4, 6, 7});
  CHECK(result.report.off_grid == 2);
  REQUIRE(result.report.first_rejected.size() == 1);
  CHECK(result.report.first_rejected[0] ==
        RejectedRow{5, "a second sample for the interval at 1970-01-01T00:00:30Z"});
}

TEST_CASE("counts: a window is cut at whole intervals", "[importing]") {
  const auto result = read("0,1\n60,2\n120,3\n180,4\n240,5\n", {.from = 60s, .to = 3min + 1s});
  CHECK(counts(result) == Counts{2, 3, 4});
  CHECK(result.report.outside_window == 2);
  CHECK(result.report.start_ns == 60'000'000'000);
  const auto nothing = read("0,1\n60,2\n", {.from = 1h});
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.faults.items()[0].message == "no interval begins between from and to");
}

TEST_CASE("counts: rows that cannot be understood are counted, the first five with reasons",
          "[importing]") {
  const auto result = read(
      "minute,requests\n2024-01-01T00:00:00Z,1\nnoon,2\n2024-01-01T00:01:00Z,many\n2024-01-01T00:"
      "01:00Z,-3\n"
      "2024-01-01T00:01:00Z,\"2\n2024-01-01T00:01:00Z,inf\n\x01\x02,1\n2024-01-01T00:01:00Z,"
      "2\n2024-01-01T00:02:00Z,"
      "3\n");
  REQUIRE(result.ok());
  CHECK(counts(result) == Counts{1, 2, 3});
  CHECK(result.report.rows == 9);
  CHECK(result.report.rejected == 6);
  CHECK(result.report.first_rejected ==
        std::vector<RejectedRow>{{3, "\"noon\" is not an instant"},
                                 {4, "\"many\" is not a number of requests"},
                                 {5, "\"-3\" is not a number of requests"},
                                 {6, "a quoted field does not end on its line"},
                                 {7, "\"inf\" is not a number of requests"}});
  REQUIRE(result.faults.items().size() == 1);
  CHECK(result.faults.items()[0].message ==
        "6 of 9 rows are left out; the first: \"noon\" is not an instant");
  CHECK(result.faults.items()[0].place == Place{"counts.csv", 3, 0, 0});
}

TEST_CASE("counts: without a time column a row that is left out leaves its interval absent",
          "[importing]") {
  CHECK(counts(read("count\n1\nx\n3\n", {.interval = 1min})) == Counts{1, -1, 3});
}

TEST_CASE("counts: what cannot be used says what would be right", "[importing]") {
  const auto fault = [](const std::string& text, const CountOptions& options = {}) {
    const auto result = read(text, options);
    REQUIRE_FALSE(result.ok());
    return result.faults.items()[0].message + " | " + result.faults.items()[0].cure;
  };
  CHECK(fault("") == "there are no rows | check the file");
  CHECK(fault("time,count\n") == "there are no rows | check the file");
  CHECK(fault("time,count\na,b\nc,d\n") ==
        "none of 2 rows can be understood; the first: \"a\" is not an instant | check the format "
        "and the columns");
  CHECK(fault("0,5\n") ==
        "the length of the intervals is not known | one row does not tell it; name it as interval");
  CHECK(fault("2024-01-01T00:00:00Z\n2024-01-01T00:00:05Z\n") ==
        "there is no column with numbers of requests | name it in count_column; rows of instants "
        "alone are timestamps");
  CHECK(fault("0,1\n1,1\n2,1\n2024-01-01,1\n") ==
        "the record spans 1704067201 intervals of 1 s, from 1970-01-01T00:00:00Z to "
        "2024-01-01T00:00:00Z | "
        "check the first and the last stamp, or name a longer interval");
  CHECK(fault("1\n2\n", {.interval = 24h * 400}) ==
        "the intervals are longer than a year, or the record than 292 years | check interval and "
        "the stamps");
}
