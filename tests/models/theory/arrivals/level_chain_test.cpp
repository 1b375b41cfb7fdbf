#include "models/theory/arrivals/level_chain.hpp"

#include <algorithm>

#include "models/theory/arrivals/gim.hpp"
#include "models/theory/arrivals/phase_queue.hpp"
#include "models/theory/arrivals/phase_type.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

namespace {

Block one(double rate) {
  Block block(1, 1);
  block(0, 0) = rate;
  return block;
}

/// M/M/c as a chain of one phase, service rate 1.
LevelChain mmc(double arrival, std::size_t servers) {
  return {[=](std::size_t) { return one(arrival); }, [](std::size_t) { return one(0); },
          [=](std::size_t level) { return one(static_cast<double>(std::min(level, servers))); }};
}

}  // namespace

TEST_CASE("one phase: a birth-death chain, by hand", "[arrivals]") {
  const auto levels = stationary(mmc(2, 2), 3);  // 1, 2, 2, 2 of 7
  REQUIRE(levels.size() == 4);
  CHECK(levels[0][0] == Approx(1.0 / 7));
  CHECK(levels[3][0] == Approx(2.0 / 7));
}

TEST_CASE("one phase, infinitely many levels: M/M/1 and M/M/2", "[arrivals]") {
  const auto single = stationary_unbounded(mmc(0.8, 1), 0);
  REQUIRE(single);
  CHECK(single->levels.size() == 1);
  CHECK(single->levels[0][0] == Approx(0.2));
  CHECK(single->rate(0, 0) == Approx(0.8));
  CHECK(single->decay() == Approx(0.8));
  CHECK(single->above[0] == Approx(1));
  CHECK(single->excess[0] == Approx(4));  // rho / (1 - rho)
  const auto two = stationary_unbounded(mmc(1, 2), 2);
  REQUIRE(two);
  CHECK(two->levels[0][0] == Approx(1.0 / 3));
  CHECK(two->above[0] == Approx(1.0 / 3));  // Erlang's C(2, 1)
  CHECK_FALSE(stationary_unbounded(mmc(2, 2), 2));
}

TEST_CASE("levels far apart in probability neither overflow nor vanish", "[arrivals]") {
  // 800 levels, each ten times the one below: the last has 9/10 of the time.
  const LevelChain steep{[](std::size_t) { return one(10); }, [](std::size_t) { return one(0); },
                         [](std::size_t) { return one(1); }};
  const auto levels = stationary(steep, 800);
  CHECK(levels[800][0] == Approx(0.9));
  CHECK(levels[790][0] == Approx(0.9e-10));
  CHECK(levels[0][0] == 0);
}

TEST_CASE("phase-type laws have the means of their definitions", "[arrivals]") {
  CHECK(PhaseType::exponential(4).mean() == Approx(0.25));
  CHECK(PhaseType::erlang(3, 6).mean() == Approx(0.5));
  CHECK(PhaseType::hyperexponential({0.25, 0.75}, {1, 3}).mean() == Approx(0.5));
  CHECK(PhaseType::hyperexponential({0, 1}, {1, 4}).phases() == 1);
  CHECK_THROWS_AS(PhaseType::hyperexponential({0.5, 0.4}, {1, 3}), InternalError);
  CHECK_THROWS_AS(PhaseType::erlang(0, 6), InternalError);
}

TEST_CASE("a queue of phases is exact for M/G/1: Pollaczek and Khinchine", "[arrivals]") {
  const PhaseType poisson = PhaseType::exponential(1.2);
  for (const int k : {1, 2, 10}) {
    const auto solved = solve_phase_queue(poisson, PhaseType::erlang(k, 2.0 * k));
    REQUIRE(solved);
    const double wait = 0.6 * 0.5 * (1 + 1.0 / k) / (2 * 0.4);
    CHECK(solved->means.wait_s == Approx(wait).epsilon(1e-12));
    CHECK(solved->means.number_waiting == Approx(1.2 * wait).epsilon(1e-12));
    CHECK(solved->means.sojourn_s == Approx(wait + 0.5).epsilon(1e-12));
    CHECK(solved->wait_probability == Approx(0.6).epsilon(1e-12));
  }
  CHECK_FALSE(solve_phase_queue(poisson, PhaseType::exponential(1.2)));
}

TEST_CASE("a queue of phases in heavy traffic", "[arrivals]") {
  // E2/M/1 at load 1 - 1e-6: the mean wait is σ / (1 - σ).
  const double rate = 1 - 1e-6;
  const auto solved = solve_phase_queue(PhaseType::erlang(2, 2 * rate), PhaseType::exponential(1));
  const double eta = one_less_geometric_root(Law::erlang(2, 2 * rate), 1).value();
  REQUIRE(solved);
  CHECK(solved->means.wait_s == Approx((1 - eta) / eta).epsilon(1e-8));
}
