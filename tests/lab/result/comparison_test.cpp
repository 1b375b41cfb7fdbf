#include "lab/result/comparison.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

const std::string p95 = "requests.all.latency_s.p95";

Result with(std::vector<double> values, std::uint64_t seed = 1, const std::string& metric = p95) {
  Result result;
  result.scenario_name = "s";
  result.run.seed = seed;
  result.run.replications = values.size();
  result.per_replication[metric] = std::move(values);
  return result;
}

Difference only(const Result& base, const Result& variant, const std::string& metric = p95) {
  const Comparison comparison = compare(base, {variant}, {metric});
  REQUIRE(comparison.variants.size() == 1);
  REQUIRE(comparison.variants[0].differences.size() == 1);
  return comparison.variants[0].differences[0];
}

}  // namespace

TEST_CASE("paired replications are compared twin by twin", "[comparison]") {
  // Differences -1, -2, -3: mean -2, s² = 1, t(0.975; 2) = 4.302653 (Abramowitz and Stegun, 1964,
  // table 26.10).
  const Difference row = only(with({10, 20, 30}), with({9, 18, 27}));
  CHECK(row.base == 20);
  CHECK(row.variant == 18);
  CHECK(row.difference == -2);
  CHECK(row.low == Approx(-2 - 4.302653 / std::sqrt(3)).epsilon(1e-6));
  CHECK(row.high == Approx(-2 + 4.302653 / std::sqrt(3)).epsilon(1e-6));
  CHECK(row.change == Change::Undecided);
  CHECK(row.unit == "s");
}

TEST_CASE("a difference that pairing makes clear would drown unpaired", "[comparison]") {
  const std::vector<double> base{10, 20, 30, 40};
  const std::vector<double> variant{9, 19.1, 28.9, 39};
  CHECK(only(with(base), with(variant)).change == Change::Better);
  CHECK(only(with(base), with(variant, 2)).change == Change::Undecided);
  CHECK(compare(with(base), {with(variant, 2)}).variants.at(0).paired == false);
}

TEST_CASE("Welch's interval takes unequal variances and sizes", "[comparison]") {
  // Means 2 and 13; s²/n 1/3 and 5/3; freedom 4 / (1/18 + 25/27) = 216/53 = 4.0755;
  // t(0.975; 4.0755) = 2.75655.
  const Difference row = only(with({1, 2, 3}), with({10, 12, 14, 16}, 2));
  CHECK(row.difference == 11);
  CHECK(row.high - row.difference == Approx(2.75655 * std::sqrt(2.0)).epsilon(2e-3));
  CHECK(row.change == Change::Worse);
}

TEST_CASE("what is better depends on the metric", "[comparison]") {
  const auto change = [](const std::string& metric) {
    return only(with({1, 2, 3}, 1, metric), with({2, 3.001, 4}, 1, metric), metric).change;
  };
  CHECK(change("requests.all.latency_s.p95") == Change::Worse);
  CHECK(change("requests.all.goodput_per_s") == Change::Better);
  CHECK(change("components.api.utilization") == Change::Differs);
  CHECK(change("cost.per_month") == Change::Worse);
}

TEST_CASE("equal replications are the same, single ones decide nothing", "[comparison]") {
  CHECK(only(with({1, 2}), with({1, 2})).change == Change::Same);
  CHECK(only(with({1}), with({1})).change == Change::Same);
  const Difference single = only(with({1}), with({5}));
  CHECK(std::isnan(single.low));
  CHECK(single.change == Change::Undecided);
}

TEST_CASE("metrics that a side lacks are left out", "[comparison]") {
  CHECK(compare(with({1, 2}), {Result{}}).variants.at(0).differences.empty());
  CHECK(compare(with({1, 2}), {with({1, 2})}, {"no.such"}).variants.at(0).differences.empty());
}

TEST_CASE("the comparison as JSON", "[comparison]") {
  Comparison comparison;
  comparison.base_name = "today";
  comparison.base_hash = "a1";
  comparison.currency = "EUR";
  ComparedVariant variant;
  variant.name = "spot";
  variant.hash = "b2";
  variant.verdict = Verdict::Met;
  variant.differences = {
      {"cost.per_month", "currency", 900, 620, -280, -300, -260, Change::Better}};
  comparison.variants.push_back(variant);
  CHECK(to_json(comparison) == R"({
  "base": {
    "name": "today",
    "hash": "a1",
    "verdict": "none"
  },
  "confidence_level": 0.95,
  "currency": "EUR",
  "variants": [
    {
      "name": "spot",
      "hash": "b2",
      "verdict": "met",
      "paired": true,
      "differences": [
        {
          "metric": "cost.per_month",
          "unit": "currency",
          "base": 900,
          "variant": 620,
          "difference": -280,
          "low": -300,
          "high": -260,
          "change": "better"
        }
      ]
    }
  ]
}
)");
}
