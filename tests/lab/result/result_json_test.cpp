#include "lab/result/result_json.hpp"

#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "lab/result/json_text.hpp"
#include "tests/lab/report/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

/// The message with which a text is refused.
std::string refusal(const std::string& text) {
  try {
    from_json(text);
  } catch (const ResultFormatError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("what is written is read back, byte for byte", "[result]") {
  const std::string text = to_json(example::result());
  CHECK(to_json(from_json(text)) == text);
  const std::string empty = to_json(Result{});
  CHECK(to_json(from_json(empty)) == empty);
}

TEST_CASE("the fields of the contract stand where checks look for them", "[result]") {
  const auto json = nlohmann::json::parse(to_json(example::result()));
  for (const char* pointer : {"/schema_version",
                              "/tiersim_version",
                              "/scenario/name",
                              "/scenario/hash",
                              "/run/seed",
                              "/run/replications",
                              "/run/duration_s",
                              "/run/warm_up_s",
                              "/run/events",
                              "/run/wall_s",
                              "/run/events_per_s",
                              "/verdict",
                              "/slo/0/expression",
                              "/slo/0/metric",
                              "/slo/0/value",
                              "/slo/0/low",
                              "/slo/0/high",
                              "/slo/0/limit",
                              "/slo/0/verdict",
                              "/requests/all/offered",
                              "/requests/all/completed",
                              "/requests/all/failed",
                              "/requests/all/in_flight",
                              "/requests/all/throughput_per_s",
                              "/requests/all/goodput_per_s",
                              "/requests/all/error_rate",
                              "/requests/all/availability",
                              "/requests/all/outcomes/ok",
                              "/requests/all/latency_s/mean",
                              "/requests/all/latency_s/p50",
                              "/requests/all/latency_s/p75",
                              "/requests/all/latency_s/p90",
                              "/requests/all/latency_s/p95",
                              "/requests/all/latency_s/p99",
                              "/requests/all/latency_s/p999",
                              "/requests/all/latency_s/max",
                              "/requests/classes/checkout/offered",
                              "/requests/workloads/shoppers/offered",
                              "/components/api/kind",
                              "/components/api/utilization",
                              "/components/api/in_flight_mean",
                              "/components/api/wait_s/p95",
                              "/components/api/service_s/p95",
                              "/components/api/replicas/mean",
                              "/components/api/replicas/min",
                              "/components/api/replicas/max",
                              "/components/api/replicas/end",
                              "/components/db~1primary/counters/commits",
                              "/cost/total",
                              "/cost/per_hour",
                              "/cost/per_month",
                              "/cost/per_million_requests",
                              "/cost/currency",
                              "/cost/items/0/amount",
                              "/intervals/requests.all.latency_s.p95/1",
                              "/timeline/0/time_s",
                              "/alerts/0/name",
                              "/diagnosis/0/summary",
                              "/invariants/conservation",
                              "/invariants/littles_law_error"}) {
    INFO(pointer);
    CHECK(json.contains(nlohmann::json::json_pointer(pointer)));
  }
  CHECK(json["verdict"] == "missed");
  CHECK_FALSE(nlohmann::json::parse(to_json(Result{})).contains("cost"));
}

TEST_CASE("doubles are written with the fewest digits that read back", "[result]") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(100) == "100");
  CHECK(shortest(1.0 / 3) == "0.3333333333333333");
  CHECK(shortest(5e-324) == "5e-324");
  CHECK(shortest(9007199254740993.0) == "9007199254740992");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(shortest(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("what was not measured is null and comes back as not measured", "[result]") {
  Result result;
  result.series = {{0, 60}, {{"requests", "error_rate", {0.5, not_measured}}}};
  const Result read = from_json(to_json(result));
  CHECK(read.series.columns.at(0).values.at(0) == 0.5);
  CHECK(std::isnan(read.series.columns.at(0).values.at(1)));
  CHECK(std::isnan(read.requests.all.latency_s.p95));
}

TEST_CASE("text of any sort survives the file", "[result]") {
  Result result;
  result.scenario_name = "quote \" backslash \\ line\nfeed – </script> \x01";
  CHECK(from_json(to_json(result)).scenario_name == result.scenario_name);
  result.scenario_name = "not utf-8: \xff";
  CHECK(from_json(to_json(result)).scenario_name == "not utf-8: \uFFFD");
}

TEST_CASE("the layout of the file", "[result]") {
  JsonText text;
  text.begin_object();
  text.key("none");
  text.begin_array();
  text.end_array();
  text.key("numbers");
  text.value(std::vector<double>{1, 2.5});
  text.key("rows");
  text.begin_array();
  text.value(true);
  text.value("a");
  text.end_array();
  text.end_object();
  CHECK(text.take() ==
        "{\n  \"none\": [],\n  \"numbers\": [1, 2.5],\n  \"rows\": [\n    true,\n    \"a\"\n  "
        "]\n}\n");
}

TEST_CASE("a file that is no result is refused with the reason and the place", "[result]") {
  CHECK(refusal("{\n  \"a\": 1,\n}") == "the text stops being JSON at line 3, column 1");
  CHECK(refusal("") == "the text stops being JSON at line 1, column 1");
  CHECK(refusal("[]") ==
        "the whole text is an array, where the object of a result.json is expected");
  CHECK(refusal("{}") == "no schema_version: this is not a result.json as tiersim run writes it");
  CHECK(refusal(R"({"schema_version": 99})") ==
        "/schema_version is 99; this tiersim reads 1: repeat the run");
  CHECK(refusal(R"({"schema_version": 1, "run": {"seed": "x"}})") ==
        "/run/seed is a string, where a whole number from 0 is expected");
  CHECK(refusal(R"({"schema_version": 1, "run": {"seed": -1}})") ==
        "/run/seed is a number, where a whole number from 0 is expected");
  CHECK(refusal(R"({"schema_version": 1, "slo": [{"verdict": "maybe"}]})") ==
        R"(/slo/0/verdict is "maybe"; a verdict is met, missed, undecided or none)");
  CHECK(refusal(R"({"schema_version": 1, "components": {"db/primary": 3}})") ==
        "/components/db~1primary is a number, where an object is expected");
  CHECK(refusal(R"({"schema_version": 1, "intervals": {"p": [1]}})") ==
        "/intervals/p is an array, where [low, high] is expected");
  CHECK(
      refusal(
          R"({"schema_version": 1, "series": {"time_s": [0, 1], "columns": [{"values": [1]}]}})") ==
      "/series/columns/0/values has 1 values, /series/time_s has 2 instants; they must be as many");
}

TEST_CASE("a short hand-made file is enough", "[result]") {
  const Result result =
      from_json(R"({"schema_version": 1, "scenario": {"name": "mm1"}, "something_new": 3})");
  CHECK(result.scenario_name == "mm1");
  CHECK(result.run.replications == 1);
  CHECK_FALSE(result.cost.has_value());
}
