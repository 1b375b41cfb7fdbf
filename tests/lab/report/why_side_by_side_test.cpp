#include "lab/report/why_side_by_side.hpp"

#include "tests/lab/report/example_decisions.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("why side by side: a line for each instant at which a count changed", "[why]") {
  const Result calm = example::scaled_api();
  Result keen = calm;
  keen.decisions[1].time_s -= 15;  // its first change
  const std::string text = why_side_by_side_text({{"calm_spike", &calm}, {"keen_spike", &keen}},
                                                 "api", {}, {80, 24, false});
  const std::string table =
      "api: the count side by side\n"
      "\n"
      "time          calm       keen\n"
      "0:00:00          3          3\n"
      "0:00:48          3    up to 6\n"
      "0:01:03    up to 6          6\n"
      "0:01:18   up to 10   up to 10\n"
      "0:08:03  down to 5  down to 5\n"
      "\n"
      "calm_spike\n"
      "api by HorizontalPodAutoscaler: 33 evaluations, 3 changes\n";
  CHECK(text.substr(0, table.size()) == table);
  CHECK(text.find("\nkeen_spike\napi by HorizontalPodAutoscaler") != std::string::npos);
}

TEST_CASE("why side by side: a stretch begins with the counts that hold there", "[why]") {
  const Result result = example::scaled_api();
  const std::string text = why_side_by_side_text({{"before", &result}, {"after", &result}}, "api",
                                                 {100, 600}, {80, 24, false});
  CHECK(text.find("time        before      after\n"
                  "0:01:40         10         10\n"
                  "0:08:03  down to 5  down to 5\n") != std::string::npos);
}
