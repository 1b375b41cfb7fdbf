#include "lab/experiment/instant_estimate.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

Scenario read(const std::string& text) {
  const Reading reading = read_scenario(
      "test.json", {}, [&text](const std::string&) { return std::optional<std::string>(text); });
  INFO(render(reading));
  REQUIRE(reading.scenario);
  return *reading.scenario;
}

InstantEstimate estimated(const std::string& components,
                          const std::string& arrivals = R"json("rate": "80/s")json",
                          const std::string& rest = "") {
  return instant_estimate(
      read(R"json({ "name": "house", "run": { "duration": "240s", "warm_up": "0s" },
  "workload": { "clients": { "to": "a", "arrivals": { )json" +
           arrivals + R"json( } } }, "components": { )json" + components + " } " + rest + " }"),
      {});
}

std::string station(const std::string& name, const std::string& parameters) {
  return "\"" + name + R"json(": { "kind": "station", )json" + parameters + " }";
}

}  // namespace

TEST_CASE("a textbook station is answered exactly", "[estimate]") {
  const InstantEstimate estimate =
      estimated(station("a", R"json("service": "exponential(10ms)")json"));
  REQUIRE(estimate.tiers.size() == 1);
  const TierEstimate& tier = estimate.tiers.front();
  CHECK(tier.path == "a");
  CHECK(tier.arrivals_per_s == 80);
  CHECK(tier.utilization == Approx(0.8));
  CHECK(tier.model == "M/M/1");
  CHECK(tier.exact);
  CHECK(tier.wait_s == Approx(0.04));
  CHECK(tier.sojourn_s == Approx(0.05));
  CHECK(tier.sojourn_p95_s == Approx(0.05 * std::log(20)));
  CHECK(tier.note.empty());
  CHECK(tier.overloads.empty());
  CHECK(estimate.left_out.empty());
}

TEST_CASE("every station gets the formula that fits it", "[estimate]") {
  const auto only = [](const std::string& parameters, const std::string& arrivals) {
    return estimated(station("a", parameters), arrivals).tiers.front();
  };
  const std::string poisson = R"json("rate": "80/s")json";
  const TierEstimate general = only(R"json("service": "lognormal(10ms, cv=2)")json", poisson);
  CHECK(general.model == "M/G/1");
  CHECK(general.exact);
  CHECK(general.wait_s == Approx(0.1));  // 0.8/0.2 · (1 + 4)/2 · 10 ms
  CHECK(general.sojourn_p95_s > general.sojourn_s);
  CHECK(only(R"json("service": "10ms")json", poisson).model == "M/D/1");
  CHECK(only(R"json("service": "10ms")json", poisson).wait_s == Approx(0.02));
  const TierEstimate several =
      only(R"json("servers": 2, "service": "lognormal(20ms, cv=2)")json", poisson);
  CHECK(several.model == "M/G/2");
  CHECK(!several.exact);
  CHECK(several.wait_s == Approx(2.5 * 0.02 * 0.64 / 0.36));  // of M/M/2, times (1 + 4)/2
  CHECK(several.sojourn_p95_s > several.sojourn_s);
  // Evenly spaced arrivals halve what is left of the wait in M/M/1.
  const TierEstimate even = only(R"json("service": "exponential(10ms)")json",
                                 R"json("process": "uniform", "rate": "80/s")json");
  CHECK(even.model == "GI/G/1");
  CHECK(!even.exact);
  CHECK(even.wait_s == Approx(0.02));
  // Rates 40 and 120, 1 s each: variance of the number of arrivals / mean tends to 1 + 40²/80 = 21.
  const TierEstimate rushes =
      only(R"json("service": "exponential(10ms)")json",
           R"json("process": "modulated", "states": [ { "rate": "40/s", "stay": "1s" },
                  { "rate": "120/s", "stay": "1s" } ])json");
  CHECK(rushes.model == "GI/G/1");
  CHECK(rushes.arrivals_peak_per_s == 80);
  CHECK(rushes.wait_s == Approx(0.04 * 11));
  const TierEstimate limited =
      only(R"json("service": "exponential(10ms)", "waiting_max": 1)json", poisson);
  CHECK(limited.model == "M/M/1/2");
  // 0.64 / (1 + 0.8 + 0.64)
  CHECK(limited.note == "26 % of its requests find the line full");
  const TierEstimate impatient =
      only(R"json("service": "exponential(10ms)", "patience": "10ms")json", poisson);
  CHECK(impatient.model == "M/M/1+D");
  CHECK(impatient.exact);
  // Nothing is known of losses where arrivals are not Poisson: the line is taken as unlimited.
  const TierEstimate even_limited =
      only(R"json("service": "exponential(10ms)", "waiting_max": 1)json",
           R"json("process": "uniform", "rate": "80/s")json");
  CHECK(even_limited.wait_s == even.wait_s);
  CHECK(even_limited.note == "its limits are left out");
  const TierEstimate priority =
      only(R"json("service": "exponential(10ms)", "discipline": "priority")json", poisson);
  CHECK(!priority.exact);
  CHECK(priority.note == "means are those of FIFO");
  const TierEstimate lifo =
      only(R"json("service": "exponential(10ms)", "discipline": "lifo")json", poisson);
  CHECK(lifo.wait_s == Approx(0.04));
  CHECK(std::isnan(lifo.sojourn_p95_s));
  CHECK(lifo.note == "percentiles depend on the order of service");
}

