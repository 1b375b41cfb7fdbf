// The first draws, to the last bit. They change with the generator, an elementary function or the
// order of draws alone, and then every result changes: such a change says so in the changelog.
#include <cstdint>
#include <string>
#include <vector>

#include "sim/chance/distribution.hpp"
#include "sim/chance/zipf.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

struct Sum {
  Distribution law;
  double streamed;
  double keyed;
};

}  // namespace

TEST_CASE("draws are pinned to the last bit", "[stream][request_draw][distribution]") {
  Stream chance = Stream::named({1, 0}, "api", "service");
  CHECK(chance.next() == 0xcf9357f3f39c1e5eU);
  CHECK(chance.next() == 0x6fcc7e6695d8cafeU);
  CHECK(chance.next() == 0x30153a755cf2da37U);
  CHECK(chance.uniform() == 0x1.cfaa1a687494cp-3);
  CHECK(chance.exponential() == 0x1.215dcb27f105p-3);
  CHECK(chance.normal() == -0x1.b843c4f61b93ap-1);

  RequestDraw draw({1, 0}, 4711, 3);
  CHECK(draw.uniform() == 0x1.bcfb9c0b8995cp-3);
  CHECK(draw.exponential() == 0x1.35e9c9ea8f9b9p-4);
  CHECK(draw.normal() == 0x1.2dacdc2f7615fp+0);

  // Sums of a thousand, so that rare branches take part; exact, for additions in order are exact
  // alike.
  const std::vector<Sum> sums = {
      {Distribution::uniform(1, 3), 0x1.f46d40f913795p+10, 0x1.fb7070fcff158p+10},
      {Distribution::exponential(2), 0x1.ec10729ad90ep+10, 0x1.e239ea613bbe1p+10},
      {Distribution::gamma(2, 1.5), 0x1.0ae8216697decp+11, 0x1.eb8c727b046cap+10},
      {Distribution::gamma(8, 0.5), 0x1.f0d69a1c88fb1p+12, 0x1.024f31494c8fbp+13},
      {Distribution::hyperexponential(10, 2), 0x1.3806110948b17p+13, 0x1.52dd08f89fcf1p+13},
      {Distribution::lognormal(4, 1), 0x1.0563bdb62fd24p+12, 0x1.0acb399037bdp+12},
      {Distribution::weibull_from_moments(10, 2), 0x1.4d30e88b5a302p+13, 0x1.61ecdbc6888b5p+13},
      {Distribution::pareto(2.5, 1), 0x1.a5b2ab8793917p+10, 0x1.b05dafbd5525bp+10},
      {Distribution::bounded_pareto(1.5, 1, 100), 0x1.4b006d034543cp+11, 0x1.6eaadc0d313e7p+11},
      {Distribution::from_quantiles({{0.5, 4}, {0.9, 9}, {0.99, 30}}), 0x1.50f74c9714987p+12,
       0x1.77d868528b31p+12}};
  for (const Sum& expected : sums) {
    INFO(std::string(expected.law.kind()));
    double streamed = 0;
    double keyed = 0;
    for (int i = 0; i < 1000; ++i) streamed += expected.law.sample(chance);
    for (std::uint64_t request = 0; request < 1000; ++request) {
      RequestDraw of_request({1, 0}, request, 3);
      keyed += expected.law.sample(of_request);
    }
    CHECK(streamed == expected.streamed);
    CHECK(keyed == expected.keyed);
  }

  const Zipf keys(1'000'000, 0.9);
  std::uint64_t ranks = 0;
  for (int i = 0; i < 1000; ++i) ranks += keys.sample(chance);
  CHECK(ranks == 125'603'614);
}
