#include "lab/experiment/theory_rows.hpp"

#include <cmath>

#include "lab/experiment/experiment.hpp"
#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

/// 100 requests a second for a minute and a half, ten times.
std::string house(const std::string& components, const std::string& workload = "",
                  const std::string& rest = "") {
  return R"json({ "name": "house",
  "run": { "duration": "100s", "warm_up": "10s", "replications": 10 },
  "workload": { "clients": { "to": "a", "arrivals": { "rate": "100/s" } )json" +
         workload + R"json( } },
  "components": { )json" +
         components + " } " + rest + " }";
}

std::string station(const std::string& parameters) {
  return R"json("a": { "kind": "station", )json" + parameters + " }";
}

Scenario read(const std::string& text) {
  const Reading reading = read_scenario(
      "test.json", {}, [&text](const std::string&) { return std::optional<std::string>(text); });
  INFO(render(reading));
  REQUIRE(reading.scenario);
  return *reading.scenario;
}

std::optional<Theory> theory_beside(const std::string& text) {
  ExperimentOptions options;
  options.confidence_level = 0.99999;  // some hundred rows in all, each at a fixed seed
  return run_experiment(read(text), {}, options).theory;
}

double value_of(const Theory& theory, const std::string& metric) {
  for (const TheoryRow& row : theory.rows) {
    if (row.metric == metric) return row.theory;
  }
  FAIL("there is no row " << metric);
  return 0;
}

/// Runs the house; every row must lie in its interval, and no interval be much wider than its
/// value, or the test would see nothing.
Theory agreeing(const std::string& components, const std::string& model, std::size_t rows) {
  INFO(model);
  const std::optional<Theory> theory = theory_beside(house(components));
  REQUIRE(theory);
  CHECK(theory->model == model);
  CHECK(theory->rows.size() == rows);
  for (const TheoryRow& row : theory->rows) {
    INFO(row.metric << " " << row.simulated.low << " " << row.theory << " " << row.simulated.high);
    CHECK(row.simulated.low <= row.theory);
    CHECK(row.theory <= row.simulated.high);
    CHECK(row.simulated.high - row.simulated.low < 1.5 * row.theory);
  }
  return *theory;
}

}  // namespace

TEST_CASE("stations that books solve stand beside what they solve", "[theory]") {
  const Theory mm1 = agreeing(station(R"json("service": "exponential(6ms)")json"), "M/M/1", 8);
  // 6 ms / (1 - 0.6); percentiles of an exponential of that mean.
  CHECK(value_of(mm1, "requests.all.latency_s.mean") == Approx(0.015).epsilon(1e-9));
  CHECK(value_of(mm1, "requests.all.latency_s.p95") == Approx(0.015 * std::log(20)).epsilon(1e-9));
  agreeing(station(R"json("servers": 3, "service": "exponential(20ms)")json"), "M/M/3", 8);
  agreeing(station(R"json("servers": 2, "service": "12ms")json"), "M/D/2", 7);
  const Theory lognormal =
      agreeing(station(R"json("service": "lognormal(6ms, cv=1)")json"), "M/G/1", 8);
  // Pollaczek and Khinchine: 100 · 36e-6 · (1 + 1) / 2 / 0.4.
  CHECK(value_of(lognormal, "components.a.wait_s.mean") == Approx(0.009).epsilon(1e-9));
  agreeing(station(R"json("service": "gamma(6ms, cv=0.5)")json"), "M/G/1", 8);
  agreeing(station(R"json("service": "uniform(2ms, 8ms)")json"), "M/G/1", 8);
}

TEST_CASE("another order of service leaves the means", "[theory]") {
  agreeing(station(R"json("servers": 2, "service": "exponential(13ms)", "discipline": "lifo")json"),
           "M/M/2, last come first served", 4);
  agreeing(station(R"json("service": "lognormal(6ms, cv=1)", "discipline": "random")json"),
           "M/G/1, served in random order", 4);
  agreeing(station(R"json("service": "6ms", "discipline": "lifo")json"),
           "M/D/1, last come first served", 4);
}

TEST_CASE("a full line turns requests away as Erlang said", "[theory]") {
  const Theory places =
      agreeing(station(R"json("servers": 2, "service": "exponential(18ms)", "waiting_max": 3)json"),
               "M/M/2/5", 8);
  CHECK(value_of(places, "requests.all.throughput_per_s") ==
        Approx(100 * (1 - value_of(places, "requests.all.error_rate"))).epsilon(1e-12));
  // Erlang's B of 2 erlangs at 3 servers is 4/19, whatever the law of the service.
  for (const char* law : {"lognormal(20ms, cv=1.5)", "20ms"}) {
    const Theory lost = agreeing(station(R"json("servers": 3, "waiting_max": 0, "service": ")json" +
                                         std::string(law) + "\""),
                                 "M/G/3/3", 8);
    CHECK(value_of(lost, "requests.all.error_rate") == Approx(4.0 / 19).epsilon(1e-12));
  }
}