TEST_CASE("times of nothing and times without a mean are no queue", "[estimate]") {
  const TierEstimate nothing = estimated(station("a", R"json("service": "0s")json")).tiers.front();
  CHECK(nothing.model == "no line");
  CHECK(nothing.sojourn_s == 0);
  const TierEstimate heavy =
      estimated(station("a", R"json("service": "pareto(1.5, 1ms)")json")).tiers.front();
  CHECK(heavy.utilization == Approx(0.24));
  CHECK(heavy.model.empty());
  CHECK(heavy.note == "times without mean or variance: no wait has a mean");
}

TEST_CASE("what leaves M/M/c is Poisson again, what leaves others is taken for it", "[estimate]") {
  const std::string second = ", " + station("b", R"json("service": "exponential(5ms)")json");
  const auto behind = [&](const std::string& service) {
    return estimated(station("a", R"json("to": "b", "service": ")json" + service + "\"") + second)
        .tiers.at(1);
  };
  CHECK(behind("exponential(10ms)").model == "M/M/1");
  CHECK(behind("exponential(10ms)").exact);
  CHECK(behind("exponential(10ms)").wait_s == Approx(0.005 * 0.4 / 0.6));
  CHECK(behind("lognormal(10ms, cv=1)").model == "GI/G/1");
  CHECK(!behind("lognormal(10ms, cv=1)").exact);
}

TEST_CASE("a rush beyond capacity has a beginning, an end and a line", "[estimate]") {
  // 100 requests a second is what it can do; 500 wait after ten seconds, 50 a second are spare.
  const InstantEstimate estimate = estimated(
      station("a", R"json("service": "10ms")json"),
      R"json("rate": [["0s", "50/s"], ["100s", "50/s"], ["100s", "150/s"], ["110s", "150/s"],
                      ["110s", "50/s"]])json");
  const TierEstimate& tier = estimate.tiers.front();
  CHECK(tier.arrivals_peak_per_s == 150);
  CHECK(tier.arrivals_per_s == Approx(50 + 100.0 * 10 / 240));
  CHECK(tier.utilization_peak == Approx(1.5));
  CHECK(std::isnan(tier.wait_s));
  CHECK(tier.model.empty());
  REQUIRE(tier.overloads.size() == 1);
  CHECK(tier.overloads[0].from_s == Approx(100));
  CHECK(tier.overloads[0].to_s == Approx(110));
  CHECK(tier.overloads[0].line == Approx(500));
  CHECK(tier.overloads[0].drained_s == Approx(120));
  REQUIRE(estimate.left_out.size() == 1);
  CHECK(estimate.left_out[0] == "Rates change; times are those at the peak, as if it lasted.");
}

TEST_CASE("what is always too much is never served", "[estimate]") {
  const TierEstimate tier = estimated(station("a", R"json("service": "20ms")json")).tiers.front();
  REQUIRE(tier.overloads.size() == 1);
  CHECK(tier.overloads[0].from_s == 0);
  CHECK(tier.overloads[0].to_s == Approx(240));
  CHECK(tier.overloads[0].line == Approx(30 * 240));
  CHECK(std::isnan(tier.overloads[0].drained_s));
}

