#include "tests/queueing/networks/networks_judge.hpp"

#include "tests/queueing/networks/networks_replay.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::queueing::networks;

namespace {

constexpr double error = 1e-6 / 1'000;

Json exact_case(const char* model, Json parameters, Json expect) {
  return {{"name", "a case"},
          {"model", model},
          {"kind", "exact"},
          {"parameters", std::move(parameters)},
          {"expect", std::move(expect)},
          {"tolerance", {{"rel", 1e-9}, {"abs", 0.0}}}};
}

/// 64 replications of one number that lie evenly between low and high.
std::vector<Readings> between(const char* metric, double low, double high) {
  std::vector<Readings> readings(64);
  for (std::size_t r = 0; r < readings.size(); ++r)
    readings[r].value(metric, low + (high - low) * static_cast<double>(r) / 63.0);
  return readings;
}

CaseResult replayed(const Json& reference_case, std::map<std::string, Model> models) {
  return replay_case(reference_case, models.at(reference_case.at("model").get<std::string>()),
                     error, ReplayParams{});
}

}  // namespace

TEST_CASE("lists and matrices are judged entry by entry", "[queueing]") {
  const auto expected = expected_of(
      exact_case("m", Json::object(), {{"Q", {{1.0, 2.0}, {3.0, nullptr}}}, {"X", 4.0}}));
  REQUIRE(expected.size() == 4);
  CHECK(expected[1].entry == "Q[0][1]");
  CHECK(expected[1].tolerance == Approx(2e-9));
  CHECK(expected[3].entry == "X");
}

TEST_CASE("a number outside its interval is a fault, a wide interval is unsharp", "[queueing]") {
  const auto expected = expected_of(exact_case("m", Json::object(), {{"W", 1.0}}));
  CHECK(judge(expected, between("W", 0.99, 1.01), error).faults.empty());
  CHECK(judge(expected, between("W", 1.04, 1.06), error).faults.size() == 1);
  CHECK(judge(expected, between("W", 0.99, 1.01), error).sharp());
  CHECK_FALSE(judge(expected, between("W", 0.5, 1.5), error).sharp());
  CHECK(judge(expected, between("L", 0.99, 1.01), error).faults.size() == 1);  // says nothing of W
}

TEST_CASE("of something rare only the upper limit has to cover", "[queueing]") {
  const auto expected = expected_of(exact_case("m", Json::object(), {{"P_wait", 2e-5}}));
  CHECK(judge(expected, between("P_wait", 0.0, 0.0), error).faults.empty());
  CHECK(judge(expected, between("P_wait", 1.5e-5, 1.7e-5), error).faults.empty());
  CHECK(judge(expected, between("P_wait", 1e-7, 1e-6), error).faults.size() == 1);
  CHECK(judge(expected, between("P_wait", 0.01, 0.02), error).faults.size() == 1);
}

TEST_CASE("a rate that is wrong by a twentieth is caught", "[queueing]") {
  // M/M/1 at load 1/2, simulated with a service rate of 9.5 instead of 10.
  const Json expect{{"L", 1.0}, {"W", 0.2}, {"Wq", 0.1}, {"P_wait", 0.5}};
  const auto run = [&](double mu) {
    return replayed(exact_case("lb_random", {{"lambda", 5.0}, {"mu", mu}, {"n", 1}}, expect),
                    balancing_models());
  };
  CHECK(run(10.0).end == CaseResult::End::passed);
  CHECK(run(9.5).end == CaseResult::End::failed);
}

TEST_CASE("a server too many is caught", "[queueing]") {
  // GI/M/c with Poisson arrivals, load 3/4 at two servers: Erlang C 9/14.
  const Json gaps{{"dist", "exponential"}, {"rate", 1.5}};
  const Json expect{{"P_wait", 9.0 / 14.0}, {"Wq", 9.0 / 7.0}};
  const auto run = [&](int servers) {
    return replayed(exact_case("gimc", {{"arrival", gaps}, {"mu", 1.0}, {"c", servers}}, expect),
                    arrival_models());
  };
  CHECK(run(2).end == CaseResult::End::passed);
  CHECK(run(3).end == CaseResult::End::failed);
}

TEST_CASE("the number of threads makes no difference", "[queueing]") {
  const Json reference_case = exact_case(
      "closed_single", {{"N", 3}, {"Z", 1.0}, {"S", {0.5}}, {"V", {1.0}}, {"servers", {1}}},
      {{"X", 1.2}});
  const Model model = network_models().at("closed_single");
  const auto one = replay_case(reference_case, model, error, {.threads = 1});
  const auto three = replay_case(reference_case, model, error, {.threads = 3});
  CHECK(one.events == three.events);
  CHECK(one.reasons == three.reasons);
}
