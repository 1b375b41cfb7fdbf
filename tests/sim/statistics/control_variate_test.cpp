#include "sim/statistics/control_variate.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

using Values = std::vector<double>;

}  // namespace

TEST_CASE("correlation of pairs worked out by hand", "[control_variate]") {
  // Deviations (-1, 0, 1) and (-1, 2, -1): products add up to 0.
  CHECK(correlation(Values{1, 2, 3}, Values{4, 7, 4}) == 0);
  // (-1, 0, 1) and (-2, 1, 1): 3 / √(2 · 6).
  CHECK(correlation(Values{1, 2, 3}, Values{0, 3, 3}) == Approx(3 / std::sqrt(12)).epsilon(1e-15));
  CHECK(correlation(Values{1, 2, 3}, Values{30, 20, 10}) == Approx(-1).epsilon(1e-15));
  CHECK(correlation(Values{1, 2, 3}, Values{5, 5, 5}) == 0);
  CHECK_THROWS_AS(correlation(Values{1, 2}, Values{1}), InternalError);
  CHECK_THROWS_AS(correlation(Values{1}, Values{1}), InternalError);
}

TEST_CASE("a response that is a line of its control has no variance left", "[control_variate]") {
  const Values control = {1, 2, 4, 5};
  const Values response = {5, 7, 11, 13};  // 3 + 2 x
  const ControlledEstimate result = control_variate(response, control, 10, 0.95);
  CHECK(result.coefficient == 2);
  CHECK(result.interval.mean == 23);
  CHECK(result.interval.half_width() == 0);
  CHECK(result.variance_ratio == 0);
}

TEST_CASE("a control that does not vary, or does not matter, changes nothing",
          "[control_variate]") {
  const Values response = {5, 8, 5};
  const ControlledEstimate constant = control_variate(response, Values{3, 3, 3}, 2, 0.95);
  CHECK(constant.interval.mean == student_interval(response, 0.95).mean);
  CHECK(constant.interval.high == student_interval(response, 0.95).high);
  CHECK(constant.variance_ratio == 1);
  const ControlledEstimate unrelated = control_variate(response, Values{1, 2, 3}, 7, 0.95);
  CHECK(unrelated.coefficient == 0);
  CHECK(unrelated.interval.mean == Approx(6).epsilon(1e-15));
  CHECK(unrelated.variance_ratio == 1);
  CHECK_THROWS_AS(control_variate(Values{1, 2}, Values{1, 2}, 1, 0.95), InternalError);
}

TEST_CASE("the controlled interval is narrow and covers", "[control_variate]") {
  // y = 1 + 3 (x - 2) + noise of standard deviation 1; x has 1: r² = 0.9.
  std::mt19937_64 random(20261121);
  std::normal_distribution<double> normal;
  constexpr int experiments = 20'000;
  int covered = 0;
  double narrower = 0;
  for (int experiment = 0; experiment < experiments; ++experiment) {
    Values x;
    Values y;
    for (int i = 0; i < 12; ++i) {
      x.push_back(2 + normal(random));
      y.push_back(1 + 3 * (x.back() - 2) + normal(random));
    }
    const ControlledEstimate result = control_variate(y, x, 2, 0.95);
    covered += result.interval.contains(1) ? 1 : 0;
    narrower += result.interval.half_width() / student_interval(y, 0.95).half_width();
  }
  // Five standard errors of a share of 0.95.
  CHECK(covered / double{experiments} == Approx(0.95).margin(5 * std::sqrt(0.0475 / experiments)));
  // √(0.1), times the price of one control: (t10/t11) √((11/10) (1 + 1/9)), about 1.13.
  CHECK(narrower / experiments == Approx(std::sqrt(0.1) * 1.13).epsilon(0.05));
}
