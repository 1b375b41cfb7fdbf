#include "models/theory/setup_pool.hpp"

#include "models/theory/mmc.hpp"
#include "models/theory/vacation.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("one server with exponential set-up", "[theory]") {
  const auto pool = *mmc_setup(0.7, 1, 0.02, 1);
  const auto queue = *mg1_setup(0.7, Law::exponential(1), Law::exponential(0.02));
  CHECK(pool.means.wait_s == Approx(queue.means.wait_s).epsilon(1e-11));
  CHECK(pool.starting_servers == Approx(queue.setup_fraction).epsilon(1e-11));
  CHECK(pool.empty_probability == Approx(queue.off_fraction).epsilon(1e-11));
}

TEST_CASE("starting at once is M/M/c", "[theory]") {
  const auto pool = *mmc_setup(8, 1, 1e9, 10);
  CHECK(pool.means.number == Approx(MMcQueue::solve(8, 1, 10)->means.number).epsilon(1e-7));
}

TEST_CASE("as much work is done as arrives, however slow the set-up", "[theory]") {
  for (const double alpha : {1e-3, 0.1, 10.0}) {
    for (const int servers : {3, 30}) {
      const auto pool = *mmc_setup(0.9 * servers, 1, alpha, servers);
      CHECK(pool.busy_servers == Approx(0.9 * servers).epsilon(1e-11));
    }
  }
  CHECK_FALSE(mmc_setup(3, 1, 1, 3));
}
