#include "lab/importing/read_timestamps.hpp"

#include <sstream>
#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

Imported<ClassedTimestamps> read(const std::string& text, const TimestampOptions& options = {}) {
  std::istringstream in(text);
  return read_timestamps(in, "requests.csv", options);
}

}  // namespace

TEST_CASE("timestamps: the Azure sample keeps its 100 ns", "[importing]") {
  const auto result = read_timestamps(TIERSIM_SOURCE_DIR "/tests/data/azure_llm_2023_code.csv");
  REQUIRE(result.ok());
  CHECK(result.faults.empty());
  const auto& times = result.value.trace.times;
  CHECK(times.size() == 2000);
  CHECK(times[0] == at(0s));
  CHECK(times[1] == at(52ms));
  CHECK(times.back() == at(853'079'347'000ns));
  CHECK(result.value.trace.classes.empty());
  CHECK(result.report.start_ns == 1'700'158'623'979'960'000);
  CHECK(result.report.total == 2000);
  CHECK(result.report.peak == 41);  // in second 572
  CHECK(result.report.mean == Approx(2000 / 853.079347));
  CHECK(result.report.out_of_order == 0);
}

TEST_CASE("timestamps: rows out of order are sorted and counted, classes go with them",
          "[importing]") {
  const auto result = read("ts,endpoint\n10.5,list\n12,order\n11,list\n11,pay\n13,order\n",
                           {.class_column = "endpoint"});
  REQUIRE(result.ok());
  CHECK(result.value.trace.times ==
        std::vector<TimePoint>{at(0s), at(500ms), at(500ms), at(1500ms), at(2500ms)});
  CHECK(result.value.class_names == std::vector<std::string>{"list", "order", "pay"});
  CHECK(result.value.trace.classes == std::vector<ClassId>{0, 0, 2, 1, 1});
  CHECK(result.report.out_of_order == 2);
}

TEST_CASE("timestamps: a window begins a new count of time", "[importing]") {
  const auto result = read("0\n5\n6\n10\n", {.from = 5s, .to = 10s});
  REQUIRE(result.ok());
  CHECK(result.value.trace.times == std::vector<TimePoint>{at(0s), at(1s)});
  CHECK(result.report.outside_window == 2);
  CHECK(result.report.start_ns == 5'000'000'000);
  CHECK_FALSE(read("0\n5\n", {.from = 1h}).ok());
}

TEST_CASE("timestamps: faults name the row, the column and the cure", "[importing]") {
  const auto some = read("time\n2024-01-01T00:00:00Z\nlater\n2024-01-01T00:00:01.5+00:00\n");
  REQUIRE(some.ok());
  CHECK(some.report.first_rejected == std::vector<RejectedRow>{{3, "\"later\" is not an instant"}});
  const auto none = read("hello\nworld\n");
  REQUIRE_FALSE(none.ok());
  CHECK(none.faults.items()[0].message ==
        "none of 1 rows can be understood; the first: \"world\" is not an instant");
  const auto column = read("time,class\n1,a\n", {.class_column = "kind"});
  REQUIRE_FALSE(column.ok());
  CHECK(column.faults.items()[0].message == "there is no column \"kind\" (class_column)");
}

TEST_CASE("timestamps: a column with too many classes is refused", "[importing]") {
  std::string text = "time,id\n";
  for (int i = 0; i < 70'000; ++i) text += std::to_string(i) + ",id" + std::to_string(i) + "\n";
  const auto result = read(text, {.class_column = "id"});
  REQUIRE_FALSE(result.ok());
  CHECK(result.faults.items()[0].message == "column \"id\" has more than 65535 classes");
}
