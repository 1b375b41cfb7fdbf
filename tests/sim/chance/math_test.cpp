#include "sim/chance/math.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>

#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

double relative_error(double value, long double exact) {
  return static_cast<double>(std::fabs((static_cast<long double>(value) - exact) / exact));
}

}  // namespace

TEST_CASE("the portable logarithm is right to the last digits over its whole range") {
  Stream chance(1);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::exp((chance.uniform() - 0.5) * 1400.0);
    if (std::fabs(x - 1.0) < 1e-3) continue;
    worst =
        std::max(worst, relative_error(portable::log(x), std::log(static_cast<long double>(x))));
  }
  CHECK(worst < 1e-15);
  CHECK(portable::log(1.0) == 0.0);
  CHECK(relative_error(portable::log(1.0 + 0x1p-40), std::log(1.0L + 0x1p-40L)) < 1e-15);
  const double least = std::numeric_limits<double>::denorm_min();
  CHECK(relative_error(portable::log(least), std::log(static_cast<long double>(least))) < 1e-15);
}

TEST_CASE("the portable exponential is right to the last digits and ends where doubles end") {
  Stream chance(2);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = (chance.uniform() - 0.5) * 1400.0;
    worst =
        std::max(worst, relative_error(portable::exp(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 1e-15);
  CHECK(portable::exp(0.0) == 1.0);
  CHECK(portable::exp(-800.0) == 0.0);
  CHECK(std::isinf(portable::exp(710.0)));
}

TEST_CASE("the portable power agrees with the C library's") {
  Stream chance(3);
  double worst = 0;
  for (int i = 0; i < 50'000; ++i) {
    const double x = 0.001 + 10.0 * chance.uniform();
    const double y = 8.0 * (chance.uniform() - 0.5);
    worst = std::max(
        worst, relative_error(portable::pow(x, y),
                              std::pow(static_cast<long double>(x), static_cast<long double>(y))));
  }
  CHECK(worst < 1e-14);
}

TEST_CASE("the normal quantile agrees with Boost.Math from one tail to the other") {
  const boost::math::normal normal;
  double worst = 0;
  for (double p = 1e-300; p < 0.5; p *= 3.7) {
    worst = std::max(
        worst, std::fabs(portable::normal_quantile(p) / boost::math::quantile(normal, p) - 1.0));
  }
  for (double p = 0.001; p < 0.9995; p += 0.0013) {
    worst =
        std::max(worst, std::fabs(portable::normal_quantile(p) - boost::math::quantile(normal, p)));
  }
  CHECK(worst < 1e-14);
  CHECK(portable::normal_quantile(0.5) == 0.0);
}
