#include "lab/report/chart_data.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "tests/lab/report/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("neighbours become one point: their mean, their peak or the last", "[charts]") {
  const std::vector<double> values{1, 3, 2, 8, 5};
  CHECK(reduced(values, 3, Reduction::Mean) == std::vector<double>{2, 5, 5});
  CHECK(reduced(values, 3, Reduction::Max) == std::vector<double>{3, 8, 5});
  CHECK(reduced(values, 3, Reduction::Last) == std::vector<double>{3, 8, 5});
  CHECK(reduced(values, 5, Reduction::Mean) == values);
  CHECK(reduced({}, 5, Reduction::Mean).empty());
}

TEST_CASE("what was not measured does not count, unless nothing was", "[charts]") {
  const std::vector<double> few =
      reduced({not_measured, 4, not_measured, not_measured}, 2, Reduction::Mean);
  CHECK(few.at(0) == 4);
  CHECK(std::isnan(few.at(1)));
}

TEST_CASE("the example day gives its charts in order, each with 480 points at most", "[charts]") {
  const auto data = nlohmann::json::parse(chart_data(example::result()));
  std::vector<std::string> titles;
  const std::size_t points = data["time_s"].size();
  CHECK(points == 480);
  for (const auto& chart : data["charts"]) {
    titles.push_back(chart["title"]);
    for (const auto& line : chart["lines"]) CHECK(line["values"].size() == points);
  }
  CHECK(titles == std::vector<std::string>{"Requests", "Latency", "Replicas of api",
                                           "Replicas of workers", "Pool wait p95", "Error rate",
                                           "Utilization"});
  CHECK(data["charts"][1]["limits"][0]["label"] == "p95 < 250ms");
  CHECK(data["charts"][1]["limits"][0]["value"] == 0.25);
}

TEST_CASE("a line without a single measurement is not drawn", "[charts]") {
  Result result;
  result.series = {{0, 60},
                   {{"requests", "latency_p50_s", {not_measured, not_measured}},
                    {"requests", "latency_p95_s", {0.1, not_measured}}}};
  const auto data = nlohmann::json::parse(chart_data(result));
  REQUIRE(data["charts"].size() == 1);
  CHECK(data["charts"][0]["lines"].size() == 1);
  CHECK(data["charts"][0]["lines"][0]["label"] == "p95");
}

TEST_CASE("events are grouped by what happened", "[charts]") {
  Result result;
  for (const char* event :
       {"scale_up", "kill", "oom_kill", "failover", "alert_resolved", "checkpoint"}) {
    result.timeline.push_back({0, "c", event, ""});
  }
  const auto data = nlohmann::json::parse(chart_data(result));
  std::vector<std::string> groups;
  for (const auto& event : data["events"]) groups.push_back(event["group"]);
  CHECK(groups ==
        std::vector<std::string>{"scale_up", "fault", "fault", "fault", "alert", "other"});
}

TEST_CASE("replicas that never change get no chart", "[charts]") {
  Result result;
  result.series = {{0, 60},
                   {{"api", "replicas_ready", {3, 3}}, {"api", "replicas_desired", {3, 3}}}};
  CHECK(nlohmann::json::parse(chart_data(result))["charts"].empty());
}

TEST_CASE("no text can end the script element that holds the data", "[charts]") {
  Result result;
  result.timeline.push_back({0, "c", "fault", "</script><!--"});
  const std::string data = chart_data(result);
  CHECK(data.find('<') == std::string::npos);
  CHECK(nlohmann::json::parse(data)["events"][0]["detail"] == "</script><!--");
}
