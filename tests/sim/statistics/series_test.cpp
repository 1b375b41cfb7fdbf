#include "sim/statistics/series.hpp"

#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

std::vector<double> values_of(const Series& series) {
  return {series.values().begin(), series.values().end()};
}

}  // namespace

TEST_CASE("a series keeps values at its interval", "[series]") {
  Series series(TimePoint{} + 10s, 5s, 4);
  CHECK(series.size() == 0);
  for (const double value : {3.0, 1.0, 4.0}) series.record(value);
  CHECK(values_of(series) == std::vector<double>{3, 1, 4});
  CHECK(series.interval() == 5s);
  CHECK(series.time(0) == TimePoint{} + 10s);
  CHECK(series.time(2) == TimePoint{} + 20s);
}

TEST_CASE("a full series doubles its interval and averages neighbours", "[series]") {
  Series series(TimePoint{}, 1s, 4);
  for (const double value : {1.0, 3.0, 5.0, 7.0}) series.record(value);
  CHECK(values_of(series) == std::vector<double>{1, 3, 5, 7});
  CHECK(series.interval() == 1s);
  series.record(10);  // the first half of a value of 2 s
  CHECK(values_of(series) == std::vector<double>{2, 6});
  CHECK(series.interval() == 2s);
  series.record(20);
  CHECK(values_of(series) == std::vector<double>{2, 6, 15});
  CHECK(series.time(2) == TimePoint{} + 4s);
}

TEST_CASE("a series of any length stays within its bound and keeps the mean", "[series]") {
  Series series(TimePoint{}, 1s, 8);
  for (int i = 0; i < 1024; ++i) {
    series.record(i);
    CHECK(series.size() <= 8);
  }
  // 1024 seconds in 8 values of 128 s; the mean of 128 k … 128 k + 127 is 128 k + 63.5.
  CHECK(series.interval() == 128s);
  REQUIRE(series.size() == 8);
  for (std::size_t k = 0; k < 8; ++k)
    CHECK(series.values()[k] == 128.0 * static_cast<double>(k) + 63.5);
}

TEST_CASE("a series needs an interval and room for pairs", "[series]") {
  CHECK_THROWS_AS(Series(TimePoint{}, 0s, 4), InternalError);
  CHECK_THROWS_AS(Series(TimePoint{}, 1s, 3), InternalError);
  CHECK_THROWS_AS(Series(TimePoint{}, 1s, 0), InternalError);
}
