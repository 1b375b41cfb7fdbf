#include "models/theory/arrivals/mmpp.hpp"

#include "models/theory/arrivals/two_moment.hpp"
#include "models/theory/mmc.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

TEST_CASE("a switch between equal rates leaves M/M/c", "[arrivals]") {
  const SwitchedPoisson same{4, 4, 0.3, 2};
  CHECK(same.mean_rate_per_s() == Approx(4));
  CHECK(same.interarrival_scv() == 1);
  CHECK(same.dispersion_limit() == 1);
  const auto queue = SwitchedPoissonQueue::solve(same, 1, 5);
  const auto markov = MMcQueue::solve(4, 1, 5);
  REQUIRE((queue && markov));
  CHECK(queue->means.number == Approx(markov->means.number).epsilon(1e-12));
  CHECK(queue->wait_probability == Approx(markov->wait_probability).epsilon(1e-12));
  CHECK(queue->decay() == Approx(0.8).epsilon(1e-12));
  CHECK(queue->wait_quantile_s(0.95) == Approx(markov->wait_quantile_s(0.95)).epsilon(1e-11));
}

TEST_CASE("moments of switched arrivals, by hand", "[arrivals]") {
  // On and off with equal rates 1, 2 a second while on: from on, the next arrival comes after an
  // exponential time of rate 3, at once or (1/3) after an off time and again.
  const SwitchedPoisson arrivals{2, 0, 1, 1};
  CHECK(arrivals.mean_rate_per_s() == Approx(1));
  // E T = 1, E T² = E X² + 1/3 (2 E X E Y + E Y²), X rate 3, Y = off time and T: 1/3, 2 … = 3.
  CHECK(arrivals.interarrival_scv() == Approx(2));
  CHECK(arrivals.dispersion_limit() == Approx(2));  // 1 + 2 (2 - 0)² / (2² · 2 · 1)
}

TEST_CASE("tails and means of a switched queue hang together", "[arrivals]") {
  const auto queue = SwitchedPoissonQueue::solve({30, 2, 0.5, 0.2}, 4, 4);
  REQUIRE(queue);
  double number = 0;
  for (int n = 1; queue->at_least(n) > 1e-14; ++n) number += queue->at_least(n);
  CHECK(queue->at_least(0) == Approx(1));
  CHECK(number == Approx(queue->means.number).epsilon(1e-10));
  CHECK(queue->at_least(2001) / queue->at_least(2000) == Approx(queue->decay()).epsilon(1e-9));
  CHECK(queue->wait_survival(0) == Approx(queue->wait_probability));
  // The mean wait is the area under the survival function: a midpoint sum.
  double area = 0;
  for (int i = 0; i < 400'000; ++i) area += queue->wait_survival((i + 0.5) * 1e-3) * 1e-3;
  CHECK(area == Approx(queue->means.wait_s).epsilon(1e-6));
  CHECK(queue->wait_survival(queue->wait_quantile_s(0.99)) == Approx(0.01));
  CHECK_FALSE(SwitchedPoissonQueue::solve({30, 11, 0.5, 0.2}, 4, 4));
  CHECK_THROWS_AS(SwitchedPoissonQueue::solve({30, 2, 0, 0.2}, 4, 4), InternalError);
}

TEST_CASE("approximations from two moments are exact where they should be", "[arrivals]") {
  const TwoMoments markov{8, 10, 1, 1, 1};
  for (const auto wait :
       {vut_wait_s, allen_cunneen_wait_s, kraemer_langenbach_belz_wait_s, qna_wait_s, whitt_wait_s})
    CHECK(wait(markov) == Approx(0.4));  // 0.8 / (10 - 8)
  CHECK(kingman_bound_s(markov) == Approx(8 * (1 / 64.0 + 0.01) / 0.4));
  const TwoMoments constant_service{8, 10, 1, 1, 0};
  CHECK(vut_wait_s(constant_service) == Approx(0.2));  // Pollaczek, Khinchine
  const TwoMoments several{36, 10, 4, 1, 1};
  CHECK(whitt_wait_s(several) == Approx(MMcQueue::solve(36, 10, 4)->means.wait_s));
  CHECK(qna_wait_s(several) == Approx(MMcQueue::solve(36, 10, 4)->means.wait_s));
  // Without variability nobody waits.
  for (const int servers : {1, 3}) CHECK(whitt_wait_s({8, 10, servers, 0, 0}) == 0);
  CHECK(qna_wait_s({8, 10, 1, 0, 0}) == 0);
  CHECK_THROWS_AS(vut_wait_s({10, 10, 1, 1, 1}), InternalError);
  CHECK_THROWS_AS(kingman_bound_s({8, 10, 2, 1, 1}), InternalError);
}

TEST_CASE("Krämer and Langenbach-Belz lie below the bound, with and without variability",
          "[arrivals]") {
  for (const double arrival : {0.0, 0.3, 1.0, 4.0}) {
    for (const double service : {0.1, 1.0, 9.0}) {
      const TwoMoments station{9, 10, 1, arrival, service};
      CHECK(kraemer_langenbach_belz_wait_s(station) <= vut_wait_s(station));
      CHECK(vut_wait_s(station) <= kingman_bound_s(station));
    }
  }
}
