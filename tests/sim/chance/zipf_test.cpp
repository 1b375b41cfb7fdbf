#include "sim/chance/zipf.hpp"

#include <cmath>

#include "sim/chance/request_draw.hpp"
#include "sim/chance/stream.hpp"
#include "tests/sim/chance/goodness.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("ranks are as likely as Zipf's law says", "[statistical]") {
  for (const double exponent : {0.0, 0.5, 0.9, 1.0, 1.5}) {
    INFO("exponent " << exponent);
    constexpr std::size_t n = 50;
    const Zipf zipf(n, exponent);
    Stream chance = Stream::named({31, 0}, "zipf", std::to_string(exponent));
    std::vector<double> observed(n, 0.0);
    std::vector<double> keyed(n, 0.0);
    std::vector<double> expected;
    constexpr int draws = 200'000;
    for (int i = 0; i < draws; ++i) {
      observed[static_cast<std::size_t>(zipf.sample(chance))] += 1;
      RequestDraw request({31, 0}, static_cast<std::uint64_t>(i), 9);
      keyed[static_cast<std::size_t>(zipf.sample(request))] += 1;
    }
    double mass = 0;
    for (std::size_t k = 0; k < n; ++k) {
      expected.push_back(draws * zipf.probability(k));
      mass += zipf.probability(k);
    }
    CHECK(mass == Approx(1.0));
    CHECK(chi_square_score(observed, expected) < 5.5);
    CHECK(chi_square_score(keyed, expected) < 5.5);
  }
}

TEST_CASE("a billion keys need no table", "[statistical]") {
  const Zipf zipf(1'000'000'000, 0.9);
  Stream chance(32);
  double first = 0;
  std::uint64_t highest = 0;
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t rank = zipf.sample(chance);
    first += rank == 0 ? 1 : 0;
    highest = std::max(highest, rank);
  }
  CHECK(highest < 1'000'000'000);
  CHECK(highest > 900'000'000);
  // Sum of k^-0.9 up to n by Euler and Maclaurin: n^0.1/0.1 + ζ(0.9) + n^-0.9/2.
  const double sum = std::pow(1e9, 0.1) / 0.1 - 9.430114019402254 + 0.5 * std::pow(1e9, -0.9);
  CHECK(std::fabs(first / 2e5 - 1.0 / sum) < 4.9 * std::sqrt(1.0 / sum / 2e5));
}
