#include "lab/result/decisions.hpp"

#include <sstream>

#include "lab/result/result_csv.hpp"
#include "lab/result/result_json.hpp"
#include "tests/lab/report/example_decisions.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("a decision in one sentence, with its ranges when it lasted", "[decisions]") {
  const std::vector<ScalingDecision> decisions = example::scaled_api().decisions;
  CHECK(decision_sentence(decisions[1]) ==
        "3 -> 6: cpu at 180 % of request against a target of 70 %: 3 pods wanted 8; limited to 6 "
        "by Percent 100/15s");
  CHECK(decision_sentence(decisions[4]) ==
        "10: cpu at 31 % of request against a target of 70 %: 10 pods wanted 5; scale-down window "
        "300s holds 10 (19 evaluations alike, cpu 20-31 % / 70 %: 3-5)");
}

TEST_CASE("a metric that failed is what held the count", "[decisions]") {
  ScalingDecision decision = example::decision(15, 4, 4, {0, 0}, {4, 4});
  CHECK_FALSE(is_limited(decision));
  decision.proposals = {{"queue", "per pod", std::nullopt, 30, std::nullopt,
                         "FailedGetExternalMetric: no such series"}};
  CHECK(is_limited(decision));
  CHECK_FALSE(is_change(decision));
  CHECK(limit_text(decision) == "FailedGetExternalMetric");
  CHECK(proposal_text(decision.proposals[0]) ==
        "queue / 30 per pod: FailedGetExternalMetric: no such series");
}

TEST_CASE("measurements keep the thousandths that they were made in", "[decisions]") {
  CHECK(range_text({12.5, 12.5}) == "12.5");
  CHECK(range_text({0.125, 3}) == "0.125-3");
  CHECK(range_text({200, 1e6}) == "200-1000000");
  CHECK(range_text({}) == "–-–");
}

TEST_CASE("a rule that goes on holding the count is told once, with quiet ones between",
          "[decisions]") {
  Result result = example::scaled_api();
  ScalingDecision quiet = example::decision(475, 10, 10, {66, 66}, {10, 10});
  ScalingDecision again = result.decisions[4];
  again.time_s = again.last_s = 490;
  again.evaluations = 1;
  again.wanted = Interval{2, 2};
  again.proposals[0].value = Interval{12, 12};
  const std::vector<ScalingDecision> told =
      noteworthy({result.decisions[4], quiet, again, result.decisions[5], again});
  REQUIRE(told.size() == 3);
  CHECK(told[0].time_s == 198);
  CHECK(told[0].last_s == 490);
  CHECK(told[0].evaluations == 20);
  CHECK(range_text(*told[0].wanted) == "2-5");
  CHECK(proposal_text(told[0].proposals[0]) == "cpu 12-31 % / 70 %: 3-5");
  CHECK(is_change(told[1]));
}

TEST_CASE("timeline.csv tells the decisions among the events", "[decisions]") {
  Result result = example::scaled_api();
  result.decisions.resize(2);
  result.timeline = {{63, "api", "scale_up", "cpu"}, {70, "db", "fault", "kill"}};
  std::ostringstream out;
  write_timeline_csv(out, result.timeline, result.decisions);
  CHECK(out.str() ==
        "time_s,component,event,detail\n"
        "3,api,decision,\"3: cpu at 61 % of request against a target of 70 %: 3 pods wanted 3 (4 "
        "evaluations alike, cpu 61-68 % / 70 %: 3)\"\n"
        "63,api,decision,3 -> 6: cpu at 180 % of request against a target of 70 %: 3 pods wanted "
        "8; limited to 6 by Percent 100/15s\n"
        "63,api,scale_up,cpu\n"
        "70,db,fault,kill\n");
}

TEST_CASE("decisions survive result.json, and a result without them is read", "[decisions]") {
  const Result result = example::scaled_api();
  const std::string text = to_json(result);
  const Result read = from_json(text);
  CHECK(to_json(read) == text);
  REQUIRE(read.decisions.size() == result.decisions.size());
  CHECK(read.decisions[4].limits[0].rule == "scale-down window 300s");
  CHECK(read.decisions[4].proposals[0].value->high == 31);
  CHECK(from_json(R"({"schema_version": 1})").decisions.empty());
}
