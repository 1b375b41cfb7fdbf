#include "models/theory/mmck.hpp"

#include <cmath>

#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("M/M/1/2 by hand", "[theory]") {
  // Equal rates: the three states are equally likely; half of those served wait.
  const MMcKQueue queue(5, 5, 1, 2);
  CHECK(queue.loss_probability == Approx(1.0 / 3));
  CHECK(queue.empty_probability == Approx(1.0 / 3));
  CHECK(queue.wait_probability == Approx(0.5));
  CHECK(queue.means.number == Approx(1));
  CHECK(queue.throughput_per_s == Approx(10.0 / 3));
  CHECK(queue.means.sojourn_s == Approx(0.3));
  // Served at once: exponential. Else two services: Erlang.
  const double t = 0.4;
  CHECK(queue.sojourn_survival(t) == Approx(0.5 * std::exp(-2.0) + 0.5 * 3 * std::exp(-2.0)));
  CHECK(queue.wait_quantile_s(0.5) == 0);
  CHECK(queue.wait_quantile_s(0.75) == Approx(std::log(2.0) / 5));
}

TEST_CASE("two servers and one place: the sojourn of who waits", "[theory]") {
  // One ahead: Exp(2μ) and then Exp(μ): P(> t) = 2 e^-μt - e^-2μt.
  const MMcKQueue queue(1, 1, 2, 3);
  const double share = 0.5 / 2.5;  // states 1, 1, 1/2, 1/4; who is served sees the first three
  CHECK(queue.wait_probability == Approx(share));
  const double waits = 2 * std::exp(-1.5) - std::exp(-3.0);
  CHECK(queue.sojourn_survival(1.5) == Approx((1 - share) * std::exp(-1.5) + share * waits));
}

TEST_CASE("with room enough it is M/M/c", "[theory]") {
  const MMcKQueue wide(45, 10, 5, 600);
  const MMcQueue endless = *MMcQueue::solve(45, 10, 5);
  CHECK(wide.means.wait_s == Approx(endless.means.wait_s).epsilon(1e-9));
  CHECK(wide.wait_quantile_s(0.99) == Approx(endless.wait_quantile_s(0.99)).epsilon(1e-9));
  CHECK(wide.sojourn_quantile_s(0.95) == Approx(endless.sojourn_quantile_s(0.95)).epsilon(1e-9));
}

TEST_CASE("no waiting room: nobody waits, the sojourn is the service", "[theory]") {
  const MMcKQueue queue(20, 4, 3, 3);
  CHECK(queue.means.wait_s == 0);
  CHECK(queue.wait_quantile_s(0.99) == 0);
  CHECK(queue.sojourn_quantile_s(0.5) == Approx(std::log(2.0) / 4));
}
