#include "lab/importing/read_access_log.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

const std::string nasa = TIERSIM_SOURCE_DIR "/tests/data/nasa_1995_07_01_access.log.gz";

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

std::string line(int second, const std::string& path, const std::string& bytes = "1") {
  const std::string digits = (second < 10 ? "0" : "") + std::to_string(second);
  return "h - - [01/Jul/1995:00:00:" + digits + " -0400] \"GET " + path + " HTTP/1.0\" 200 " +
         bytes + "\n";
}

Imported<AccessLog> read(const std::string& text, const AccessLogOptions& options = {}) {
  std::istringstream in(text);
  return read_access_log(in, "access.log", options, Stream(1));
}

}  // namespace

TEST_CASE("access log: the packed NASA sample is read whole", "[importing]") {
  const auto result = read_access_log(nasa, {}, Stream(1));
  REQUIRE(result.ok());
  CHECK(result.faults.empty());
  CHECK(result.report.rows == 2000);
  CHECK(result.report.rejected == 0);
  CHECK(result.report.out_of_order == 0);
  const AccessLog& log = result.value;
  CHECK(log.times.size() == 2000);
  CHECK(log.paths.size() == 372);
  CHECK(log.paths[0] == "/history/apollo/");
  CHECK(log.methods == std::vector<std::string>{"GET", "HEAD"});
  CHECK(std::count(log.status.begin(), log.status.end(), 304) == 114);
  CHECK(std::accumulate(log.bytes.begin(), log.bytes.end(), std::uint64_t{0}) == 42'309'184);
  CHECK(result.report.start_ns == 804'571'201'000'000'000);  // 1995-07-01T00:00:01-04:00
  CHECK(result.report.peak == 6);
  CHECK(std::is_sorted(log.times.begin(), log.times.end()));
}

TEST_CASE("access log: requests are spread inside their second and keep their columns",
          "[importing]") {
  const auto whole = read_access_log(nasa, {.spread = false}, Stream(1));
  const auto spread = read_access_log(nasa, {}, Stream(1));
  const auto again = read_access_log(nasa, {}, Stream(1));
  const auto other = read_access_log(nasa, {}, Stream(2));
  CHECK(spread.value.times == again.value.times);
  CHECK(spread.value.times != other.value.times);
  double sum = 0;
  for (std::size_t i = 0; i < 2000; ++i) {
    const Duration since = spread.value.times[i] - whole.value.times[i];
    CHECK((since >= 0s && since < 1s));
    sum += to_seconds(since);
  }
  // Mean of 2,000 uniforms: 0.5 ± 3.891 · √(1/12/2000), level 0.9999.
  CHECK(std::abs(sum / 2000 - 0.5) < 0.0251);
  CHECK(std::accumulate(spread.value.path.begin(), spread.value.path.end(), 0ULL) ==
        std::accumulate(whole.value.path.begin(), whole.value.path.end(), 0ULL));
}

TEST_CASE("access log: lines out of order are sorted and counted", "[importing]") {
  const auto result = read(line(5, "/a?x=1") + line(3, "/b", "-") + "\n" + line(4, "/a?x=2", "7"),
                           {.spread = false});
  REQUIRE(result.ok());
  CHECK(result.report.out_of_order == 2);
  CHECK(result.value.times == std::vector<TimePoint>{at(0s), at(1s), at(2s)});
  CHECK(result.value.paths == std::vector<std::string>{"/a", "/b"});
  CHECK(result.value.path == std::vector<std::uint32_t>{1, 0, 0});
  CHECK(result.value.bytes == std::vector<std::uint64_t>{AccessLog::bytes_unknown, 7, 1});
  CHECK(read(line(5, "/a?x=1"), {.keep_query = true}).value.paths[0] == "/a?x=1");
}

TEST_CASE("access log: a window begins a new count of time", "[importing]") {
  const auto result =
      read(line(1, "/a") + line(2, "/b") + line(3, "/c"), {.spread = false, .from = 1s, .to = 2s});
  REQUIRE(result.ok());
  CHECK(result.value.times == std::vector<TimePoint>{at(0s)});
  CHECK(result.value.paths[result.value.path[0]] == "/b");
  CHECK(result.report.outside_window == 2);
  CHECK_FALSE(read(line(1, "/a"), {.from = 1h}).ok());
}

TEST_CASE("access log: rejected lines are counted with reasons", "[importing]") {
  const auto result = read(line(1, "/a") + "garbage\n" + line(2, "/b"));
  REQUIRE(result.ok());
  CHECK(result.report.rows == 3);
  CHECK(result.report.first_rejected ==
        std::vector<RejectedRow>{{2, "no stamp such as [17/May/2015:10:05:03 +0000]"}});
  REQUIRE(result.faults.items().size() == 1);
  CHECK(result.faults.items()[0].place.line == 2);
  const auto none = read("a,b\n1,2\n");
  REQUIRE_FALSE(none.ok());
  CHECK(
      none.faults.items()[0].message ==
      "none of 2 rows can be understood; the first: no stamp such as [17/May/2015:10:05:03 +0000]");
}

TEST_CASE("access log: the longest prefix of its path gives a request its class", "[importing]") {
  const auto result = read_access_log(nasa, {}, Stream(1));
  const auto classes = classes_by_prefix(
      result.value, {{"/shuttle/", 1}, {"/images/", 2}, {"/shuttle/countdown/", 3}}, 0);
  REQUIRE(classes.size() == 2000);
  const auto number = [&](ClassId id) { return std::count(classes.begin(), classes.end(), id); };
  CHECK(number(1) + number(3) == 872);
  CHECK(number(3) > 0);
  CHECK(number(2) == 586);
}
