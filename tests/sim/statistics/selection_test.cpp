#include "sim/statistics/selection.hpp"

#include <numeric>
#include <random>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

using Values = std::vector<double>;

}  // namespace

TEST_CASE("two systems share a budget by their standard deviations", "[selection]") {
  // Non-best: (3/d)²; best: 1 · (9/d²)/3 = 3/d². Hence 1 : 3, whatever the gap d.
  for (const double gap : {0.001, 1.0, 50.0}) {
    const Values shares = ocba_shares(Values{5, 5 + gap}, Values{1, 3});
    CHECK(shares[0] == Approx(0.25).epsilon(1e-9));
    CHECK(shares[1] == Approx(0.75).epsilon(1e-9));
  }
}

TEST_CASE("a system that is far off gets next to nothing", "[selection]") {
  const Values shares = ocba_shares(Values{1, 1.1, 100}, Values{1, 1, 1});
  CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == Approx(1).epsilon(1e-12));
  CHECK(shares[2] < 1e-5);
  CHECK(shares[1] > 0.49);
}

TEST_CASE("systems that tie for the best take all", "[selection]") {
  CHECK(ocba_shares(Values{2, 1, 1}, Values{5, 1, 3}) == Values{0, 0.25, 0.75});
  CHECK_THROWS_AS(ocba_shares(Values{1}, Values{1}), InternalError);
  CHECK_THROWS_AS(ocba_shares(Values{1, 2}, Values{1, 0}), InternalError);
  CHECK_THROWS_AS(ocba_shares(Values{1, 2}, Values{1}), InternalError);
}

TEST_CASE("the corridor of KN closes at its largest number of observations", "[selection]") {
  const KimNelson constants = kim_nelson(2, 10, 0.05);
  const std::uint64_t most = constants.observations_max(1.0, 4.0);
  CHECK(constants.sum_half_width(1.0, 4.0, most) == 0);
  CHECK(constants.sum_half_width(1.0, 4.0, most - 1) > 0);
  CHECK_THROWS_AS(kim_nelson(1, 10, 0.05), InternalError);
  CHECK_THROWS_AS(kim_nelson(2, 10, 0.5), InternalError);
  CHECK_THROWS_AS(constants.observations_max(0, 4.0), InternalError);
}

TEST_CASE("KN picks the better of two systems as often as it promises", "[selection]") {
  // Means 0 and 1 (lower is better), differences of variance 4, indifference 1: the hardest case.
  std::mt19937_64 random(7);
  std::normal_distribution<double> difference(1.0, 2.0);
  constexpr std::uint64_t first_stage = 10;
  const KimNelson constants = kim_nelson(2, first_stage, 0.1);
  constexpr int experiments = 20'000;
  int right = 0;
  for (int experiment = 0; experiment < experiments; ++experiment) {
    double sum = 0;
    double squares = 0;
    for (std::uint64_t i = 0; i < first_stage; ++i) {
      const double value = difference(random);
      sum += value;
      squares += value * value;
    }
    const double variance = (squares - sum * sum / 10) / 9;
    std::uint64_t observations = first_stage;
    while (std::abs(sum) <= constants.sum_half_width(1.0, variance, observations)) {
      sum += difference(random);
      ++observations;
    }
    right += sum > 0 ? 1 : 0;
  }
  CHECK(right >= 0.9 * experiments);
}