TEST_CASE("pods share their cores, and an autoscaler has no steady state", "[estimate]") {
  const auto pods = [](const std::string& parameters) {
    return R"json("a": { "kind": "deployment", "node_cpu": 1, )json" + parameters +
           R"json(, "operations": { "request": [ { "cpu": "lognormal(10ms, cv=2)" } ] } })json";
  };
  const TierEstimate one = estimated(pods(R"json("replicas": 1)json")).tiers.front();
  CHECK(one.model == "M/G/1 shared");
  CHECK(one.exact);
  CHECK(one.sojourn_s == Approx(0.05));
  CHECK(one.wait_s == Approx(0.04));
  const TierEstimate two = estimated(pods(R"json("replicas": 2)json")).tiers.front();
  CHECK(two.model == "M/G/1 shared, each pod");
  CHECK(!two.exact);
  CHECK(two.sojourn_s == Approx(0.010 / 0.6));
  const TierEstimate few_slots =
      estimated(pods(R"json("replicas": 1, "slots": 4)json")).tiers.front();
  CHECK(few_slots.note ==
        "about 4 of the 4 slots of a pod are held: requests wait for one, which these figures "
        "leave out");
  CHECK(!few_slots.exact);
  const TierEstimate scaled =
      estimated(pods(R"json("replicas": 1, "resources": { "requests": { "cpu": "500m" } },
                            "autoscaler": { "hpa": { "minReplicas": 1, "maxReplicas": 8 } })json"))
          .tiers.front();
  CHECK(scaled.model.empty());
  CHECK(std::isnan(scaled.wait_s));
  CHECK(scaled.note ==
        "autoscaled between 1 and 8 pods: no steady state; the peak keeps the CPU of 0.8 pods "
        "busy");
}

TEST_CASE("a pool waits for the database behind it", "[estimate]") {
  const InstantEstimate estimate = estimated(R"json(
    "a": { "kind": "deployment", "operations": { "request": [
           { "cpu": "1ms" }, { "query": "pool", "read": "exponential(10ms)" } ] } },
    "pool": { "kind": "connection_pool", "default_pool_size": 1, "to": "db" },
    "db": { "kind": "postgres", "concurrency": 1 })json",
                                             R"json("rate": "20/s")json");
  REQUIRE(estimate.tiers.size() == 3);
  const TierEstimate& pool = estimate.tiers[1];
  const TierEstimate& database = estimate.tiers[2];
  CHECK(database.model == "GI/G/1");
  CHECK(database.sojourn_s == Approx(0.0125));  // 10 ms / 0.8
  CHECK(pool.utilization_peak == Approx(0.25));
  CHECK(pool.wait_s == Approx(0.0125 * 0.25 / 0.75));
  CHECK(pool.sojourn_s == pool.wait_s);
  CHECK(estimate.tiers[0].sojourn_s == Approx(0.001).epsilon(0.01));
}

TEST_CASE("what no figure knows of is named", "[estimate]") {
  const InstantEstimate estimate = estimated(
      station("a", R"json("service": "exponential(10ms)")json"), R"json("rate": "80/s")json",
      R"json(, "faults": [ { "at": "40s", "kill": "a" } ],
               "links": { "clients->a": { "timeout": "1s" } }, "network": { "same_zone": "1ms" })json");
  REQUIRE(estimate.left_out.size() == 1);
  CHECK(estimate.left_out[0] == "Left out: faults, time-outs and retries, time on the wire.");
}

TEST_CASE("the estimate as JSON", "[estimate]") {
  const InstantEstimate estimate =
      estimated(station("a", R"json("servers": 2, "service": "exponential(30ms)")json"));
  const nlohmann::json json = nlohmann::json::parse(to_json(estimate));
  const nlohmann::json& tier = json.at("tiers").at(0);
  CHECK(tier.at("path") == "a");
  CHECK(tier.at("kind") == "station");
  CHECK(tier.at("wait_s").is_null());
  CHECK(tier.at("model") == "");
  CHECK(tier.at("overloads").at(0).at("line") == Approx(240 * (80 - 2 / 0.03)));
  CHECK(tier.at("overloads").at(0).at("drained_s").is_null());
  CHECK(json.at("left_out").empty());
}
