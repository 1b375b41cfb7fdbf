#include "models/theory/law.hpp"

#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("moments of every law by hand", "[theory]") {
  CHECK(Law::exponential(4).moment(3) == Approx(6.0 / 64));
  CHECK(Law::deterministic(0.5).moment(3) == 0.125);
  CHECK(Law::erlang(3, 6).mean() == Approx(0.5));
  CHECK(Law::erlang(3, 6).scv() == Approx(1.0 / 3));
  CHECK(Law::gamma(0.5, 2).moment(2) == Approx(0.25 * 0.75));
  CHECK(Law::hyperexponential({0.5, 0.5}, {1, 2}).moment(2) == Approx(1.25));
  CHECK(Law::lognormal(0, 1).mean() == Approx(std::exp(0.5)));
  CHECK(Law::pareto(3, 2).mean() == Approx(3));
  CHECK(Law::pareto(3, 2).variance() == Approx(3));  // alpha low² / ((alpha - 1)² (alpha - 2))
  CHECK(Law::pareto(3, 2).moment(3) == std::numeric_limits<double>::infinity());
  CHECK(Law::uniform(1, 3).moment(2) == Approx(13.0 / 3));
}

TEST_CASE("the transforms agree with the moments near the origin and with each other", "[theory]") {
  const Law laws[] = {Law::exponential(4),
                      Law::deterministic(0.5),
                      Law::gamma(0.7, 2),
                      Law::lognormal(-1, 0.8),
                      Law::pareto(3.5, 0.2),
                      Law::uniform(0, 0.4),
                      Law::hyperexponential({0.3, 0.7}, {2, 9})};
  for (const Law& law : laws) {
    const double s = 1e-4;
    CHECK(law.transform(s) ==
          Approx(1 - s * law.mean() + s * s * law.moment(2) / 2).epsilon(1e-10));
    const Complex above = law.transform(Complex(3, 5));
    const Complex below = law.transform(Complex(3, -5));
    CHECK(std::abs(above - std::conj(below)) < 1e-17L);
    CHECK(law.transform(0.0) == Approx(1).epsilon(1e-15));
  }
}

TEST_CASE("the Pareto transform is continuous through integer exponents", "[theory]") {
  // E_3(1) of the tables, NIST Digital Library of Mathematical Functions 8.19: alpha = 2.
  CHECK(Law::pareto(2, 1).transform(1.0) == Approx(2 * 0.10969196719776014).epsilon(1e-14));
  for (const double off : {1e-12, 1e-7, 1e-3}) {
    const double middle = Law::pareto(2, 1).transform(0.3);
    const double sides =
        (Law::pareto(2 - off, 1).transform(0.3) + Law::pareto(2 + off, 1).transform(0.3)) / 2;
    CHECK(sides == Approx(middle).epsilon(1e-13 + off * off));
  }
  // Series and continued fraction meet at |s low| = 2.
  const Law law = Law::pareto(2.4, 1);
  CHECK(law.transform(2 - 1e-12) == Approx(law.transform(2 + 1e-12)).epsilon(1e-11));
}

TEST_CASE("distribution functions and their complements", "[theory]") {
  CHECK(Law::uniform(1, 3).cdf(1.5) == 0.25);
  CHECK(Law::pareto(2, 1).survival(10) == Approx(0.01));
  CHECK(Law::deterministic(2).cdf(2) == 1);
  CHECK(Law::deterministic(2).survival(1.999) == 1);
  CHECK(Law::erlang(2, 1).survival(50) == Approx(51 * std::exp(-50.0)));
  CHECK(Law::lognormal(1, 0.5).cdf(std::exp(1.0)) == Approx(0.5));
  CHECK(Law::exponential(1).cdf(1e-20) == Approx(1e-20));
}
