#include <string>
#include <vector>

#include "tests/queueing/runner.hpp"
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

constexpr double level = 1e-9;

Measurement faster_service(const Json& one_case, const Run& run) {
  Json changed = one_case;
  changed["parameters"]["mu"] = 1.05 * one_case["parameters"]["mu"].get<double>();
  return simulation_of("mmc")(changed, run);
}

Measurement slower_service(const Json& one_case, const Run& run) {
  Json changed = one_case;
  changed["parameters"]["mu"] = 0.95 * one_case["parameters"]["mu"].get<double>();
  return simulation_of("mmc")(changed, run);
}

Measurement one_server_too_few(const Json& one_case, const Run& run) {
  Json changed = one_case;
  changed["parameters"]["c"] = one_case["parameters"]["c"].get<int>() - 1;
  return simulation_of("mmc")(changed, run);
}

Verdict verdict_of(const Json& one_case, Simulate simulate) {
  return simulate_case(one_case, simulate, level, {.total = 20'000'000}).verdict;
}

TEST_CASE("the systems of the cases pass, and sharply", "[queueing][vectors]") {
  const Verdict markovian = verdict_of(pair_of_servers, simulation_of("mmc"));
  CHECK(markovian.passes());
  CHECK(markovian.blunt() <= 1);
  const Verdict constant = verdict_of(constant_service, simulation_of("mg1"));
  CHECK(constant.passes());
  CHECK(constant.blunt() <= 1);
}

TEST_CASE("a service rate 5 % off fails", "[queueing][vectors]") {
  CHECK_FALSE(verdict_of(pair_of_servers, faster_service).passes());
  CHECK_FALSE(verdict_of(pair_of_servers, slower_service).passes());
}

TEST_CASE("a wrong number of servers fails", "[queueing][vectors]") {
  CHECK_FALSE(verdict_of(pair_of_servers, one_server_too_few).passes());
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

}  // namespace
}  // namespace tiersim::queueing
