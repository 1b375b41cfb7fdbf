#include <string>
#include <utility>
#include <vector>

#include "tests/queueing/simulate_case.hpp"
#include "tests/support/catch.hpp"

// A judge that cannot fail proves nothing: systems that differ a little from the case must fail it.

namespace tiersim::queueing {
namespace {

/// M/M/2 at load 0.4, by Erlang's C formula.
const Json pair_of_servers = Json::parse(R"({
  "parameters": {"lambda": 8.0, "mu": 10.0, "c": 2},
  "expect": {"P_wait": 0.22857142857142856, "Wq": 0.01904761904761905, "W": 0.11904761904761905},
  "tolerance": {"rel": 1e-9, "abs": 0.0}})");

/// M/D/1 at load 0.8; Wq = rho D/(2 (1 - rho)), E[Wq^2] by Takacs.
const Json constant_service = Json::parse(R"({
  "parameters": {"lambda": 80.0, "service": {"dist": "deterministic", "value": 0.01}},
  "expect": {"Wq": 0.02, "wait_m2": 0.0009333333333333333},
  "tolerance": {"rel": 1e-9, "abs": 0.0}})");

/// GI/M/2 with Poisson arrivals at load 3/4: Erlang C 9/14.
const Json general_arrivals = Json::parse(R"({
  "parameters": {"arrival": {"dist": "exponential", "rate": 1.5}, "mu": 1.0, "c": 2},
  "expect": {"P_wait": 0.6428571428571429, "Wq": 1.2857142857142858},
  "tolerance": {"rel": 1e-9, "abs": 0.0}})");

/// M/M/1 at load 1/2 as a farm of one.
const Json farm_of_one = Json::parse(R"({
  "parameters": {"lambda": 5.0, "mu": 10.0, "n": 1},
  "expect": {"L": 1.0, "W": 0.2, "Wq": 0.1, "P_wait": 0.5},
  "tolerance": {"rel": 1e-9, "abs": 0.0}})");

/// M/M/1 with a set-up of mean 1/2 and load 1/2: W = 1/(mu - lambda) + 1/alpha.
const Json cold_start = Json::parse(R"({
  "parameters": {"lambda": 1.0, "mu": 2.0, "alpha": 2.0, "c": 1},
  "expect": {"W": 1.5, "L": 1.5, "E_busy": 0.5, "P_off": 0.3333333333333333},
  "tolerance": {"rel": 1e-9, "abs": 0.0}})");

constexpr double level = 1e-9;
constexpr Budget budget{.total = 20'000'000};

/// The case, of a system in which a parameter is another: `judged` still expects the first.
Verdict verdict_of(const Json& one_case, Simulate simulate) {
  return simulate_case(one_case, simulate, level, budget, 1).verdict;
}

template <const char* model, const char* parameter, int percent>
Measurement changed(const Json& one_case, const Run& run) {
  Json other = one_case;
  Json& value = other["parameters"][parameter];
  if (value.is_number_integer()) {
    value = value.get<int>() * percent / 100;
  } else {
    value = value.get<double>() * percent / 100;
  }
  return simulation_of(model)(other, run);
}

constexpr char mmc[] = "mmc";
constexpr char gimc[] = "gimc";
constexpr char lb_random[] = "lb_random";
constexpr char mmc_setup[] = "mmc_setup";
constexpr char mu[] = "mu";
constexpr char alpha[] = "alpha";
constexpr char c[] = "c";

}  // namespace

TEST_CASE("the systems of the cases pass, and sharply", "[queueing][vectors]") {
  const std::vector<std::pair<const Json*, std::string>> right{{&pair_of_servers, "mmc"},
                                                               {&constant_service, "mg1"},
                                                               {&general_arrivals, "gimc"},
                                                               {&farm_of_one, "lb_random"},
                                                               {&cold_start, "mmc_setup"}};
  for (const auto& [one_case, model] : right) {
    INFO(model);
    const Verdict verdict = verdict_of(*one_case, simulation_of(model));
    CHECK(verdict.passes());
    CHECK(verdict.blunt() <= 1);
  }
}

TEST_CASE("a rate 5 % off fails", "[queueing][vectors]") {
  CHECK_FALSE(verdict_of(pair_of_servers, changed<mmc, mu, 105>).passes());
  CHECK_FALSE(verdict_of(pair_of_servers, changed<mmc, mu, 95>).passes());
  CHECK_FALSE(verdict_of(farm_of_one, changed<lb_random, mu, 95>).passes());
  CHECK_FALSE(verdict_of(general_arrivals, changed<gimc, mu, 95>).passes());
  CHECK_FALSE(verdict_of(cold_start, changed<mmc_setup, alpha, 90>).passes());
}

TEST_CASE("a wrong number of servers fails", "[queueing][vectors]") {
  CHECK_FALSE(verdict_of(pair_of_servers, changed<mmc, c, 50>).passes());
  CHECK_FALSE(verdict_of(general_arrivals, changed<gimc, c, 150>).passes());
}

TEST_CASE("last come first served fails a FIFO case", "[queueing][vectors]") {
  const Verdict lifo = verdict_of(constant_service, simulation_of("mg1_lcfs"));
  CHECK_FALSE(lifo.passes());
  CHECK(lifo.worst().name == "wait_m2");
}

TEST_CASE("a metric that the model does not measure is named as left out", "[queueing][vectors]") {
  Json asks_more = pair_of_servers;
  asks_more["expect"]["colour"] = 7;
  CHECK(verdict_of(asks_more, simulation_of("mmc")).left_out == std::vector<std::string>{"colour"});
}

TEST_CASE("the number of threads makes no difference", "[queueing][vectors]") {
  const auto simulate = simulation_of("mmc");
  const Judged one = simulate_case(pair_of_servers, simulate, level, budget, 1);
  const Judged three = simulate_case(pair_of_servers, simulate, level, budget, 3);
  CHECK(one.events == three.events);
  CHECK(one.verdict.worst().z == three.verdict.worst().z);
}

}  // namespace tiersim::queueing
