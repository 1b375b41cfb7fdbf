#include <bit>
#include <cmath>
#include <limits>

#include <boost/math/special_functions/erf.hpp>

#include "sim/chance/math.hpp"
#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

/// The largest relative error of `ours` against `exact` over arguments between low and high.
template <class Ours, class Exact>
double worst(Ours ours, Exact exact, double low, double high) {
  Stream chance(20'250);
  long double largest = 0;
  for (int i = 0; i < 50'000; ++i) {
    const double x = low + (high - low) * chance.uniform();
    const long double right = exact(static_cast<long double>(x));
    if (right != 0)
      largest = std::max(largest, std::fabs((static_cast<long double>(ours(x)) - right) / right));
  }
  return static_cast<double>(largest);
}

}  // namespace

TEST_CASE("log stays right near 1, and for subnormal numbers", "[math]") {
  const auto exact = [](long double x) { return std::log(x); };
  CHECK(worst(portable::log, exact, 0.99, 1.01) < 1e-15);
  CHECK(worst(portable::log, exact, 0, 1e-310) < 1e-15);
}

TEST_CASE("log1p and expm1 stay right near 0", "[math]") {
  for (const double width : {1e-300, 1e-12, 1e-3, 0.2, 0.9}) {
    CHECK(worst(
              portable::log1p, [](long double x) { return std::log1p(x); }, -width, width) < 1e-15);
    CHECK(worst(
              portable::expm1, [](long double x) { return std::expm1(x); }, -width, width) < 2e-15);
  }
  CHECK(portable::log1p(0.0) == 0.0);
  CHECK(portable::expm1(0.0) == 0.0);
}

TEST_CASE("the exponential loses digits gradually before it ends in 0", "[math]") {
  CHECK(portable::exp(-745) == std::numeric_limits<double>::denorm_min());
  CHECK(portable::exp(-746) == 0);
  CHECK(portable::exp(-720) == Approx(std::exp(-720.0)).epsilon(1e-10));
  CHECK(std::isfinite(portable::exp(709.78)));
}

TEST_CASE("a steep power is right to 1e-13", "[math]") {
  const auto ours = [](double x) { return portable::pow(x, -40.0); };
  CHECK(worst(
            ours, [](long double x) { return std::pow(x, -40.0L); }, 0.001, 1000) < 1e-13);
}

TEST_CASE("the gamma function of whole numbers is the factorial", "[math]") {
  double factorial = 1;
  for (int n = 1; n <= 20; ++n) {
    CHECK(portable::gamma(n) == Approx(factorial).epsilon(1e-14));
    factorial *= n;
  }
  const auto exact = [](long double x) { return std::tgamma(x); };
  CHECK(worst(portable::gamma, exact, 0.01, 20) < 2e-14);
  CHECK(worst(portable::gamma, exact, 20, 171.6) < 1e-12);
  CHECK(portable::gamma(172) == std::numeric_limits<double>::infinity());
}

TEST_CASE("the normal quantile is right to its last digits in the tails", "[math]") {
  const auto exact = [](long double p) { return -std::sqrt(2.0L) * boost::math::erfc_inv(2 * p); };
  CHECK(worst(portable::normal_quantile, exact, 1e-290, 1e-280) < 2e-15);
  CHECK(worst(portable::normal_quantile, exact, 1e-12, 1e-10) < 2e-15);
  CHECK(worst(portable::normal_quantile, exact, 1e-4, 0.07) < 2e-15);
  CHECK(portable::normal_quantile(0.25) == -portable::normal_quantile(0.75));
}

TEST_CASE("the compiler and the machine compute the same bits", "[math]") {
  constexpr double compiled = portable::exp(0.7) + portable::log(0.3);
  volatile double seven = 0.7;
  volatile double three = 0.3;
  CHECK(portable::exp(seven) + portable::log(three) == compiled);
}
