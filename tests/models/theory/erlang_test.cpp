#include "models/theory/erlang.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("Erlang C agrees with its closed forms for one and two servers") {
  CHECK(erlang_c(1, 0.8) == Approx(0.8));  // P(wait) = rho
  // Two servers: a²/(2 + a) · 1/(…): C = a²/(2 + a) with a the offered load (Erlang 1917).
  for (const double a : {0.2, 1.0, 1.9}) CHECK(erlang_c(2, a) == Approx(a * a / (2 + a)));
  CHECK(erlang_c(5, 0) == 0);
}

TEST_CASE("mean waits agree with the textbook") {
  CHECK(mmc_mean_wait(1, 80, 0.01) == Approx(0.04));    // rho/(mu - lambda)
  CHECK(mg1_mean_wait(80, 0.01, 1.0) == Approx(0.04));  // exponential service
  CHECK(mg1_mean_wait(80, 0.01, 0.0) == Approx(0.02));  // constant service: half of it
  CHECK(mm1_sojourn_quantile(0.95, 80, 0.01) == Approx(0.1497866));
}
