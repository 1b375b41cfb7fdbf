#include "models/theory/networks/fork_join.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/theory/arrivals/level_chain.hpp"
#include "models/theory/networks/fan_out.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

namespace {

/// The chain of both queues, the second one cut off: levels of the first, phases of the second.
double number_of_chain(const ForkJoin& model, std::size_t places) {
  const auto diagonal = [places](double rate) {
    Block block(places + 1, places + 1);
    for (std::size_t i = 0; i <= places; ++i) block(i, i) = rate;
    return block;
  };
  LevelChain chain;
  chain.up = [&](std::size_t) {
    Block block(places + 1, places + 1);
    for (std::size_t i = 0; i <= places; ++i)
      block(i, std::min(i + 1, places)) = model.arrival_rate_per_s;
    return block;
  };
  chain.within = [&](std::size_t) {
    Block block(places + 1, places + 1);
    for (std::size_t i = 1; i <= places; ++i) block(i, i - 1) = model.service_rate_2_per_s;
    return block;
  };
  chain.down = [&](std::size_t) { return diagonal(model.service_rate_1_per_s); };
  const auto levels = stationary(chain, places);
  double number = 0;
  for (std::size_t i = 0; i <= places; ++i) {
    for (std::size_t j = 0; j <= places; ++j)
      number += static_cast<double>(std::max(i, j)) * levels[i][j];
  }
  return number;
}

}  // namespace

TEST_CASE("equal servers: the closed form of Flatto and Hahn", "[networks]") {
  for (const double rho : {0.01, 0.5, 0.9, 0.999}) {
    const auto solved = solve(ForkJoin{rho, 1, 1});
    REQUIRE(solved);
    CHECK(solved->response_s == Approx((12 - rho) / 8 / (1 - rho)).epsilon(1e-11));
    CHECK(solved->sojourn_1_s == Approx(1 / (1 - rho)));
  }
  CHECK_FALSE(solve(ForkJoin{1, 1, 2}));
}

TEST_CASE("unequal servers agree with the chain of both queues", "[networks]") {
  for (const ForkJoin& model :
       {ForkJoin{0.4, 1, 1.3}, ForkJoin{0.5, 4, 1}, ForkJoin{0.5, 1.01, 1}}) {
    const auto solved = solve(model);
    REQUIRE(solved);
    CHECK(solved->number == Approx(number_of_chain(model, 60)).epsilon(1e-10));
    CHECK(solved->response_s == Approx(solved->number / model.arrival_rate_per_s));
    const auto swapped = solve(
        ForkJoin{model.arrival_rate_per_s, model.service_rate_2_per_s, model.service_rate_1_per_s});
    CHECK(swapped->number == solved->number);
    CHECK(swapped->sojourn_1_s == solved->sojourn_2_s);
  }
}

TEST_CASE("the response changes smoothly where the servers become equal", "[networks]") {
  const double equal = solve(ForkJoin{0.9, 1, 1})->response_s;
  double last = solve(ForkJoin{0.9, 1, 1.1})->response_s;
  for (const double apart : {1e-2, 1e-3, 1e-4, 1e-5, 1e-7, 1e-10}) {
    const double here = solve(ForkJoin{0.9, 1, 1 + apart})->response_s;
    CHECK(here > last);
    CHECK(here == Approx(equal).epsilon(6 * apart + 1e-12));
    last = here;
  }
}

TEST_CASE("many branches: the approximation is exact for two", "[networks]") {
  CHECK(fork_join_response_s(0.5, 1, 2).value() == Approx(solve(ForkJoin{0.5, 1, 1})->response_s));
  // Without load, the largest of four exponentials: H(4) = 25/12, here at rho = 0.
  CHECK(fork_join_response_s(1e-12, 1, 4).value() == Approx(25.0 / 12));
  CHECK_FALSE(fork_join_response_s(1, 1, 4));
}

TEST_CASE("fan-out without queues: order statistics in closed form", "[networks]") {
  const FanOut all(Law::exponential(2), 4, 4);
  CHECK(all.mean_s() == Approx(25.0 / 24).epsilon(1e-12));  // H(4)/2
  CHECK(all.quantile_s(0.5) == Approx(-std::log(1 - std::pow(0.5, 0.25)) / 2).epsilon(1e-12));
  const FanOut hedged(Law::exponential(2), 5, 1);  // exponential with rate 10
  CHECK(hedged.mean_s() == Approx(0.1).epsilon(1e-12));
  CHECK(hedged.survival(0.2) == Approx(std::exp(-2)).epsilon(1e-12));
  const FanOut uniform(Law::uniform(1, 3), 9, 4);  // mean 1 + 2 · 4/10
  CHECK(uniform.mean_s() == Approx(1.8).epsilon(1e-12));
  const FanOut constant(Law::deterministic(0.3), 7, 2);
  CHECK(constant.mean_s() == Approx(0.3).epsilon(1e-14));
  CHECK(constant.quantile_s(0.99) == Approx(0.3).epsilon(1e-14));
}

TEST_CASE("hedging tames a tail without a mean", "[networks]") {
  CHECK(FanOut(Law::pareto(0.8, 1), 1, 1).mean_s() == std::numeric_limits<double>::infinity());
  // The fastest of three: Pareto with exponent 2.4, mean 2.4/1.4.
  CHECK(FanOut(Law::pareto(0.8, 1), 3, 1).mean_s() == Approx(2.4 / 1.4).epsilon(1e-12));
}
