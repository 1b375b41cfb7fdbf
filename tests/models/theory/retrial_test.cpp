#include "models/theory/retrial.hpp"

#include "models/theory/erlang.hpp"
#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("one server that nobody gives up, in closed form", "[theory]") {
  // N = ρ (λ + ρθ) / (θ (1 - ρ)), service rate 1 (Keilson, Cozzolino, Young 1968).
  for (const double rho : {0.1, 0.5, 0.95}) {
    for (const double theta : {0.05, 1.0, 30.0}) {
      const auto queue = *retrial_queue(rho, 1, 1, theta, 1);
      CHECK(queue.orbit == Approx(rho * (rho + rho * theta) / (theta * (1 - rho))).epsilon(1e-11));
      CHECK(queue.busy_servers == Approx(rho));
      CHECK(queue.loss_probability == 0);
    }
  }
  CHECK_FALSE(retrial_queue(1, 1, 1, 1, 1));
}

TEST_CASE("who never tries again makes a loss system", "[theory]") {
  const auto queue = *retrial_queue(8, 1, 6, 1, 0);
  CHECK(queue.orbit == 0);
  CHECK(queue.loss_probability == Approx(erlang_b(6, 8)));
  CHECK(queue.attempts_per_customer == 1);
}

TEST_CASE("who tries again at once stands in line", "[theory]") {
  const auto queue = *retrial_queue(4, 1, 5, 1e7, 1);
  CHECK(queue.orbit == Approx(MMcQueue::solve(4, 1, 5)->means.number_waiting).epsilon(1e-5));
}

TEST_CASE("what comes in is served or lost", "[theory]") {
  const auto queue = *retrial_queue(200, 1, 100, 0.5, 0.97);  // overload
  CHECK(queue.busy_servers == Approx(200 * (1 - queue.loss_probability)).epsilon(1e-10));
  CHECK(queue.attempt_rate_per_s == Approx(200 + 0.5 * queue.orbit));
}
