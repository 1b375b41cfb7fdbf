#include "sim/statistics/mser5.hpp"

#include <random>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

/// The criterion by its definition, O(n²).
Truncation by_definition(const std::vector<double>& z) {
  Truncation best{0, 0, 1e300, 0, false};
  for (std::size_t d = 0; d <= z.size() / 2; ++d) {
    const auto left = static_cast<double>(z.size() - d);
    double mean = 0;
    for (std::size_t i = d; i < z.size(); ++i) mean += z[i] / left;
    double squares = 0;
    for (std::size_t i = d; i < z.size(); ++i) squares += (z[i] - mean) * (z[i] - mean);
    if (squares / (left * left) < best.statistic)
      best = {d, d, squares / (left * left), mean, d == z.size() / 2};
  }
  return best;
}

}  // namespace

TEST_CASE("a warm-up of two batches is dropped", "[mser]") {
  std::vector<double> values(10, 100.0);
  for (int i = 0; i < 40; ++i) values.push_back(i % 2 == 0 ? 1.0 : 3.0);
  values.push_back(1e9);  // half a batch at the end is not looked at
  const Truncation cut = mser5(values);
  CHECK(cut.batches == 2);
  CHECK(cut.values == 10);
  CHECK(cut.mean == Approx(2.0));
  CHECK_FALSE(cut.at_limit);
}

TEST_CASE("a constant series keeps all", "[mser]") {
  const Truncation cut = mser5(std::vector<double>(100, 7.0));
  CHECK(cut.batches == 0);
  CHECK(cut.statistic == 0);
  CHECK(cut.mean == 7);
}

TEST_CASE("a series that still rises is at the limit", "[mser]") {
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.push_back(static_cast<double>(i) * i * i);
  CHECK(mser5(values).at_limit == by_definition(values).at_limit);
  std::vector<double> falling;
  for (int i = 0; i < 20; ++i) falling.push_back(1.0 / (1 + i * i * i));
  CHECK(mser(falling, 1).at_limit);
  CHECK(mser(falling, 1).values == 10);
}

TEST_CASE("one pass equals the definition", "[mser]") {
  std::mt19937_64 bits(4);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> values(3 + bits() % 60);
    double state = 20;
    for (double& value : values) {
      state = 0.8 * state + static_cast<double>(bits() >> 11) * 0x1p-53;
      value = state;
    }
    const Truncation expected = by_definition(values);
    const Truncation cut = mser(values, 1);
    CHECK(cut.batches == expected.batches);
    CHECK(cut.statistic == Approx(expected.statistic).epsilon(1e-10));
    CHECK(cut.mean == Approx(expected.mean).epsilon(1e-12));
    CHECK(cut.at_limit == expected.at_limit);
  }
}

TEST_CASE("less than one batch is refused", "[mser]") {
  CHECK_THROWS_AS(mser5(std::vector<double>(4, 1.0)), InternalError);
  CHECK_THROWS_AS(mser(std::vector<double>(4, 1.0), 0), InternalError);
}
