#include "sim/statistics/tally.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

Tally of(std::initializer_list<double> values) {
  Tally tally;
  for (const double value : values) tally.record(value);
  return tally;
}

}  // namespace

TEST_CASE("a tally knows count, sum, mean, variance and extremes", "[tally]") {
  const Tally tally = of({2, 4, 4, 4, 5, 5, 7, 9});  // squared deviations: 32
  CHECK(tally.count() == 8);
  CHECK(tally.sum() == 40);
  CHECK(tally.mean() == Approx(5).epsilon(1e-15));
  CHECK(tally.variance() == Approx(32.0 / 7).epsilon(1e-15));
  CHECK(tally.standard_deviation() == Approx(std::sqrt(32.0 / 7)).epsilon(1e-15));
  CHECK(tally.min() == 2);
  CHECK(tally.max() == 9);
}

TEST_CASE("an empty tally answers 0, and one value has no variance", "[tally]") {
  const Tally empty;
  CHECK(empty.count() == 0);
  CHECK(empty.mean() == 0);
  CHECK(empty.variance() == 0);
  CHECK(empty.min() == 0);
  CHECK(empty.max() == 0);
  const Tally one = of({-3});
  CHECK(one.mean() == -3);
  CHECK(one.variance() == 0);
  CHECK(one.min() == -3);
  CHECK(one.max() == -3);
}

TEST_CASE("a large mean does not drown a small variance", "[tally]") {
  const Tally tally = of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  CHECK(tally.variance() == Approx(30).epsilon(1e-12));
}

TEST_CASE("merged tallies equal one tally of all", "[tally]") {
  const Tally whole = of({1e6 + 1, 1e6 - 5, 1e6, 1e6 + 9, 1e6 + 2});
  Tally merged = of({1e6 + 1, 1e6 - 5});
  merged.merge(of({1e6, 1e6 + 9, 1e6 + 2}));
  merged.merge(Tally{});
  Tally from_empty;
  from_empty.merge(whole);
  for (const Tally* tally : {&merged, &from_empty}) {
    CHECK(tally->count() == 5);
    CHECK(tally->sum() == whole.sum());
    CHECK(tally->mean() == Approx(whole.mean()).epsilon(1e-15));
    CHECK(tally->variance() == Approx(25.3).epsilon(1e-10));
    CHECK(tally->min() == 1e6 - 5);
    CHECK(tally->max() == 1e6 + 9);
  }
  merged.clear();
  CHECK(merged.count() == 0);
  CHECK(merged.sum() == 0);
}
