#include <sstream>

#include "tests/models/theory/theory_runner.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory_vectors;

TEST_CASE("every queueing vector of a known model is met", "[theory]") {
  std::ostringstream lines;
  const Tally tally = replay(TIERSIM_SOURCE_DIR "/tests/vectors/queueing", lines);
  INFO(lines.str());
  CHECK(tally.passed > 0);
  CHECK(tally.failed == 0);
}

TEST_CASE("a metric that is off, missing or finite by mistake fails its case", "[theory]") {
  const Json one = Json::parse(R"j({"expect": {"W": 2.0, "m2": null, "list": [1, 2]},
      "tolerance": {"rel": 1e-12, "abs": 0.0, "metrics": {"list": {"rel": 0.1, "abs": 0.0}}}})j");
  const double infinity = std::numeric_limits<double>::infinity();
  const Json right{{"W", 2.0 * (1 + 1e-10)}, {"m2", infinity}, {"list", {1.05, 2.0}}};
  CHECK(compare(one, right).difference.empty());
  CHECK(compare(one, right).worst == "list");
  for (const auto& [metric, wrong] : {std::pair<std::string, Json>{"W", 2.0 * (1 + 1e-8)},
                                      {"m2", 1e300},
                                      {"list", Json{1.2, 2.0}},
                                      {"list", Json{1.0}},
                                      {"W", "2"},
                                      {"W", std::numeric_limits<double>::quiet_NaN()}}) {
    Json metrics = right;
    metrics[metric] = wrong;
    CHECK(compare(one, metrics).difference.find(metric) == 0);
  }
  Json missing = right;
  missing.erase("W");
  CHECK(compare(one, missing).difference == "W is not computed");
}
