#include "lab/scenario/reading.hpp"

#include <algorithm>
#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

Scenario scenario_of(const Reading& reading) {
  INFO(render(reading));
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

template <class Params>
const Params& params_of(const Scenario& scenario, const std::string& name) {
  const ComponentSpec* component = scenario.find(name);
  REQUIRE(component != nullptr);
  return std::get<Params>(component->params);
}

TEST_CASE("a whole scenario becomes plain structs", "[reading]") {
  const Reading reading = read_text(whole);
  const Scenario scenario = scenario_of(reading);
  CHECK(reading.diagnostics.empty());
  CHECK(scenario.name == "shop");
  CHECK(scenario.run.duration == 30min);
  CHECK(scenario.run.warm_up == 2min);
  CHECK(scenario.run.replications == 5);
  CHECK(scenario.run.sampling() == 7s);  // 1800 s / 240 = 7.5 s, in whole seconds
  REQUIRE(scenario.workloads.size() == 1);
  const WorkloadSpec& shoppers = scenario.workloads[0];
  CHECK(shoppers.to.name == "edge");
  CHECK(shoppers.mix == std::vector<std::pair<std::string, double>>{{"list", 0.8}, {"order", 0.2}});
  CHECK(shoppers.timeout == 10s);
  const auto& arrivals = std::get<ArrivalsSpec>(shoppers.source);
  CHECK(arrivals.process == ArrivalKind::Poisson);
  CHECK(arrivals.rate == std::vector<Point<Rate>>{{Duration{}, Rate{100}}});
  REQUIRE(scenario.components.size() == 5);
  CHECK(scenario.components[1].name == "api");
  CHECK(scenario.components[1].kind() == "deployment");
  CHECK(params_of<LoadBalancerParams>(scenario, "edge").algorithm ==
        BalancingAlgorithm::least_conn);
  CHECK(params_of<LoadBalancerParams>(scenario, "edge").to->name == "api");
  const auto& api = params_of<DeploymentParams>(scenario, "api");
  CHECK(api.replicas == 3);
  CHECK(api.slots == 32);
  CHECK(api.zones == std::vector<std::string>{"a", "b"});
  CHECK(api.resources.requests.cpu->count == 0.5);
  CHECK(api.resources.limits.cpu->count == 2);
  CHECK(api.resources.requests.memory->count == 1LL << 30);
  CHECK_FALSE(api.resources.limits.memory.has_value());
  CHECK(params_of<PostgresParams>(scenario, "db").replicas == 2);
  CHECK(scenario.links[0].from == "api");
  CHECK(scenario.links[0].to == "pool");
  CHECK(scenario.links[0].params.timeout == 250ms);
  CHECK(scenario.links[0].params.retry->attempts_max == 2);
  CHECK(scenario.faults[0].verb == FaultVerb::Kill);
  CHECK(scenario.faults[0].target == "db/primary");
  CHECK(scenario.objectives[1].scope == ObjectiveSpec::Scope::Class);
  CHECK(scenario.prices->items ==
        std::vector<std::pair<std::string, double>>{{"api.cpu_hour", 0.04}});
  CHECK(scenario.hash.size() == 16);
}

TEST_CASE("the steps of an operation are read in order and to any depth", "[reading]") {
  const Scenario scenario = scenario_of(read_text(
      spoilt(R"~([ { "cpu": "8ms" }, { "query": "pool", "write": "exponential(9ms)" } ])~",
             R"~([ { "wait": "1ms" }, { "repeat": 3, "do": [ { "query": "pool", "read": "2ms" } ] },
           { "parallel": [ [ { "cpu": "1ms" } ], [ { "choose": [ [0.9, []], [0.1, [ { "call": "api", "operation": "list" } ] ] ] } ] ] } ])~")));
  const Steps& order = params_of<DeploymentParams>(scenario, "api").operations.at("order");
  REQUIRE(order.size() == 3);
  CHECK(std::get<WaitStep>(order[0].what).time.mean() == Approx(0.001));
  const auto& repeat = std::get<RepeatStep>(order[1].what);
  CHECK(repeat.times == 3);
  CHECK_FALSE(std::get<QueryStep>(repeat.steps.at(0).what).write);
  const auto& parallel = std::get<ParallelStep>(order[2].what);
  REQUIRE(parallel.branches.size() == 2);
  const auto& choose = std::get<ChooseStep>(parallel.branches[1].at(0).what);
  CHECK(choose.options.at(1).first == 0.1);
  CHECK(std::get<CallStep>(choose.options.at(1).second.at(0).what).operation == "list");
  const Steps& list = params_of<DeploymentParams>(scenario, "api").operations.at("list");
  const auto& cache = std::get<CacheStep>(list.at(1).what);
  CHECK(cache.to.name == "redis");
  CHECK(cache.key == KeyChooser{10000, 0.9});
  CHECK(cache.ttl == 10min);
  CHECK(std::get<QueryStep>(cache.miss.at(0).what).to.name == "pool");
}

TEST_CASE("every source of requests is read", "[reading]") {
  const auto source = [](const std::string& text) {
    return scenario_of(read_text(spoilt(R"~("arrivals": { "rate": "100/s" })~", text)))
        .workloads[0]
        .source;
  };
  const auto profile = std::get<ArrivalsSpec>(source(
      R"~("arrivals": { "process": "uniform", "rate": [["0s", "100/s"], ["1m", "1000/s"]] })~"));
  CHECK(profile.process == ArrivalKind::Uniform);
  CHECK(profile.rate == std::vector<Point<Rate>>{{0s, Rate{100}}, {1min, Rate{1000}}});
  const auto renewal = std::get<ArrivalsSpec>(
      source(R"~("arrivals": { "process": "renewal", "interarrival": "gamma(10ms, cv=2)" })~"));
  CHECK(renewal.interarrival->mean() == Approx(0.01));
  const auto modulated = std::get<ArrivalsSpec>(source(R"~("arrivals": { "process": "modulated",
    "states": [ { "rate": "40/s", "stay": "20s" }, { "rate": "0/s", "stay": "1m" } ] })~"));
  CHECK(modulated.rate.empty());
  CHECK(modulated.states == std::vector<ArrivalState>{{Rate{40}, 20s}, {Rate{0}, 1min}});
  const auto trace = std::get<TraceSpec>(source(
      R"~("trace": { "counts": "data/requests.csv", "interval": "1m", "process": "batch", "speed": 60 })~"));
  CHECK(trace.format == TraceFormat::Counts);
  CHECK(trace.file == "data/requests.csv");
  CHECK(trace.interval == 1min);
  CHECK(trace.process == TracePlacement::Batch);
  CHECK(trace.speed == 60);
  const auto log = std::get<TraceSpec>(source(
      R"~("trace": { "access_log": "a.log.gz", "classes": { "/cart": "order", "/": "list" } })~"));
  CHECK(log.classes ==
        std::vector<std::pair<std::string, std::string>>{{"/cart", "order"}, {"/", "list"}});
  const auto users = std::get<UsersSpec>(
      source(R"~("users": { "stages": [["0s", 0], ["99s", 1000]], "think": "exponential(5s)" })~"));
  CHECK(users.stages == std::vector<Point<std::int64_t>>{{0s, 0}, {99s, 1000}});
  CHECK(std::get<UsersSpec>(source(R"~("users": { "count": 40, "think": "0s" })~")).stages ==
        std::vector<Point<std::int64_t>>{{0s, 40}});
}

TEST_CASE("distributions may be mixtures, samples and histograms", "[reading]") {
  const auto start_up = [](const std::string& text) {
    return params_of<DeploymentParams>(
               scenario_of(read_text(spoilt(R"~("start_up": "20s")~", "\"start_up\": " + text))),
               "api")
        .start_up.mean();
  };
  CHECK(start_up(R"~({ "mixture": [[0.9, "2s"], [0.1, "exponential(50s)"]] })~") == Approx(6.8));
  CHECK(start_up(R"~({ "samples": ["1s", "2s", "3s"] })~") == Approx(2));
  CHECK(start_up(R"~({ "histogram": { "edges": ["0s", "2s", "4s"], "counts": [1, 1] } })~") ==
        Approx(2));
}

TEST_CASE("YAML reads as the same scenario", "[reading]") {
  const std::string yaml = R"~(
name: shop
run: { duration: 30m }
workload:
  users: { to: api, arrivals: { rate: 10/s } }
components:
  api:
    kind: deployment
    operations:
      list:
        - cpu: 8ms
)~";
  const std::string json = R"~({ "name": "shop", "run": { "duration": "30m" },
    "workload": { "users": { "to": "api", "arrivals": { "rate": "10/s" } } },
    "components": { "api": { "kind": "deployment", "operations": { "list": [ { "cpu": "8ms" } ] } } } })~";
  const Scenario from_yaml = scenario_of(read({{"s.yaml", yaml}}, {}, "s.yaml"));
  const Scenario from_json = scenario_of(read_text(json));
  CHECK(from_yaml.hash == from_json.hash);
  CHECK(from_yaml.assumptions.size() == from_json.assumptions.size());
  CHECK(from_yaml.workloads[0].mix ==
        std::vector<std::pair<std::string, double>>{{"list", 1.0}});  // the lone operation
}

