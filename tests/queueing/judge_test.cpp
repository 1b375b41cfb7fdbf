#include "tests/queueing/judge.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

namespace tiersim::queueing {
namespace {

constexpr double level = 1e-9;

Json case_of(Json expect) {
  return {{"parameters", Json::object()},
          {"expect", std::move(expect)},
          {"tolerance", {{"rel", 1e-9}, {"abs", 0.0}}}};
}

using Report = void (Measurement::*)(std::string, Ratio, std::size_t);

/// 64 replications of one number that lie evenly between low and high.
std::vector<Measurement> between(Report report, const char* metric, double low, double high,
                                 double count = 1'000'000) {
  std::vector<Measurement> replications(64);
  for (std::size_t r = 0; r < replications.size(); ++r) {
    const double value = low + (high - low) * static_cast<double>(r) / 63.0;
    (replications[r].*report)(metric, {value * count, count}, 0);
  }
  return replications;
}

Verdict judged(const Json& expect, const std::vector<Measurement>& replications) {
  return judge(case_of(expect), replications, level);
}

}  // namespace

TEST_CASE("lists and matrices are judged entry by entry", "[queueing]") {
  const Json asks = case_of({{"Q", {{1.0, 2.0}, {3.0, nullptr}}}, {"X", 4.0}});
  CHECK(scalars_of(asks) == 4);
  std::vector<Measurement> replications(64);
  for (std::size_t r = 0; r < replications.size(); ++r) {
    const double noise = static_cast<double>(r % 2) * 0.02 - 0.01;
    for (std::size_t entry = 0; entry < 4; ++entry)
      replications[r].mean("Q", {static_cast<double>(entry + 1) + noise, 1}, entry);
  }
  const Verdict verdict = judge(asks, replications, level);
  REQUIRE(verdict.findings.size() == 3);
  CHECK(verdict.findings[1].name == "Q[1]");
  CHECK(verdict.passes());
  CHECK(verdict.left_out == std::vector<std::string>{"X"});
}

TEST_CASE("a number outside its interval fails, a wide interval is blunt", "[queueing]") {
  const Json expect{{"W", 1.0}};
  CHECK(judged(expect, between(&Measurement::mean, "W", 0.99, 1.01)).passes());
  CHECK(judged(expect, between(&Measurement::mean, "W", 0.99, 1.01)).blunt() <= 1);
  CHECK_FALSE(judged(expect, between(&Measurement::mean, "W", 1.04, 1.06)).passes());
  CHECK(judged(expect, between(&Measurement::mean, "W", 0.5, 1.5)).blunt() > 1);
}

TEST_CASE("a standard error may be 1 % of a mean, 2 % of a probability, 3 % of a moment",
          "[queueing]") {
  // Even over 2 w the standard deviation is 2 w/sqrt(12), the error of 64 an eighth of it.
  const auto blunt = [](Report report, double error) {
    const double half_width = error * 8 * std::sqrt(3.0);
    return judged({{"x", 0.5}}, between(report, "x", 0.5 - half_width, 0.5 + half_width)).blunt();
  };
  CHECK(blunt(&Measurement::mean, 0.005) == Approx(1).epsilon(0.03));
  CHECK(blunt(&Measurement::probability, 0.010) == Approx(1).epsilon(0.03));
  CHECK(blunt(&Measurement::moment, 0.015) == Approx(1).epsilon(0.03));
}

TEST_CASE("of something rare only the upper limit has to cover", "[queueing]") {
  const Json expect{{"P_wait", 2e-5}};
  const auto verdict = [&](double low, double high, double count = 1'000'000) {
    return judged(expect, between(&Measurement::probability, "P_wait", low, high, count));
  };
  CHECK(verdict(0.0, 0.0, 1'000).passes());  // 1 event was to be expected
  CHECK_FALSE(verdict(0.0, 0.0).passes());   // 1280
  CHECK(verdict(1.5e-5, 1.7e-5).blunt() == 0);
  CHECK_FALSE(verdict(1e-7, 1e-6).passes());
  CHECK_FALSE(verdict(0.01, 0.02).passes());
}

TEST_CASE("of something almost sure the complement is judged as rare", "[queueing]") {
  const Json expect{{"P_wait", 1 - 2e-5}};
  const auto verdict = [&](double low, double high, double count = 1'000'000) {
    return judged(expect, between(&Measurement::probability, "P_wait", low, high, count));
  };
  CHECK(verdict(1.0, 1.0, 1'000).passes());
  CHECK_FALSE(verdict(1.0, 1.0).passes());
  CHECK(verdict(1 - 2.1e-5, 1 - 1.9e-5).passes());
  CHECK_FALSE(verdict(0.98, 0.99).passes());
}

TEST_CASE("what never varied is wrong unless it is too rare to have been seen", "[queueing]") {
  const auto verdict = [](double value, double count) {
    return judged({{"P", 0.01}}, between(&Measurement::probability, "P", value, value, count));
  };
  CHECK(verdict(0.01, 1'000).passes());
  CHECK(verdict(0.01, 1'000).blunt() == 0);
  CHECK(verdict(0.0, 10).passes());  // 6 events were to be expected
  CHECK(verdict(0.0, 10).blunt() > 1);
  CHECK_FALSE(verdict(0.0, 1'000).passes());  // 640
  CHECK_FALSE(verdict(0.02, 1'000).passes());
}

TEST_CASE("a bound fails from its wrong side only, however blunt", "[queueing]") {
  const auto upper = [](double value) {
    std::vector<Measurement> replications(64);
    for (std::size_t r = 0; r < replications.size(); ++r)
      replications[r].at_most("bound", {value + static_cast<double>(r % 2) * 0.1, 1});
    return judged({{"bound", 1.0}}, replications);
  };
  CHECK(upper(0.5).passes());
  CHECK(upper(0.5).blunt() == 0);
  CHECK(upper(0.95).passes());
  CHECK_FALSE(upper(1.5).passes());
}

TEST_CASE("few replications are judged by Student's t", "[queueing]") {
  // Two replications a hair apart: at 1 degree of freedom that proves nothing.
  std::vector<Measurement> replications(2);
  replications[0].mean("W", {1.10, 1});
  replications[1].mean("W", {1.11, 1});
  CHECK(judged({{"W", 1.0}}, replications).passes());
}

}  // namespace tiersim::queueing
