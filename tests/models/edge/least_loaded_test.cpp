#include "models/edge/least_loaded.hpp"

#include <algorithm>
#include <vector>

#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

std::vector<std::size_t> least(LeastLoaded& loads) {
  std::vector<std::size_t> places;
  loads.for_each([&](std::size_t place) { places.push_back(place); });
  return places;
}

}  // namespace

TEST_CASE("those with the least load are known as loads change") {
  LeastLoaded loads;
  for (const std::uint64_t load : {2, 1, 1, 3}) loads.add(load);
  CHECK(least(loads) == std::vector<std::size_t>{1, 2});
  loads.set(1, 2);
  CHECK(least(loads) == std::vector<std::size_t>{2});
  loads.set(2, 2);  // the last of them: everybody is looked at
  CHECK(least(loads) == std::vector<std::size_t>{0, 1, 2});
  loads.set(3, 0);
  CHECK(least(loads) == std::vector<std::size_t>{3});
  loads.set(3, 0);  // no change
  CHECK(least(loads) == std::vector<std::size_t>{3});
  loads.clear();
  loads.add(7);
  CHECK(least(loads) == std::vector<std::size_t>{0});
}

TEST_CASE("after any changes they are those that a look at everybody finds") {
  Stream chance(11);
  LeastLoaded loads;
  std::vector<std::uint64_t> all(150);
  for (std::uint64_t& load : all) loads.add(load = chance.below(5));
  for (int change = 0; change < 20'000; ++change) {
    const std::size_t place = chance.below(all.size());
    all[place] =
        chance.below(2) == 0 ? all[place] + 1 : all[place] - std::min<std::uint64_t>(1, all[place]);
    loads.set(place, all[place]);
    if (chance.below(3) == 0) continue;
    const std::uint64_t smallest = *std::min_element(all.begin(), all.end());
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] == smallest) expected.push_back(i);
    }
    REQUIRE(least(loads) == expected);
  }
}
