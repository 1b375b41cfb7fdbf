#include "lab/result/decisions.hpp"

#include <algorithm>
#include <cmath>

#include "lab/experiment/experiment.hpp"
#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

constexpr const char* spiky = R"json({
  "name": "spiky", "run": { "duration": "4m", "warm_up": "10s", "replications": 2 },
  "workload": { "users": { "to": "api", "arrivals": { "rate": [["0s", "20/s"], ["60s", "20/s"], ["61s", "200/s"]] } } },
  "components": {
    "api": { "kind": "deployment", "replicas": 2, "start_up": "5s",
             "resources": { "requests": { "cpu": "250m" }, "limits": { "cpu": "500m" } },
             "autoscaler": { "hpa": { "minReplicas": 2, "maxReplicas": 6 } },
             "operations": { "list": [ { "cpu": "10ms" } ] } } }
})json";

Result run_spiky() {
  const Reading reading = read_scenario(
      "test.json", {}, [](const std::string&) { return std::optional<std::string>(spiky); });
  REQUIRE(reading.scenario);
  return run_experiment(*reading.scenario, load_traces(*reading.scenario), {});
}

}  // namespace

TEST_CASE("the result has every sync of the first replication, and each change is a decision") {
  const Result result = run_spiky();
  std::uint64_t evaluations = 0;
  std::vector<double> changes;
  for (const ScalingDecision& decision : result.decisions) {
    CHECK(decision.component == "api");
    CHECK(static_cast<double>(decision.evaluations) ==
          std::round((decision.last_s - decision.time_s) / 15) + 1);
    evaluations += decision.evaluations;
    if (is_change(decision)) changes.push_back(decision.time_s);
  }
  CHECK(evaluations == 16);  // 240 s by 15 s
  std::vector<double> scaled;
  for (const TimelineEvent& event : result.timeline) {
    if (event.event == "scale_up" || event.event == "scale_down") scaled.push_back(event.time_s);
  }
  CHECK_FALSE(changes.empty());
  CHECK(changes == scaled);
  CHECK(std::any_of(
      result.decisions.begin(), result.decisions.end(),
      [](const ScalingDecision& decision) { return limit_text(decision) == "maxReplicas 6"; }));
}
