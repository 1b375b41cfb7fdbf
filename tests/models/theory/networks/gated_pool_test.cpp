#include "models/theory/networks/gated_pool.hpp"

#include "models/theory/networks/closed_network.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("a pool with a connection for everybody is a closed network", "[networks]") {
  const GatedPool pool{12, 2, 10.0, 5.0};
  const auto solved = solve_closed(pool, 12, 0.5);
  const auto network = solve(ClosedNetwork{{12}, {0.5}, {{0.1, 0.2}}, {{1, 1}}, {2, 0}});
  CHECK(solved.throughput_per_s == Approx(network.throughput_per_s[0]).epsilon(1e-12));
  CHECK(solved.at_database == Approx(network.number[0][0]).epsilon(1e-12));
  CHECK(solved.waiting == 0);
  CHECK(solved.response_s == Approx(network.response_s[0]).epsilon(1e-12));
}

TEST_CASE("one connection makes an M/G/1 station of database and work", "[networks]") {
  // Service: exponentials of mean 0.1 and 0.2, E[S] = 0.3, E[S²] = 0.05 + 0.09.
  const auto solved = solve_open({1, 1, 10.0, 5.0}, 2.0);
  REQUIRE(solved);
  CHECK(solved->wait_s == Approx(2.0 * 0.14 / (2 * 0.4)).epsilon(1e-12));  // Pollaczek, Khinchine
  CHECK(solved->all_held == Approx(0.6).epsilon(1e-12));
  CHECK(solved->throughput_per_s == Approx(2).epsilon(1e-12));
  CHECK_FALSE(solve_open({1, 1, 10.0, 5.0}, 3.5));
}

TEST_CASE("clients who do not think keep the pool full", "[networks]") {
  const GatedPool pool{3, 1, 10.0, 5.0};
  const auto never = solve_closed(pool, 8, 0.0);
  CHECK(never.held == 3);
  CHECK(never.waiting == 5);
  const auto hardly = solve_closed(pool, 8, 1e-7);
  CHECK(never.throughput_per_s == Approx(hardly.throughput_per_s).epsilon(1e-5));
  CHECK(never.wait_s == Approx(hardly.wait_s).epsilon(1e-5));
  CHECK(solve_closed(pool, 2, 0.0).all_held == 0);
}

TEST_CASE("a pool that is asked by a thousand clients stays exact", "[networks]") {
  const auto solved = solve_closed({20, 2, 10.0, 5.0}, 1000, 1.0);
  CHECK(solved.throughput_per_s == Approx(20).epsilon(1e-3));  // two database servers at work
  CHECK(solved.throughput_per_s * (1 + solved.response_s) ==
        Approx(1000).epsilon(1e-11));  // Little
}