TEST_CASE("every parameter is an assumption, written or not", "[reading]") {
  const Scenario scenario = scenario_of(read_text(whole));
  const auto at = [&](const std::string& pointer) {
    const auto found =
        std::find_if(scenario.assumptions.begin(), scenario.assumptions.end(),
                     [&](const AssumedValue& assumption) { return assumption.pointer == pointer; });
    INFO(pointer);
    REQUIRE(found != scenario.assumptions.end());
    return *found;
  };
  CHECK(at("/components/api/slots").value == "32");
  CHECK_FALSE(at("/components/api/slots").is_default);
  CHECK(at("/components/api/endpoint_delay").value == "1s");
  CHECK(at("/components/api/endpoint_delay").is_default);
  CHECK(at("/components/api/endpoint_delay").unit == "s");
  CHECK(at("/components/api/endpoint_delay").help ==
        "Until balancers know that a pod became ready or goes away.");
  CHECK(at("/components/api/resources/limits/memory").value == "none");
  CHECK(at("/components/api/operations/list/0/cpu").value == "lognormal(4ms, cv=1)");
  CHECK(at("/components/api/autoscaler").is_default);
  CHECK(at("/run/replications").value == "5");
  CHECK(at("/links/api->pool/retry/attempts_max").value == "2");
  CHECK(at("/workload/shoppers/mix/list").value == "0.8");
  CHECK(at("/network/same_zone").value == "0s");
}

