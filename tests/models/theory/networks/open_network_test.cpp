#include "models/theory/networks/open_network.hpp"

#include "models/theory/mmc.hpp"
#include "models/theory/networks/mixed_network.hpp"
#include "models/theory/networks/qna.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

TEST_CASE("two stations in a row, a fifth of the requests goes round again", "[networks]") {
  // 8 a second from outside, 10 through both stations: loads 1/2 and 2/3, numbers 1 and 2.
  const auto solved = solve(JacksonNetwork{{8, 0}, {20, 15}, {1, 1}, {{0, 1}, {0.2, 0}}});
  REQUIRE(solved);
  CHECK(solved->stations[0].arrival_rate_per_s == Approx(10));
  CHECK(solved->stations[0].utilization == Approx(0.5));
  CHECK(solved->stations[0].number == Approx(1));
  CHECK(solved->stations[0].sojourn_s == Approx(0.1));
  CHECK(solved->stations[1].number == Approx(2));
  CHECK(solved->sojourn_s == Approx(3.0 / 8));
}

TEST_CASE("servers and delays of an open network", "[networks]") {
  const auto solved = solve(JacksonNetwork{{3}, {2}, {2}, {{0}}});
  REQUIRE(solved);
  CHECK(solved->number == Approx(MMcQueue::solve(3, 2, 2)->means.number));
  const auto delay = solve(JacksonNetwork{{30}, {2}, {0}, {{0.5}}});
  REQUIRE(delay);
  CHECK(delay->stations[0].utilization == Approx(30));
  CHECK(delay->stations[0].sojourn_s == Approx(0.5));
  CHECK(delay->sojourn_s == Approx(1));
}

TEST_CASE("an overloaded station has no steady state, a closed loop is a fault", "[networks]") {
  CHECK_FALSE(solve(JacksonNetwork{{8}, {10}, {1}, {{0.2}}}));
  CHECK_FALSE(solve(OpenNetwork{{1, 1}, {{0.5}, {0.5}}, {{1}, {1}}, {1}}));
  CHECK_FALSE(solve(MixedNetwork{{1, 0}, {0, 3}, {{1}, {1}}, {{1}, {1}}, {1}}));
  CHECK_FALSE(solve(QnaNetwork{{1}, {1}, {1}, {1}, {1}, {{0}}}));
  CHECK_THROWS_AS(traffic({1}, {{1}}), InternalError);
}

TEST_CASE("two classes share an open station in proportion to their load", "[networks]") {
  // Loads 0.2 and 0.3: 1 customer in all, stretched by 2.
  const auto solved = solve(OpenNetwork{{2, 1}, {{0.1}, {0.15}}, {{1}, {2}}, {1}});
  REQUIRE(solved);
  CHECK(solved->utilization[0] == Approx(0.5));
  CHECK(solved->number[0][0] == Approx(0.4));
  CHECK(solved->number[1][0] == Approx(0.6));
  CHECK(solved->sojourn_s[1][0] == Approx(0.3));
  CHECK(solved->response_s[1] == Approx(0.6));
}

TEST_CASE("open classes take capacity from closed ones, by hand", "[networks]") {
  // Half of the server is left to the one closed customer, which doubles the open number.
  const auto solved = solve(MixedNetwork{{0.5, 0}, {0, 1}, {{1}, {1}}, {{1}, {1}}, {1}});
  REQUIRE(solved);
  CHECK(solved->throughput_per_s[1] == Approx(0.5));
  CHECK(solved->number[0][0] == Approx(2));
  CHECK(solved->response_s[0] == Approx(4));
}

TEST_CASE("a mixed station of several servers, in its limits", "[networks]") {
  // The closed customer is elsewhere: M/M/3.
  const auto apart =
      solve(MixedNetwork{{2, 0}, {0, 1}, {{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}, {3, 0}});
  REQUIRE(apart);
  CHECK(apart->number[0][0] == Approx(MMcQueue::solve(2, 1, 3)->means.number).epsilon(1e-13));
  // Nobody from outside: the closed customers as without it.
  const ClosedNetwork alone{{4}, {1.0}, {{1}}, {{1}}, {2}};
  const auto empty =
      solve(MixedNetwork{{0, 0}, {0, 4}, {{1, 1}, {1, 1}}, {{1, 1}, {1, 1}}, {2, 0}});
  REQUIRE(empty);
  CHECK(empty->throughput_per_s[1] == Approx(solve(alone).throughput_per_s[0]).epsilon(1e-13));
  // Many closed customers leave no server idle; the two servers shared with one open class.
  const auto full = solve(MixedNetwork{{0.5, 0}, {0, 40}, {{1}, {1}}, {{1}, {1}}, {2}});
  REQUIRE(full);
  CHECK(full->throughput_per_s[1] == Approx(1.5).epsilon(1e-12));
  CHECK(full->number[0][0] ==
        Approx(41 * 0.25 / 0.75).epsilon(1e-12));  // as M/M/1 of twice the speed
}

TEST_CASE("the network analyzer is exact for Poisson arrivals and exponential service",
          "[networks]") {
  const std::vector<double> gamma{8, 0};
  const Table routing{{0, 1}, {0.2, 0}};
  const auto jackson = solve(JacksonNetwork{gamma, {20, 15}, {1, 1}, routing});
  const auto qna = solve(QnaNetwork{gamma, {1, 1}, {1.0 / 20, 1.0 / 15}, {1, 1}, {1, 1}, routing});
  REQUIRE((jackson && qna));
  CHECK(qna->stations[0].arrival_scv == Approx(1));
  CHECK(qna->stations[1].arrival_scv == Approx(1));
  CHECK(qna->sojourn_s == Approx(jackson->sojourn_s));
}

TEST_CASE("the network analyzer: a constant stream through a constant server stays constant",
          "[networks]") {
  const auto solved =
      solve(QnaNetwork{{1, 0}, {0, 0}, {0.5, 0.5}, {0, 0}, {1, 1}, {{0, 1}, {0, 0}}});
  REQUIRE(solved);
  CHECK(solved->stations[0].arrival_scv == Approx(0).margin(1e-15));
  // Departures: 1 + (1 - rho²)(0 - 1) + rho² (max(0, 0.2) - 1) = rho² 0.2.
  CHECK(solved->stations[1].arrival_scv == Approx(0.05));
  CHECK(solved->stations[0].wait_s == 0);
}
