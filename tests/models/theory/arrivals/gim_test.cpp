#include "models/theory/arrivals/gim.hpp"

#include <cmath>
#include <numeric>

#include "models/theory/arrivals/embedded_chain.hpp"
#include "models/theory/arrivals/phase_queue.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/poisson.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("constant interarrival times, by hand", "[arrivals]") {
  // σ = e^{-μT(1 - σ)} has the root 1/2 for μT = 2 ln 2.
  const auto queue = GiMQueue::solve(Law::deterministic(2 * std::log(2.0)), 1, 1);
  REQUIRE(queue);
  CHECK(queue->geometric_root == Approx(0.5).epsilon(1e-14));
  CHECK(queue->wait_probability == Approx(0.5).epsilon(1e-14));
  CHECK(queue->means.wait_s == Approx(1).epsilon(1e-14));     // (1/2) / (1/2)
  CHECK(queue->means.sojourn_s == Approx(2).epsilon(1e-14));  // exponential with rate 1/2
  CHECK(queue->means.number == Approx(1 / std::log(2.0)).epsilon(1e-14));
  CHECK(queue->wait_quantile_s(0.4) == 0);
  CHECK(queue->wait_quantile_s(0.75) == Approx(2 * std::log(2.0)).epsilon(1e-13));
  CHECK(queue->sojourn_quantile_s(0.75) == Approx(4 * std::log(2.0)).epsilon(1e-13));
}

TEST_CASE("constant interarrival times and two servers, by hand", "[arrivals]") {
  // 2μT = 2 ln 2 gives σ = 1/2 again; x = e^{-μT} = 1/2. An arrival that finds nobody leaves one
  // customer, who stays with probability 1/2. From those that find one or more, weighed with powers
  // of σ, the next finds one with probability r: with k the events at rate 2 between arrivals, the
  // weights v(1) after an event are v(1)/2 + σ^k, hence v = 2k/2^k, and r = Σ 2k/2^k · Poisson(k;
  // m) with m = 2 ln 2: m e^{-m/2} = ln 2. Balance: found 0 · 1/2 = found 1 · (1 - ln 2).
  const auto queue = GiMQueue::solve(Law::deterministic(std::log(2.0)), 1, 2);
  REQUIRE(queue);
  CHECK(queue->geometric_root == Approx(0.5).epsilon(1e-14));
  const double none = 2 * (1 - std::log(2.0));  // to one of found 1; two or more are another one
  CHECK(queue->wait_probability == Approx(1 / (none + 2)).epsilon(1e-13));
}

TEST_CASE("Poisson arrivals make M/M/c, with any number of servers", "[arrivals]") {
  for (const int servers : {1, 2, 7, 40, 300}) {
    for (const double load : {0.2, 0.7, 0.97}) {
      const auto general = GiMQueue::solve(Law::exponential(load * servers), 1, servers);
      const auto markov = MMcQueue::solve(load * servers, 1, servers);
      REQUIRE((general && markov));
      CHECK(general->geometric_root == Approx(load).epsilon(1e-13));
      CHECK(general->wait_probability ==
            Approx(markov->wait_probability).epsilon(1e-10).margin(1e-20));
      CHECK(general->means.sojourn_s == Approx(markov->means.sojourn_s).epsilon(1e-10));
      CHECK(general->wait_quantile_s(0.95) == Approx(markov->wait_quantile_s(0.95)).epsilon(1e-9));
      CHECK(general->sojourn_quantile_s(0.9) ==
            Approx(markov->sojourn_quantile_s(0.9)).epsilon(1e-9));
    }
  }
}

TEST_CASE("one server agrees with the matrix-geometric solution", "[arrivals]") {
  const auto general = GiMQueue::solve(Law::hyperexponential({0.9, 0.1}, {9, 0.5}), 5, 1);
  const auto phases = solve_phase_queue(PhaseType::hyperexponential({0.9, 0.1}, {9, 0.5}),
                                        PhaseType::exponential(5));
  REQUIRE((general && phases));
  CHECK(general->means.wait_s == Approx(phases->means.wait_s).epsilon(1e-12));
  CHECK(general->wait_probability == Approx(phases->wait_probability).epsilon(1e-12));
}

TEST_CASE("the root keeps its digits in heavy traffic", "[arrivals]") {
  // For Poisson arrivals 1 - σ = 1 - ρ.
  CHECK(one_less_geometric_root(Law::exponential(1 - 1e-12), 1).value() ==
        Approx(1e-12).epsilon(2e-4));  // 1 - 1e-12 has that many digits itself
  // Otherwise 2 (1 - ρ) / (1 + scv) in the limit.
  const double constant = one_less_geometric_root(Law::deterministic(1 + 1e-8), 1).value();
  CHECK(constant == Approx(2e-8).epsilon(1e-6));
  CHECK_FALSE(one_less_geometric_root(Law::deterministic(1), 1));
  CHECK_FALSE(GiMQueue::solve(Law::uniform(0, 1), 1, 2));
}

TEST_CASE("events of a Poisson process in a random time", "[arrivals]") {
  const auto constant = mixed_poisson(Law::deterministic(0.5), 6, 40);
  const auto poisson = poisson_weights(3, 40);
  const auto geometric = mixed_poisson(Law::exponential(2), 6, 40);
  for (std::size_t k = 0; k <= 40; ++k) {
    CHECK(constant[k] == Approx(static_cast<double>(poisson[k])).margin(1e-15));
    CHECK(geometric[k] == Approx(0.25 * std::pow(0.75, k)).margin(1e-15));
  }
  // A heavy tail: what is missing is P(T > about last/rate).
  const Law heavy = Law::pareto(1.5, 0.2);
  const auto tail = mixed_poisson(heavy, 10, 2000);
  const double missing = 1 - std::accumulate(tail.begin(), tail.end(), 0.0);
  CHECK(missing == Approx(heavy.survival(200)).epsilon(0.01));
}
