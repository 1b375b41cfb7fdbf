#include "sim/statistics/bin_layouts.hpp"

#include <cmath>

#include "sim/assert.hpp"
#include "sim/statistics/log_histogram.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("a DDSketch bin represents every value in it within its accuracy", "[bin_layouts]") {
  const DdsketchBins bins(0.01);
  for (double value = 1e-6; value < 3600; value *= 1.0037) {
    const std::int64_t index = bins.index_of(value);
    CHECK(std::fabs(bins.representative(index) - value) <= 0.01 * value * (1 + 1e-9));
    CHECK(std::pow(bins.gamma(), static_cast<double>(index)) >= value * (1 - 1e-9));
    CHECK(std::pow(bins.gamma(), static_cast<double>(index - 1)) < value * (1 + 1e-9));
  }
  CHECK_THROWS_AS(DdsketchBins(0), InternalError);
  CHECK_THROWS_AS(DdsketchBins(1), InternalError);
  CHECK_THROWS_AS(bins.index_of(0), InternalError);
}

TEST_CASE("HdrHistogram's bins follow each other without a gap", "[bin_layouts]") {
  for (int digits = 1; digits <= 3; ++digits) {
    const HdrBins bins(digits);
    std::uint64_t value = 0;
    while (value < 100'000) {
      CHECK(bins.lowest(value) == value);
      CHECK(bins.lowest(bins.highest(value)) == value);
      // The first digits survive: a bin is no wider than 10^-digits of its values.
      if (bins.width(value) > 1)
        CHECK(static_cast<double>(bins.width(value)) <=
              std::pow(10.0, -digits) * static_cast<double>(value));
      value = bins.highest(value) + 1;
    }
  }
  CHECK_THROWS_AS(HdrBins(0), InternalError);
  CHECK_THROWS_AS(HdrBins(6), InternalError);
}

TEST_CASE("our histogram is as fine as a DDSketch of 0.2 %", "[bin_layouts]") {
  const DdsketchBins bins(0.002);
  LogHistogram ours;
  for (int i = 0; i < 3000; ++i) ours.record(1e-5 * std::pow(1.005, i));
  ours.for_each_bin(
      [&](double low, double high, std::uint64_t) { CHECK(high / low <= bins.gamma()); });
}
