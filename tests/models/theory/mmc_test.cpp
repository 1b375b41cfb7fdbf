#include "models/theory/mmc.hpp"

#include <cmath>

#include "models/theory/erlang.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("M/M/1 in closed form", "[theory]") {
  const MMcQueue queue = *MMcQueue::solve(8, 10, 1);
  CHECK(queue.means.number == Approx(4));
  CHECK(queue.means.wait_s == Approx(0.4));
  CHECK(queue.number_variance == Approx(0.8 / 0.04));
  CHECK(queue.sojourn_variance_s2 == Approx(0.25));  // the sojourn is exponential, rate 2
  CHECK(queue.sojourn_quantile_s(0.95) == Approx(std::log(20.0) / 2));
  CHECK(queue.wait_survival(1) == Approx(0.8 * std::exp(-2.0)));
}

TEST_CASE("M/M/2: the probability to wait and the number by hand", "[theory]") {
  // Offered 1.5: states 1, 1.5, then 1.125 · 0.75^k; together 1 + 1.5 + 4.5 = 7.
  const MMcQueue queue = *MMcQueue::solve(1.5, 1, 2);
  CHECK(queue.wait_probability == Approx(4.5 / 7));
  CHECK(queue.means.number_waiting == Approx(4.5 / 7 * 3));
  double mean = 0;
  double square = 0;
  double share = 1.125 / 7;
  for (int n = 2; n < 400; ++n, share *= 0.75) {
    mean += n * share;
    square += n * n * share;
  }
  mean += 1.5 / 7;
  square += 1.5 / 7;
  CHECK(queue.means.number == Approx(mean));
  CHECK(queue.number_variance == Approx(square - mean * mean));
}

TEST_CASE("equal rates of waiting and service are no special case", "[theory]") {
  // Spare rate 2 · 10 - 10 = service rate.
  const MMcQueue queue = *MMcQueue::solve(10, 10, 2);
  const MMcQueue beside = *MMcQueue::solve(10 + 1e-9, 10, 2);
  CHECK(queue.sojourn_survival(0.2) == Approx(beside.sojourn_survival(0.2)).epsilon(1e-8));
  CHECK(queue.sojourn_survival(0) == 1);
}

TEST_CASE("without a steady state there is no answer", "[theory]") {
  CHECK_FALSE(MMcQueue::solve(10, 5, 2));
  CHECK_FALSE(MMcQueue::solve(11, 5, 2));
}

TEST_CASE("loss systems by hand and in heavy traffic", "[theory]") {
  // Offered 1, two servers: states 1, 1, 1/2.
  const LossSystem two = loss_system(2, 1);
  CHECK(two.loss_probability == Approx(0.2));
  CHECK(two.number == Approx(0.8));
  CHECK(two.number_variance == Approx(0.4 + 4 * 0.2 - 0.64));
  // Nearly always full: 1 - P(full) = c/a, so that the variance is c/a to first order.
  CHECK(loss_system(5, 1e9).number_variance == Approx(5e-9).epsilon(1e-7));
  CHECK(erlang_b(0, 3) == 1);
}
