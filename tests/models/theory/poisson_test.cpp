#include "models/theory/poisson.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("Poisson probabilities, also where they are tiny", "[theory]") {
  const auto weights = poisson_weights(2, 4);
  CHECK(static_cast<double>(weights[0]) == Approx(std::exp(-2.0)));
  CHECK(static_cast<double>(weights[3]) == Approx(8.0 / 6 * std::exp(-2.0)));
  CHECK(static_cast<double>(poisson_tail(1e-10L, 2)) == Approx(0.5e-20));
  CHECK(poisson_tail(0, 0) == 1);
  CHECK(poisson_tail(0, 1) == 0);
  CHECK(static_cast<double>(poisson_weights(1e6L, 1'000'000).back()) ==
        Approx(1 / std::sqrt(2 * 3.14159265358979 * 1e6)).epsilon(1e-6));
  CHECK(poisson_weights(0, 2)[0] == 1);
}

TEST_CASE("Poisson quantiles are the smallest counts that reach the probability", "[theory]") {
  // P(X <= 0) = 0.3679, P(X <= 1) = 0.7358, P(X <= 2) = 0.9197 for mean 1.
  CHECK(poisson_quantile(1, 0.36) == 0);
  CHECK(poisson_quantile(1, 0.37) == 1);
  CHECK(poisson_quantile(1, 0.75) == 2);
  CHECK(poisson_quantile(0, 0.99) == 0);
}
