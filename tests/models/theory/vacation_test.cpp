#include "models/theory/vacation.hpp"

#include <cmath>

#include "models/theory/mg1.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("a vacation adds its residual to the wait", "[theory]") {
  const auto found = *mg1_vacation(0.5, Law::exponential(1), Law::deterministic(3));
  CHECK(found.means.wait_s == Approx(1 + 1.5));
  // E[(W + R)²] = 4 + 2 · 1 · 1.5 + 3.
  CHECK(found.wait_second_moment_s2 == Approx(10));
}

TEST_CASE("set-up of no length changes nothing but the accounts", "[theory]") {
  const Law service = Law::erlang(2, 4);
  const auto plain = *MG1Queue::solve(1, service);
  const auto found = *mg1_setup(1, service, Law::deterministic(0));
  CHECK(found.means.wait_s == Approx(plain.means.wait_s));
  CHECK(found.wait_second_moment_s2 == Approx(plain.wait_second_moment_s2));
  CHECK(found.off_fraction == Approx(0.5));
  CHECK(found.cold_probability == Approx(0.5));
}

TEST_CASE("the server's time adds up", "[theory]") {
  const auto found =
      *mg1_setup_delayed_off(0.2, Law::exponential(1), Law::deterministic(7), Law::uniform(1, 5));
  CHECK(found.idle_fraction + found.setup_fraction + found.off_fraction + found.means.utilization ==
        Approx(1));
  CHECK(found.setup_fraction == Approx(found.off_fraction * 0.2 * 7));  // a set-up per off period
}

TEST_CASE("the two ends of the idle time-out", "[theory]") {
  const Law service = Law::exponential(1);
  const Law setup = Law::exponential(0.1);
  const auto never = *mg1_setup_delayed_off(0.5, service, setup, Law::deterministic(1e6));
  CHECK(never.means.wait_s == Approx(1));
  CHECK(never.cold_probability == 0);
  CHECK(never.idle_fraction == Approx(0.5));
  const auto at_once = *mg1_setup_delayed_off(0.5, service, setup, Law::deterministic(0));
  const auto plain = *mg1_setup(0.5, service, setup);
  CHECK(at_once.means.wait_s == Approx(plain.means.wait_s));
  CHECK(at_once.off_fraction == Approx(plain.off_fraction));
  const auto hardly = *mg1_setup_delayed_off(0.5, service, setup, Law::deterministic(1e-12));
  CHECK(hardly.idle_fraction / hardly.off_fraction == Approx(0.5e-12).epsilon(1e-10));
  CHECK_FALSE(mg1_setup(1, service, setup));
}