TEST_CASE("a later check places its fault at a pointer, or at what encloses it", "[reading]") {
  const Scenario scenario = scenario_of(read_text(whole));
  const Diagnostic there = scenario.fault_at("/components/pool/to", "x", "y");
  CHECK(there.place == Place{"s.json", 18, 73, 4});
  const Diagnostic absent = scenario.fault_at("/components/pool/query_wait_timeout", "x", "y");
  CHECK(absent.place == Place{"s.json", 18, 13, 1});
  CHECK(absent.pointer == "/components/pool/query_wait_timeout");
}

TEST_CASE("a file that cannot be read, or a reader that throws, is a diagnostic", "[reading]") {
  CHECK(render(read({}, {}, "none.json")) ==
        "none.json: error: cannot read \"none.json\"\n  name a file that exists and can be read\n");
  const Reading thrown = read_scenario(
      "s.json", {},
      [](const std::string&) -> std::optional<std::string> { throw std::runtime_error("gone"); });
  CHECK(render(thrown) == "s.json: error: cannot read the scenario: gone\n");
}

TEST_CASE("broken scenarios end in diagnostics, whatever they are", "[reading]") {
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    // Each value in turn becomes a number, null, a list: types are wrong everywhere, once.
    if (whole[cut] != '"' || cut + 1 == whole.size()) continue;
    const std::size_t end = whole.find('"', cut + 1);
    if (end == std::string::npos) break;
    for (const char* other : {"7", "null", "[]", "{}", "\"\"", "-1e300"}) {
      const Reading reading = read_text(whole.substr(0, cut) + other + whole.substr(end + 1));
      CHECK(reading.scenario.has_value() != reading.diagnostics.has_errors());
      CHECK(render(reading).size() < 100'000);
    }
    cut = end;
  }
}

}  // namespace
