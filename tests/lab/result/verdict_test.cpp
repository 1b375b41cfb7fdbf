#include "lab/result/metric.hpp"
#include "lab/result/result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

Verdict judged(const char* relation, double low, double value, double high, double limit) {
  Objective objective;
  objective.relation = relation;
  objective.low = low;
  objective.value = value;
  objective.high = high;
  objective.limit = limit;
  return judge(objective);
}

}  // namespace

TEST_CASE("an objective is decided when its whole interval is on one side of the limit",
          "[result]") {
  CHECK(judged("<", 0.3, 0.4, 0.49, 0.5) == Verdict::Met);
  CHECK(judged("<", 0.3, 0.4, 0.50, 0.5) == Verdict::Undecided);
  CHECK(judged("<=", 0.3, 0.4, 0.50, 0.5) == Verdict::Met);
  CHECK(judged("<", 0.5, 0.6, 0.7, 0.5) == Verdict::Missed);
  CHECK(judged(">", 0.9, 0.95, 0.99, 0.8) == Verdict::Met);
  CHECK(judged(">=", 0.9, 0.95, 0.99, 0.9) == Verdict::Met);
  CHECK(judged(">", 0.9, 0.95, 0.99, 0.995) == Verdict::Missed);
}

TEST_CASE("without an interval the value decides, without a value nothing does", "[result]") {
  CHECK(judged("<", not_measured, 0.4, not_measured, 0.5) == Verdict::Met);
  CHECK(judged("<", not_measured, 0.6, not_measured, 0.5) == Verdict::Missed);
  CHECK(judged("<", not_measured, not_measured, not_measured, 0.5) == Verdict::Undecided);
}

TEST_CASE("missed outweighs undecided, undecided outweighs met", "[result]") {
  const auto overall = [](std::vector<Verdict> verdicts) {
    std::vector<Objective> objectives(verdicts.size());
    for (std::size_t i = 0; i < verdicts.size(); ++i) objectives[i].verdict = verdicts[i];
    return to_string(overall_verdict(objectives));
  };
  CHECK(overall({}) == "none");
  CHECK(overall({Verdict::Met, Verdict::Met}) == "met");
  CHECK(overall({Verdict::Met, Verdict::Undecided, Verdict::Met}) == "undecided");
  CHECK(overall({Verdict::Undecided, Verdict::Missed}) == "missed");
}

TEST_CASE("a metric knows its unit, its direction and its name for people", "[result]") {
  CHECK(metric_unit("requests.all.latency_s.p95") == "s");
  CHECK(metric_unit("requests.all.goodput_per_s") == "1/s");
  CHECK(metric_unit("requests.classes.a.error_rate") == "ratio");
  CHECK(metric_unit("cost.per_month") == "currency");
  CHECK(metric_unit("components.api.replicas.mean").empty());
  CHECK(metric_direction("components.pool.wait_s.p95") == Direction::LowerIsBetter);
  CHECK(metric_direction("requests.all.availability") == Direction::HigherIsBetter);
  CHECK(metric_direction("components.api.utilization") == Direction::Neither);
  CHECK(metric_label("requests.all.latency_s.p95") == "latency p95");
  CHECK(metric_label("requests.classes.checkout.latency_s.p99") == "checkout latency p99");
  CHECK(metric_label("requests.all.throughput_per_s") == "throughput");
  CHECK(metric_label("components.db/primary.utilization") == "db/primary utilization");
  CHECK(metric_label("cost.per_month") == "cost per month");
}
