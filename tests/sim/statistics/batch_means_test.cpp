#include "sim/statistics/batch_means.hpp"

#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("batches are equal, and what remains is left out", "[batch_means]") {
  const std::vector<double> values = {1, 3, 2, 4, 8, 8, 1000};
  const BatchMeans result = batch_means(values, 3, 0.95);
  CHECK(result.means == std::vector<double>{2, 3, 8});
  CHECK(result.interval.mean == Approx(13.0 / 3));
  // Deviations -7/3, -4/3, 11/3: squares 186/9, neighbours (28 - 44)/9; differences 1, 5.
  CHECK(result.lag1 == Approx(-16.0 / 186));
  CHECK(result.von_neumann == Approx(26.0 * 9 / 186));
}

TEST_CASE("a constant series has no correlation", "[batch_means]") {
  const BatchMeans result = batch_means(std::vector<double>(10, 4.0), 5, 0.95);
  CHECK(result.interval.low == 4);
  CHECK(result.interval.high == 4);
  CHECK(result.lag1 == 0);
  CHECK(result.von_neumann == 2);
}

TEST_CASE("batches need two, and a value each", "[batch_means]") {
  const std::vector<double> values = {1, 2, 3};
  CHECK_THROWS_AS(batch_means(values, 1, 0.95), InternalError);
  CHECK_THROWS_AS(batch_means(values, 4, 0.95), InternalError);
  CHECK_NOTHROW(batch_means(values, 3, 0.95));
}
