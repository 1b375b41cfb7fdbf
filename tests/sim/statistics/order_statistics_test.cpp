#include "sim/statistics/order_statistics.hpp"

#include <limits>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("six values are the least for a median at 95 %", "[order_statistics]") {
  // [X1, X6] misses the median with probability 2/64.
  CHECK(quantile_sample_size_min(0.5, 0.95) == 6);
  const QuantileRanks ranks = quantile_ranks(6, 0.5, 0.95);
  CHECK(ranks.lower == 1);
  CHECK(ranks.upper == 6);
  CHECK(ranks.coverage == Approx(1 - 2.0 / 64).epsilon(1e-14));
  const QuantileRanks fewer = quantile_ranks(5, 0.5, 0.95);
  CHECK(fewer.lower == 0);
  CHECK(fewer.upper == 6);
  CHECK(fewer.coverage == 1);
}

TEST_CASE("an exact power is not rounded up", "[order_statistics]") {
  CHECK(quantile_sample_size_min(0.5, 1 - 2.0 / 1024) == 10);  // 0.5^10 = (1 - confidence)/2
  CHECK(quantile_sample_size_min(0.5, 0.1) == 2);
}

TEST_CASE("a quantile's interval is made of seen values or has no end", "[order_statistics]") {
  std::vector<double> sorted;
  for (int i = 1; i <= 20; ++i) sorted.push_back(i * 10.0);
  const IntervalEstimate median = quantile_interval(sorted, 0.5, 0.95);
  CHECK(median.mean == 100);
  CHECK(median.low == 60);
  CHECK(median.high == 150);
  const IntervalEstimate p99 = quantile_interval(sorted, 0.99, 0.95);
  CHECK(p99.mean == 200);
  CHECK(p99.high == infinite);
  const IntervalEstimate p01 = quantile_interval(sorted, 0.01, 0.95);
  CHECK(p01.mean == 10);
  CHECK(p01.low == -infinite);
  CHECK_THROWS_AS(quantile_interval({}, 0.5, 0.95), InternalError);
  CHECK_THROWS_AS(quantile_interval(sorted, 1.0, 0.95), InternalError);
}
