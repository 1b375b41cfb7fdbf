// Every scenario of the repository reads without a word, and runs.
#include <filesystem>

#include "lab/experiment/experiment.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/topology.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

/// Those at the top, and those in folders: scenario.json, named like its folder, and its variants.
std::vector<std::string> all_scenarios() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("scenarios")) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result run(const std::string& path, const std::vector<std::string>& sets) {
  const Reading reading = read_scenario(path, sets);
  INFO(render(reading));
  REQUIRE(reading.scenario);
  return run_experiment(*reading.scenario, load_traces(*reading.scenario), {});
}

double highest(const Result& result, const std::string& component, const std::string& metric) {
  double peak = 0;
  for (const SeriesColumn& column : result.series.columns) {
    if (column.component != component || column.metric != metric) continue;
    for (const double value : column.values) peak = value > peak ? value : peak;
  }
  return peak;
}

}  // namespace

TEST_CASE("misleading_cpu: pods go while users wait, and come back when the database is well") {
  const Result result = run("scenarios/misleading_cpu.json", {"run.replications=1"});
  double before = 0;
  double slow = 0;
  double slow_p95_s = 0;
  for (const SeriesColumn& column : result.series.columns) {
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const double time_s = result.series.time_s[i];
      if (column.component == "api" && column.metric == "replicas_desired") {
        if (time_s < 240) before = column.values[i];
        if (time_s < 1320) slow = column.values[i];
      }
      if (column.component == "requests" && column.metric == "latency_p95_s" && time_s > 1140 &&
          time_s < 1320)
        slow_p95_s = std::max(slow_p95_s, column.values[i]);
    }
  }
  CHECK(before >= 7);
  CHECK(slow == 2);         // minReplicas
  CHECK(slow_p95_s > 5.0);  // a query takes a quarter of a second
  CHECK(result.components.at("api").replicas->end >= 7);
  CHECK(result.requests.all.failed == 0);
}

TEST_CASE("every scenario reads, surveys and runs with its invariants holding") {
  const std::vector<std::string> paths = all_scenarios();
  CHECK(paths.size() >= 5);
  for (const std::string& path : paths) {
    INFO(path);
    const Reading reading = read_scenario(path);
    CHECK(render(reading).empty());
    REQUIRE(reading.scenario);
    const Traces traces = load_traces(*reading.scenario);
    CHECK(traces.faults.empty());
    CHECK(survey(*reading.scenario, traces).findings.empty());
    const Result result = run(path, {"run.duration=4m", "run.warm_up=1m", "run.replications=2"});
    CHECK(result.invariants.details.empty());
    CHECK(result.requests.all.completed > 1000);
    const std::filesystem::path file = path;
    const bool is_main = file.stem() == "scenario";
    CHECK((is_main ? file.parent_path().filename() : file.stem()) == reading.scenario->name);
  }
}

TEST_CASE("in spike the autoscaler chases the load, up and down again") {
  const Result result = run("scenarios/spike.json", {"run.replications=2"});
  CHECK(highest(result, "api", "replicas_ready") >= 15);
  CHECK(result.components.at("api").replicas->end <= 12);
  int ups = 0;
  int downs = 0;
  for (const TimelineEvent& event : result.timeline) {
    ups += event.event == "scale_up" ? 1 : 0;
    downs += event.event == "scale_down" ? 1 : 0;
    if (event.event == "scale_up")
      CHECK(event.detail.find("% of request against a target of 70 %") != std::string::npos);
  }
  CHECK(ups >= 3);
  CHECK(downs >= 3);
  CHECK(result.requests.all.latency_s.p99 > 1.0);  // it cannot come in time
}

TEST_CASE("a rollout loses requests without a preStop sleep, and none with it") {
  const Result without = run("scenarios/rolling_update_under_load.json", {"run.replications=2"});
  const Result with = run("scenarios/rolling_update_with_pre_stop.json", {"run.replications=2"});
  CHECK(without.requests.all.outcomes.at("refused") > 100);
  CHECK(with.requests.all.failed == 0);
  CHECK(highest(with, "api", "replicas_updated") == 8);
  CHECK(highest(with, "api", "replicas_current") == 10);  // 25 % of 8 above
}

TEST_CASE("in cold_nodes the spike waits for nodes, which are paid for and go again") {
  const Result result = run("scenarios/cold_nodes.json", {"run.replications=1"});
  CHECK(highest(result, "cluster", "pods_pending") >= 5);
  CHECK(highest(result, "cluster", "nodes_ready") >= 4);
  CHECK(result.components.at("cluster").replicas->end <= 4);
  CHECK(result.components.at("cluster").counters.at("nodes_removed") >= 4);
  CHECK(result.components.at("cluster").counters.at("nodes_created") >= 2);
  CHECK(result.requests.all.latency_s.p99 > 1.0);  // nobody can come in time
  double asked = 0;
  double there = 0;
  for (const TimelineEvent& event : result.timeline) {
    if (event.component != "cluster") continue;
    if (event.event == "scale_up" && asked == 0) asked = event.time_s;
    if (event.event == "node_ready" && there == 0) there = event.time_s;
  }
  CHECK(asked > 300);
  CHECK(there - asked == Approx(180).margin(90));
  REQUIRE(result.cost);
  CHECK(result.cost->items.back().unit == "node_hour");
  CHECK(result.cost->total > 2 * 0.19 * 43.0 / 60.0);  // two nodes for 43 minutes, and more
}

TEST_CASE("in scale_to_zero KEDA wakes the pods when requests come, and sends them to sleep") {
  const Result result = run("scenarios/scale_to_zero.json", {"run.replications=2"});
  std::vector<std::string> woken;
  std::vector<std::string> slept;
  for (const TimelineEvent& event : result.timeline) {
    if (event.detail.starts_with("0 -> 1: ")) woken.push_back(event.detail);
    if (event.detail.find("-> 0: ") != std::string::npos) slept.push_back(event.detail);
  }
  REQUIRE(woken.size() == 2);
  CHECK(woken[0].find("trigger prometheus is active at ") != std::string::npos);
  REQUIRE(slept.size() >= 1);
  CHECK(slept[0].find("no trigger was active for more than 120s") != std::string::npos);
  CHECK(result.components.at("reports").replicas->min == 0);
  CHECK(result.components.at("edge").counters.at("no_backend") > 100);  // who came first
  CHECK(result.requests.all.error_rate < 0.01);                         // tried again
}

TEST_CASE("losing the primary fails the writes until it is back") {
  const Result result = run("scenarios/three_tier.json",
                            {"run.duration=6m", "run.warm_up=1m", "run.replications=2",
                             R"(faults=[{"at": "3m", "kill": "db/primary", "for": "1m"}])"});
  CHECK(result.requests.classes.at("order").error_rate ==
        Approx(0.2).margin(0.02));  // one minute of five
  CHECK(result.requests.classes.at("list").error_rate < 0.001);
  CHECK(result.requests.all.outcomes.at("refused") > 1000);
}

TEST_CASE("the whole soak day stays small", "[slow]") {
  const Result result = run("scenarios/soak.json", {});
  CHECK(result.requests.all.offered > 25'000'000);
  CHECK(result.run.peak_rss_bytes < 300e6);
  CHECK(result.invariants.details.empty());
}
