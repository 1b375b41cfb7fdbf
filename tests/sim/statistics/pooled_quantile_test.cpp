#include "sim/statistics/pooled_quantile.hpp"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

IntervalEstimate pooled(const std::vector<LogHistogram>& replications, double p,
                        double confidence = 0.95) {
  std::vector<const LogHistogram*> pointers;
  for (const LogHistogram& replication : replications) pointers.push_back(&replication);
  return PooledQuantiles(pointers).interval(p, confidence);
}

/// Of a hundred values, so many are 1, 2 and 3.
LogHistogram of_hundred(int ones, int twos) {
  LogHistogram histogram;
  for (int i = 0; i < 100; ++i) histogram.record(i < ones ? 1 : i < ones + twos ? 2 : 3);
  return histogram;
}

double exponential(std::mt19937_64& bits) {
  return -std::log((static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52);
}

}  // namespace

TEST_CASE("shares that differ are read back as values", "[pooled_quantile]") {
  // Of the values 46, 50, 54 and 50 % are 1, and 80 % at most 2: the standard error of the share is
  // 3.27 % / √4, t(0.975, 3) = 3.182, so the median lies between the quantiles of 44.8 and 55.2 %.
  const std::vector<LogHistogram> replications{of_hundred(46, 34), of_hundred(50, 30),
                                               of_hundred(54, 26), of_hundred(50, 30)};
  const IntervalEstimate median = pooled(replications, 0.5);
  CHECK(median.mean == Approx(1).epsilon(0.004));
  CHECK(median.low == Approx(1).epsilon(0.004));
  CHECK(median.high == Approx(2).epsilon(0.004));
  // Between 37.3 and 47.7 % there are ones only; at 80 % all replications agree.
  const IntervalEstimate below = pooled(replications, 0.42);
  CHECK(below.high == Approx(1).epsilon(0.004));
  const IntervalEstimate agreed = pooled(replications, 0.79);
  CHECK(agreed.low == Approx(2).epsilon(0.004));
  CHECK(agreed.high == Approx(2).epsilon(0.004));
}

TEST_CASE("a longer replication weighs more", "[pooled_quantile]") {
  LogHistogram large;
  for (int i = 0; i < 10; ++i) large.merge(of_hundred(90, 10));
  CHECK(pooled({large, of_hundred(10, 90)}, 0.5).mean == Approx(1).epsilon(0.004));
  CHECK(pooled({of_hundred(90, 10), of_hundred(5, 95)}, 0.5).mean == Approx(2).epsilon(0.004));
}

TEST_CASE("one replication says nothing of its error, and ends are the extremes",
          "[pooled_quantile]") {
  const IntervalEstimate alone = pooled({of_hundred(50, 30)}, 0.9);
  CHECK(alone.mean == Approx(3).epsilon(0.004));
  CHECK(std::isinf(alone.low));
  CHECK(std::isinf(alone.high));
  // Half of the values are 1 in one replication and none in the other: t(0.975, 1) = 12.7.
  const IntervalEstimate wide = pooled({of_hundred(50, 30), of_hundred(0, 0)}, 0.2);
  CHECK(wide.low == 1);
  CHECK(wide.high == 3);
}

TEST_CASE("replications without a value have no say", "[pooled_quantile]") {
  const IntervalEstimate some =
      pooled({of_hundred(100, 0), LogHistogram{}, of_hundred(100, 0)}, 0.5);
  CHECK(some.low == 1);
  CHECK(some.high == 1);
}

TEST_CASE("intervals of a pooled quantile cover it", "[pooled_quantile][statistical]") {
  // Six replications of 300 exponential values each: p90 is ln 10. Of 2,000 experiments 95 % are
  // 1,900, with a standard error of 9.7.
  std::mt19937_64 bits(1952);
  int covered = 0;
  double width = 0;
  for (int experiment = 0; experiment < 2'000; ++experiment) {
    std::vector<LogHistogram> replications(6);
    for (LogHistogram& replication : replications) {
      for (int i = 0; i < 300; ++i) replication.record(exponential(bits));
    }
    const IntervalEstimate interval = pooled(replications, 0.9);
    covered += interval.contains(std::log(10.0)) ? 1 : 0;
    width += interval.half_width() / 2'000;
  }
  CHECK(covered >= 1'860);
  CHECK(covered <= 1'940);
  // t(0.975, 5) √(0.9 · 0.1 / 1,800) over the density 0.1; the mean of s is 0.95 of σ.
  CHECK(width == Approx(2.571 * 0.951 * std::sqrt(0.09 / 1'800) / 0.1).epsilon(0.05));
}
