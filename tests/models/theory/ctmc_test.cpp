#include "models/theory/ctmc.hpp"

#include "models/theory/birth_death.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("a chain of three states, worked out by hand", "[theory]") {
  // 0 -> 1 at 2, 1 -> 2 at 1, 2 -> 0 at 4: time in a state is inverse to the rate out of it.
  MarkovChain chain(3);
  chain.add(0, 1, 2);
  chain.add(1, 2, 1);
  chain.add(2, 0, 4);
  const auto share = chain.stationary();
  CHECK(share[0] == Approx(2.0 / 7));
  CHECK(share[1] == Approx(4.0 / 7));
  CHECK(share[2] == Approx(1.0 / 7));
}

TEST_CASE("rare states keep their digits", "[theory]") {
  MarkovChain chain(4);
  for (std::size_t n = 0; n < 3; ++n) {
    chain.add(n, n + 1, 1e-8);
    chain.add(n + 1, n, 1);
  }
  const auto share = chain.stationary();
  const auto direct = birth_death_stationary(
      4, [](std::size_t) { return 1e-8; }, [](std::size_t) { return 1.0; });
  CHECK(share[3] / share[0] == Approx(1e-24).epsilon(1e-13));
  for (std::size_t n = 0; n < 4; ++n) CHECK(share[n] == Approx(direct[n]).epsilon(1e-13));
}

TEST_CASE("a birth-death chain does not overflow", "[theory]") {
  // 3000 busy servers on average among 6000: the peak is e^3000 times the empty state.
  const auto share = birth_death_stationary(
      6001, [](std::size_t) { return 3000.0; },
      [](std::size_t n) { return static_cast<double>(n); });
  double mean = 0;
  for (std::size_t n = 0; n < share.size(); ++n) mean += static_cast<double>(n) * share[n];
  CHECK(mean == Approx(3000).epsilon(1e-13));
}