TEST_CASE("stations in a row are a Jackson network", "[theory]") {
  const std::string b = R"json(, "b": { "kind": "station", "service": "exponential(5ms)" })json";
  const Theory row = agreeing(station(R"json("service": "exponential(6ms)", "to": "b")json") + b,
                              "Jackson network, 2 stations in a row", 10);
  // 15 ms, then 10 ms.
  CHECK(value_of(row, "requests.all.latency_s.mean") == Approx(0.025).epsilon(1e-9));
  const double p95 = value_of(row, "requests.all.latency_s.p95");
  CHECK(3 * std::exp(-p95 / 0.015) - 2 * std::exp(-p95 / 0.010) == Approx(0.05).epsilon(1e-9));
  agreeing(station(R"json("servers": 2, "service": "exponential(12ms)", "to": "b")json") + b,
           "Jackson network, 2 stations in a row", 7);
}

TEST_CASE("a pod whose requests share its cores is processor sharing", "[theory]") {
  const auto pod = [](const std::string& cores, const std::string& demand) {
    return R"json("a": { "kind": "deployment", "node_cpu": )json" + cores +
           R"json(, "slots": 500, "operations": { "request": [ { "cpu": ")json" + demand +
           R"json(" } ] } })json";
  };
  const Theory one = agreeing(pod("1", "lognormal(6ms, cv=1.5)"), "M/G/1, processor sharing", 3);
  CHECK(value_of(one, "requests.all.latency_s.mean") == Approx(0.015).epsilon(1e-9));
  agreeing(pod("1", "exponential(6ms)"), "M/G/1, processor sharing", 6);
  agreeing(pod("2", "lognormal(13ms, cv=1)"), "M/G/2, processor sharing", 3);
}

TEST_CASE("impatience and other arrivals than Poisson", "[theory]") {
  agreeing(station(R"json("servers": 2, "service": "exponential(18ms)", "patience": "15ms")json"),
           "M/M/2+D", 6);
  const auto renewal = [](const std::string& arrivals) {
    std::string text = house(station(R"json("service": "exponential(7ms)")json"));
    text.replace(text.find(R"json("rate": "100/s")json"), 15, arrivals);
    return text;
  };
  for (const auto& [arrivals, model] :
       {std::pair{R"json("process": "uniform", "rate": "100/s")json", "D/M/1"},
        std::pair{R"json("process": "renewal", "interarrival": "gamma(10ms, cv=2)")json", "GI/M/1"},
        std::pair{R"json("process": "modulated", "states": [ { "rate": "60/s", "stay": "300ms" },
                         { "rate": "180/s", "stay": "150ms" } ])json",
                  "MMPP(2)/M/1"}}) {
    const std::optional<Theory> theory = theory_beside(renewal(arrivals));
    REQUIRE(theory);
    CHECK(theory->model == model);
    CHECK(theory->rows.size() == (std::string_view(model) == "MMPP(2)/M/1" ? 5 : 8));
    for (const TheoryRow& row : theory->rows) {
      INFO(model << " " << row.metric);
      CHECK(row.simulated.low <= row.theory);
      CHECK(row.theory <= row.simulated.high);
    }
  }
}

TEST_CASE("where books have no formula there is no theory", "[theory]") {
  const std::string plain = R"json("service": "exponential(6ms)")json";
  REQUIRE(theory_beside(house(station(plain))));
  const auto none = [](const std::string& text) {
    INFO(text);
    CHECK(!theory_beside(text));
  };
  none(house(station(R"json("service": "exponential(11ms)")json")));  // grows without bound
  none(house(station(R"json("service": "lognormal(6ms, cv=1)", "patience": "20ms")json")));
  none(house(station(R"json("servers": 2, "service": "lognormal(12ms, cv=2)")json")));
  none(house(station(R"json("service": "weibull(5ms, cv=1.4)")json")));
  none(house(station(plain + R"json(, "discipline": "priority")json")));
  none(house(station(R"json("service": "6ms", "waiting_max": 3)json")));
  none(house(station(plain), R"json(, "timeout": "1s")json"));
  none(house(station(plain), "", R"json(, "network": { "same_zone": "1ms" })json"));
  none(house(station(plain), "",
             R"json(, "faults": [ { "at": "40s", "slow": "a", "factor": 2 } ])json"));
  none(house(R"json("a": { "kind": "deployment", "node_cpu": 1, "slots": 8,
    "operations": { "request": [ { "cpu": "exponential(6ms)" } ] } })json"));
  std::string changing = house(station(plain));
  changing.replace(changing.find(R"json("100/s")json"), 7,
                   R"json([["0s", "100/s"], ["50s", "110/s"]])json");
  none(changing);
}
