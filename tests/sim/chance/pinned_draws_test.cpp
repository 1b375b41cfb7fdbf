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
  CHECK(chance.exponential() == 0x1.215dcb27f104ep-3);
  CHECK(chance.normal() == 0x1.25736ff169cb5p+0);

  RequestDraw draw({1, 0}, 4711, 3);
  CHECK(draw.uniform() == 0x1.a5a2273ad89eep-2);
  CHECK(draw.exponential() == 0x1.2d3b5c3f12d3dp-1);
  CHECK(draw.normal() == -0x1.c35ced7f0b91p-3);

  // Sums of a thousand, so that rare branches take part; exact, for additions in order are exact
  // alike.
  const std::vector<Sum> sums = {
      {Distribution::uniform(1, 3), 0x1.f46d40f913795p+10, 0x1.f2ac912d70b45p+10},
      {Distribution::exponential(2), 0x1.ec10729ad90e2p+10, 0x1.0371ddb2b92d4p+11},
      {Distribution::gamma(2, 1.5), 0x1.f99b5c05706bdp+10, 0x1.d0fa81c952e97p+10},
      {Distribution::gamma(8, 0.5), 0x1.f254013c8f3e4p+12, 0x1.f101133d9db1fp+12},
      {Distribution::hyperexponential(10, 2), 0x1.36df8301c505dp+13, 0x1.46b6bd6e8ab62p+13},
      {Distribution::lognormal(4, 1), 0x1.f6f7d6a9e5778p+11, 0x1.fc93644ae18bdp+11},
      {Distribution::weibull_from_moments(10, 2), 0x1.4c6fc75dc47dp+13, 0x1.212f3f7a7e669p+13},
      {Distribution::pareto(2.5, 1), 0x1.a568d505e5309p+10, 0x1.933adf8a6886ap+10},
      {Distribution::bounded_pareto(1.5, 1, 100), 0x1.4cf6a2cf02fd3p+11, 0x1.39ab5f1390d3fp+11},
      {Distribution::from_quantiles({{0.5, 4}, {0.9, 9}, {0.99, 30}}), 0x1.50bf759bd341p+12,
       0x1.56ea45f48ec1bp+12}};
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
  CHECK(ranks == 124'770'818);
}
