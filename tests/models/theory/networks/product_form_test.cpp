#include "models/theory/networks/product_form.hpp"

#include <cmath>
#include <numeric>

#include "models/theory/networks/populations.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

TEST_CASE("populations are walked upwards with smaller ones first, and back", "[networks]") {
  const Populations all({2, 1});
  REQUIRE(all.size() == 6);
  std::vector<std::vector<std::size_t>> met;
  for (auto walk = all.up(); !walk.done(); walk.next()) {
    CHECK(walk.index() == walk.count(0) * all.step(0) + walk.count(1) * all.step(1));
    CHECK(walk.total() == walk.count(0) + walk.count(1));
    met.push_back({walk.count(0), walk.count(1)});
  }
  CHECK(met ==
        std::vector<std::vector<std::size_t>>{{0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}, {2, 1}});
  std::size_t left = all.size();
  for (auto walk = all.down(); !walk.done(); walk.next()) {
    CHECK(walk.index() == --left);
    CHECK(met[walk.index()] == std::vector<std::size_t>{walk.count(0), walk.count(1)});
    CHECK(walk.total() == walk.count(0) + walk.count(1));
  }
  CHECK(left == 0);
}

TEST_CASE("two customers at two stations, by hand", "[networks]") {
  // Demands 1 s and 2 s: the states (2,0), (1,1), (0,2) weigh 1, 2, 4.
  const auto solved = solve({{2}, {0.0}, {{{1.0}, {1.0}}, {{2.0}, {1.0}}}});
  CHECK(solved.throughput_per_s[0] == Approx(3.0 / 7));  // (1 + 2) / (1 + 2 + 4)
  CHECK(solved.number[0][0] == Approx(4.0 / 7));
  CHECK(solved.number[0][1] == Approx(10.0 / 7));
  REQUIRE(solved.present[0].size() == 3);
  CHECK(solved.present[0][0] == Approx(4.0 / 7));
  CHECK(solved.present[0][2] == Approx(1.0 / 7));
}

TEST_CASE("three customers, two servers and a think time, by hand", "[networks]") {
  // Think 1 s, service 1 s: n at the servers weigh 1/(3-n)! · (1, 1, 1/2, 1/4): 2, 6, 6, 3 of 17.
  const auto solved = solve({{3}, {1.0}, {{{1.0}, {1.0, 2.0}}}});
  CHECK(solved.present[0][0] == Approx(2.0 / 17).epsilon(1e-13));
  CHECK(solved.present[0][3] == Approx(3.0 / 17).epsilon(1e-13));
  CHECK(solved.number[0][0] == Approx((6.0 + 12 + 9) / 17).epsilon(1e-13));
  CHECK(solved.throughput_per_s[0] == Approx(3 - 27.0 / 17).epsilon(1e-13));  // 1 a second thinks
}

TEST_CASE("processor sharing between two classes, by hand", "[networks]") {
  // One customer each and nowhere else to go: half of the processor each.
  const auto solved = solve({{1, 1}, {0.0, 0.0}, {{{1.0, 4.0}, {1.0}}}});
  CHECK(solved.throughput_per_s[0] == Approx(0.5));
  CHECK(solved.throughput_per_s[1] == Approx(0.125));
  CHECK(solved.number[0][0] == Approx(1));
}

TEST_CASE("a station that is faster with two customers, by hand", "[networks]") {
  // Two customers who only wait here: the second doubles the speed.
  const auto solved = solve({{2}, {0.0}, {{{1.0}, {1.0, 2.0}}}});
  CHECK(solved.throughput_per_s[0] == Approx(2));
}

TEST_CASE("saturation and thousands of servers lose no digits", "[networks]") {
  // The bottleneck of 25 servers hides the rest: 100 a second, whatever the population.
  std::vector<double> servers(25);
  std::iota(servers.begin(), servers.end(), 1.0);
  const auto saturated = solve({{4000}, {1.0}, {{{0.25}, servers}, {{0.002}, {1.0}}}});
  CHECK(saturated.throughput_per_s[0] == Approx(100).epsilon(1e-14));
  CHECK(saturated.number[0][1] == Approx(0.25).epsilon(1e-13));  // M/M/1 at 0.2
  // A server for everybody: nobody waits.
  std::vector<double> plenty(3000);
  std::iota(plenty.begin(), plenty.end(), 1.0);
  const auto idle = solve({{3000}, {4.0}, {{{1.0}, plenty}}});
  CHECK(idle.throughput_per_s[0] == Approx(600).epsilon(1e-14));
  CHECK(idle.number[0][0] == Approx(600).epsilon(1e-14));
}

TEST_CASE("nobody may circulate without spending time", "[networks]") {
  CHECK_THROWS_AS(solve({{1}, {0.0}, {{{0.0}, {1.0}}}}), InternalError);
  CHECK(solve({{0}, {0.0}, {{{0.0}, {1.0}}}}).throughput_per_s[0] == 0);
}
