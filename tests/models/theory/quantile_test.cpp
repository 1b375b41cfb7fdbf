#include "models/theory/quantile.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using tiersim::theory::quantile;

TEST_CASE("quantiles of known tails, from a guess that is far off", "[theory]") {
  const auto exponential = [](long double t) { return std::exp(-t); };
  for (const double guess : {1e-6, 1.0, 1e6})
    CHECK(quantile(exponential, 0.99, guess) == Approx(std::log(100.0)).epsilon(1e-12));
  const auto heavy = [](long double t) { return std::pow(1 + t, -0.25L); };
  CHECK(quantile(heavy, 0.99, 1) == Approx(1e8 - 1).epsilon(1e-12));
}

TEST_CASE("an atom at zero that holds the probability gives zero", "[theory]") {
  const auto half = [](long double t) { return 0.5L * std::exp(-t); };
  CHECK(quantile(half, 0.5, 1) == 0);
  CHECK(quantile(half, 0.3, 1) == 0);
  CHECK(quantile(half, 0.75, 1) == Approx(std::log(2.0)));
}
