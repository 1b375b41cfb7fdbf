#include "lab/experiment/experiment.hpp"
#include "lab/result/result_json.hpp"
#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

constexpr const char* tiers = R"json({
  "name": "tiers", "run": { "duration": "2m", "warm_up": "20s", "replications": 4 },
  "workload": {
    "shoppers": { "to": "edge", "arrivals": { "rate": [["0s", "50/s"], ["30s", "50/s"], ["60s", "200/s"]] },
                  "mix": { "list": 0.8, "order": 0.2 }, "timeout": "2s" },
    "users": { "to": "edge", "users": { "stages": [["0s", 0], ["30s", 40]], "think": "exponential(1s)" }, "mix": { "list": 1 } } },
  "components": {
    "edge": { "kind": "load_balancer", "algorithm": "power_of_two", "to": "api" },
    "api": { "kind": "deployment", "replicas": 2, "zones": ["a", "b"], "start_up": "lognormal(5s, cv=0.5)", "slots": 8,
             "resources": { "requests": { "cpu": "250m" }, "limits": { "cpu": "500m" } },
             "autoscaler": { "hpa": { "minReplicas": 2, "maxReplicas": 10 } },
             "operations": {
               "list": [ { "cpu": "lognormal(4ms, cv=1)" },
                         { "cache": "redis", "key": "zipf(1000, 0.9)", "ttl": "5s", "miss": [ { "query": "pool", "read": "exponential(6ms)" } ] } ],
               "order": [ { "parallel": [ [ { "cpu": "6ms" } ], [ { "query": "pool", "write": "exponential(9ms)" } ] ] } ] } },
    "redis": { "kind": "cache", "zone": "a" },
    "pool": { "kind": "connection_pool", "default_pool_size": 5, "query_wait_timeout": "500ms", "to": "db", "zone": "a" },
    "db": { "kind": "postgres", "replicas": 1, "concurrency": 4, "zone": "a" } },
  "network": { "same_zone": "250us", "between_zones": "uniform(500us, 1ms)" },
  "links": { "api->pool": { "timeout": "300ms", "retry": { "attempts_max": 2 } } },
  "faults": [ { "at": "40s", "kill": "api/pod-0" }, { "at": "70s", "slow": "db/primary", "factor": 5, "for": "10s" } ],
  "slo": [ "p95 < 500ms", "error_rate < 5%" ],
  "prices": { "currency": "USD", "as_of": "2026-07-20", "api.cpu_hour": 0.04 }
})json";

Scenario read(const std::string& text) {
  const Reading reading = read_scenario(
      "test.json", {}, [&text](const std::string&) { return std::optional<std::string>(text); });
  INFO(render(reading));
  REQUIRE(reading.scenario);
  return *reading.scenario;
}

Result run(const Scenario& scenario, ExperimentOptions options) {
  Result result = run_experiment(scenario, load_traces(scenario), options);
  result.run.wall_s = result.run.events_per_s = result.run.cpu_s = result.run.peak_rss_bytes =
      0;  // the clock's and the machine's
  return result;
}

}  // namespace

TEST_CASE("the same seed gives the same bytes on any number of threads, and another seed others") {
  const Scenario scenario = read(tiers);
  ExperimentOptions one;
  one.jobs = 1;
  ExperimentOptions two;
  two.jobs = 2;
  const std::string bytes = to_json(run(scenario, one));
  CHECK(to_json(run(scenario, two)) == bytes);
  CHECK(to_json(run(scenario, one)) == bytes);
  two.seed = 2;
  CHECK(to_json(run(scenario, two)) != bytes);
}

TEST_CASE(
    "every component conserves its requests and keeps Little's law under faults, time-outs and "
    "retries") {
  const Result result = run(read(tiers), {});
  CHECK(result.invariants.conservation);
  CHECK(result.invariants.details.empty());
  const RequestSummary& all = result.requests.all;
  CHECK(all.offered == all.completed + all.failed + all.in_flight);
  std::uint64_t outcomes = 0;
  for (const auto& [name, count] : all.outcomes) outcomes += count;
  CHECK(outcomes == all.completed + all.failed);
  CHECK(all.failed > 0);
  CHECK(all.error_rate ==
        static_cast<double>(all.failed) / static_cast<double>(all.completed + all.failed));
}

TEST_CASE("no interval leaves what its metric can be") {
  const Result result = run(read(tiers), {});
  REQUIRE(result.intervals.size() > 20);
  for (const auto& [name, interval] : result.intervals) {
    INFO(name);
    CHECK(interval.low >= 0);
    CHECK(interval.low <= interval.high);
    if (name.ends_with("error_rate") || name.ends_with("availability")) CHECK(interval.high <= 1);
  }
}

TEST_CASE("another policy leaves arrivals and demands alone") {
  const Scenario base = read(tiers);
  std::string text = tiers;
  text.replace(text.find("power_of_two"), 12, "round_robin");
  const Result a = run(base, {});
  const Result b = run(read(text), {});
  CHECK(a.requests.workloads.at("shoppers").offered == b.requests.workloads.at("shoppers").offered);
  CHECK(a.requests.all.latency_s.p95 != b.requests.all.latency_s.p95);
}

TEST_CASE("the parts of a request's time add up to its latency") {
  // No parallel steps, links or faults: nothing overlaps and nothing is abandoned.
  const Scenario scenario = read(R"json({
  "name": "parts", "run": { "duration": "2m", "warm_up": "20s", "replications": 2 },
  "workload": { "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "mix": { "list": 1 } } },
  "components": {
    "edge": { "kind": "load_balancer", "to": "api", "processing": "50us" },
    "api": { "kind": "deployment", "replicas": 2, "zones": ["a", "b"], "slots": 4, "node_cpu": "1",
             "operations": { "list": [ { "cpu": "lognormal(8ms, cv=1)" }, { "wait": "2ms" },
               { "cache": "redis", "key": "zipf(1000, 0.9)", "ttl": "5s", "miss": [ { "query": "pool", "read": "exponential(6ms)" } ] } ] } },
    "redis": { "kind": "cache", "zone": "a" },
    "pool": { "kind": "connection_pool", "default_pool_size": 2, "to": "db", "zone": "a" },
    "db": { "kind": "postgres", "concurrency": 1, "zone": "b" } },
  "network": { "same_zone": "250us", "between_zones": "uniform(500us, 1ms)" }
})json");
  const Result result = run(scenario, {});
  double sum = 0;
  for (const TierTime& tier : result.breakdown) sum += tier.wait_s + tier.service_s;
  CHECK(sum == Approx(result.requests.all.latency_s.mean).epsilon(1e-6));
}

TEST_CASE("first_queue agrees with the theory that is printed beside it", "[statistical]") {
  const Reading reading = read_scenario("scenarios/first_queue.json");
  REQUIRE(reading.scenario);
  ExperimentOptions options;
  options.confidence_level = 0.9999;
  const Result result = run(*reading.scenario, options);
  REQUIRE(result.theory);
  CHECK(result.theory->model == "M/M/1");
  for (const TheoryRow& row : result.theory->rows) {
    INFO(row.metric << ": " << row.theory << " against [" << row.simulated.low << ", "
                    << row.simulated.high << "]");
    CHECK(row.simulated.low <= row.theory * 1.004);  // the histogram's own error on quantiles
    CHECK(row.simulated.high >= row.theory * 0.996);
    CHECK(row.simulated.high - row.simulated.low < 0.2 * row.theory);
  }
}
