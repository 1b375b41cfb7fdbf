#include "models/theory/mdc.hpp"

#include <cmath>

#include "models/theory/ctmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("one server: Pollaczek and Khinchine", "[theory]") {
  for (const double rho : {0.01, 0.5, 0.9, 0.999}) {
    const MDcQueue queue = *MDcQueue::solve(rho, 1, 1);
    CHECK(queue.means.wait_s == Approx(rho / (2 * (1 - rho))).epsilon(1e-11));
    CHECK(queue.wait_probability == Approx(rho).epsilon(1e-12));
  }
}

TEST_CASE("two servers: the number in the system one service time apart", "[theory]") {
  // N(t + D) = max(N(t) - 2, 0) + Poisson(1.2), as a chain cut off at 80 customers.
  constexpr std::size_t states = 80;
  MarkovChain chain(states);
  double arrivals[states];
  arrivals[0] = std::exp(-1.2);
  for (std::size_t k = 1; k < states; ++k)
    arrivals[k] = arrivals[k - 1] * 1.2 / static_cast<double>(k);
  for (std::size_t n = 0; n < states; ++n) {
    const std::size_t left = n > 2 ? n - 2 : 0;
    for (std::size_t k = 0; left + k < states; ++k) chain.add(n, left + k, arrivals[k]);
  }
  const auto share = chain.stationary();
  double waiting = 0;
  double waits = 0;
  for (std::size_t n = 2; n < states; ++n) {
    waiting += static_cast<double>(n - 2) * share[n];
    waits += share[n];
  }
  const MDcQueue queue = *MDcQueue::solve(1.2, 1, 2);
  CHECK(queue.means.number_waiting == Approx(waiting).epsilon(1e-10));
  CHECK(queue.wait_probability == Approx(waits).epsilon(1e-10));
}

TEST_CASE("the wait's tail integrates to its mean, beyond the table as well", "[theory]") {
  const MDcQueue queue = *MDcQueue::solve(2.7, 1, 3);
  double sum = 0;
  constexpr int steps = 20'000;
  constexpr double longest = 100;
  for (int i = 0; i < steps; ++i) sum += queue.wait_survival((i + 0.5) * longest / steps);
  CHECK(sum * longest / steps == Approx(queue.means.wait_s).epsilon(1e-6));
  CHECK(queue.wait_survival(0) == Approx(queue.wait_probability).epsilon(1e-12));
  // Exponential decay, the same from block to block.
  const double decay = queue.wait_survival(21) / queue.wait_survival(20);
  CHECK(queue.wait_survival(200) / queue.wait_survival(199) == Approx(decay).epsilon(1e-6));
}

TEST_CASE("rare waits keep their digits", "[theory]") {
  // With c servers hardly loaded, P(N >= c) is nearly the tail of a Poisson law.
  const MDcQueue queue = *MDcQueue::solve(0.1, 1, 6);
  CHECK(queue.wait_probability ==
        Approx(std::exp(-0.1) * 1e-6 / 720 * (1 + 0.1 / 7 + 0.01 / 56)).epsilon(1e-5));
  CHECK(queue.wait_quantile_s(0.99) == 0);
  CHECK_FALSE(MDcQueue::solve(6, 1, 6));
}

TEST_CASE("short and long tables agree", "[theory]") {
  // The power series is summed to 4096 terms and transformed beyond: loads on either side.
  const MDcQueue below = *MDcQueue::solve(0.99853, 1, 1);
  const MDcQueue above = *MDcQueue::solve(0.99854, 1, 1);
  const double ratio = above.wait_quantile_s(0.95) / below.wait_quantile_s(0.95);
  CHECK(ratio == Approx(0.00147 / 0.00146).epsilon(1e-4));
}
