#include "models/decision_log.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(int seconds) {
  return TimePoint{} + std::chrono::seconds(seconds);
}

/// A scaler that measured `percent` against 70 and wanted `wanted` of `current` pods.
Decision measured(double percent, double wanted, std::int64_t current, std::int64_t result) {
  Decision decision{.scaler = "HorizontalPodAutoscaler", .current = current, .result = result};
  decision.ready = {static_cast<double>(current), static_cast<double>(current)};
  decision.wanted = ValueRange{wanted, wanted};
  decision.proposals.push_back({.source = "cpu",
                                .unit = "%",
                                .value = ValueRange{percent, percent},
                                .target = 70.0,
                                .replicas = ValueRange{wanted, wanted}});
  decision.winner = 0;
  return decision;
}

}  // namespace

TEST_CASE("evaluations that differ in measurements only share an entry", "[decisions]") {
  DecisionLog log;
  log.record(at(15), "web", measured(60, 5, 5, 5));
  log.record(at(30), "web", measured(72, 6, 5, 5));
  log.record(at(45), "web", measured(66, 5, 5, 5));
  REQUIRE(log.entries().size() == 1);
  const DecisionEntry& entry = log.entries().front();
  CHECK(entry.first == at(15));
  CHECK(entry.last == at(45));
  CHECK(entry.count == 3);
  CHECK(*entry.decision.proposals[0].value == ValueRange{60, 72});
  CHECK(*entry.decision.proposals[0].replicas == ValueRange{5, 6});
  CHECK(*entry.decision.wanted == ValueRange{5, 6});
}

TEST_CASE("a change of the count stands alone, and so does a new limit", "[decisions]") {
  DecisionLog log;
  log.record(at(15), "web", measured(140, 10, 5, 10));
  log.record(at(30), "web", measured(140, 20, 10, 20));
  log.record(at(45), "web", measured(70, 20, 20, 20));
  Decision held = measured(30, 9, 20, 20);
  held.limits.push_back({"scale-down window 300s", 20});
  log.record(at(60), "web", held);
  log.record(at(75), "web", held);
  REQUIRE(log.entries().size() == 4);
  CHECK(log.entries()[3].count == 2);
  CHECK(log.entries()[3].decision.limits[0].rule == "scale-down window 300s");
}

TEST_CASE("scalers of one component and components of one scaler are told apart", "[decisions]") {
  DecisionLog log;
  Decision cron = measured(1, 5, 5, 5);
  cron.scaler = "cron";
  for (int second = 0; second < 60; second += 15) {
    log.record(at(second), "web", measured(70, 5, 5, 5));
    log.record(at(second), "api", measured(70, 5, 5, 5));
    log.record(at(second), "web", cron);
  }
  REQUIRE(log.entries().size() == 3);
  for (const DecisionEntry& entry : log.entries()) CHECK(entry.count == 4);
}

TEST_CASE("a metric that fails ends the entry of its good days", "[decisions]") {
  DecisionLog log;
  log.record(at(15), "web", measured(70, 5, 5, 5));
  Decision failed{.scaler = "HorizontalPodAutoscaler", .current = 5, .result = 5};
  failed.proposals.push_back({.source = "cpu", .failure = "FailedGetResourceMetric: no metrics"});
  log.record(at(30), "web", failed);
  log.record(at(45), "web", measured(70, 5, 5, 5));
  CHECK(log.entries().size() == 3);
}

TEST_CASE("what comes after the last entry is counted", "[decisions]") {
  DecisionLog log;
  const int most = static_cast<int>(DecisionLog::entries_max);
  for (int i = 0; i < most; ++i) log.record(at(i), "web", measured(140, 2, i, i + 1));
  CHECK(log.entries().size() == DecisionLog::entries_max);
  CHECK(log.left_out() == 0);
  log.record(at(most), "web", measured(70, 5, 5, 5));
  log.record(at(most + 1), "web", measured(70, 5, 5, 5));
  CHECK(log.entries().size() == DecisionLog::entries_max);
  CHECK(log.left_out() == 2);
}
