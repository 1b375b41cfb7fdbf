#include "sim/statistics/interval.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("Student quantiles have closed forms at one and two degrees of freedom", "[interval]") {
  for (const double p : {0.6, 0.9, 0.975, 0.9999}) {
    CHECK(student_quantile(p, 1) == Approx(std::tan(M_PI * (p - 0.5))).epsilon(1e-12));
    CHECK(student_quantile(p, 2) ==
          Approx((2 * p - 1) / std::sqrt(2 * p * (1 - p))).epsilon(1e-12));
    CHECK(student_quantile(1 - p, 5) == Approx(-student_quantile(p, 5)).epsilon(1e-12));
  }
  CHECK_THROWS_AS(student_quantile(1.0, 3), InternalError);
  CHECK_THROWS_AS(student_quantile(0.5, 0), InternalError);
}

TEST_CASE("one replication gives a mean and no bounds", "[interval]") {
  const std::vector<double> one = {4.0};
  const IntervalEstimate interval = student_interval(one, 0.95);
  CHECK(interval.mean == 4.0);
  CHECK(interval.low == -infinite);
  CHECK(interval.high == infinite);
  CHECK(interval.half_width() == infinite);
  CHECK(interval.contains(1e300));
  CHECK(welch_interval(one, std::vector<double>{1, 2}, 0.95).high == infinite);
}

TEST_CASE("values that do not vary give an interval of no width", "[interval]") {
  const std::vector<double> same = {2.5, 2.5, 2.5};
  const std::vector<double> more = {4, 4, 4};
  CHECK(student_interval(same, 0.99).half_width() == 0);
  CHECK(student_interval(same, 0.99).contains(2.5));
  const IntervalEstimate paired = paired_interval(same, more, 0.99);
  CHECK(paired.low == 1.5);
  CHECK(paired.high == 1.5);
  const IntervalEstimate welch = welch_interval(same, more, 0.99);
  CHECK(welch.low == 1.5);
  CHECK(welch.high == 1.5);
  CHECK(welch_degrees_of_freedom(same, more) == infinite);
}

TEST_CASE("differences are second minus first", "[interval]") {
  const std::vector<double> base = {10, 12, 14};
  const std::vector<double> variant = {9, 10, 11};
  CHECK(paired_interval(base, variant, 0.95).mean == -2);
  CHECK(welch_interval(base, variant, 0.95).mean == -2);
  CHECK_THROWS_AS(paired_interval(base, std::vector<double>{1}, 0.95), InternalError);
}

TEST_CASE("equal variances and counts give Welch twice n - 1 degrees of freedom", "[interval]") {
  CHECK(welch_degrees_of_freedom(std::vector<double>{1, 2, 3}, std::vector<double>{11, 12, 13}) ==
        Approx(4).epsilon(1e-14));
}

TEST_CASE("Wilson's interval of a proportion", "[interval]") {
  // z = 1.959964: (81/263 example of R. G. Newcombe, Statistics in Medicine 17, 1998, method 3):
  // 0.2553 to 0.3662.
  const IntervalEstimate seen = wilson_interval(81, 263, 0.95);
  CHECK(seen.mean == Approx(81.0 / 263));
  CHECK(seen.low == Approx(0.2553).margin(5e-5));
  CHECK(seen.high == Approx(0.3662).margin(5e-5));
  // No success in n: the upper end is z²/(n + z²).
  const double z = 1.959963984540054;
  const IntervalEstimate none = wilson_interval(0, 20, 0.95);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(z * z / (20 + z * z)).epsilon(1e-12));
  const IntervalEstimate all = wilson_interval(20, 20, 0.95);
  CHECK(all.high == 1);
  CHECK(all.low == Approx(1 - none.high).epsilon(1e-12));
  CHECK(wilson_interval(1, 1, 0.999999).low >= 0);
}

TEST_CASE("Student's interval covers as often as it says", "[interval][statistical]") {
  std::mt19937_64 bits(11);
  const auto uniform = [&] { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; };
  int covered = 0;
  constexpr int tries = 20'000;
  for (int i = 0; i < tries; ++i) {
    std::vector<double> values(5);
    for (double& value : values)
      value = 3 + std::sqrt(-2 * std::log(uniform())) * std::cos(2 * M_PI * uniform());
    if (student_interval(values, 0.9).contains(3)) ++covered;
  }
  CHECK(wilson_interval(static_cast<std::uint64_t>(covered), tries, 0.9999).contains(0.9));
}
