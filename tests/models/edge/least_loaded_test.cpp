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
  loads.raise(1, 2);
  CHECK(least(loads) == std::vector<std::size_t>{2});
  loads.raise(2, 2);  // the last of them: everybody is looked at
  CHECK(least(loads) == std::vector<std::size_t>{0, 1, 2});
  loads.lower(3, 2);  // as much as the others
  CHECK(least(loads) == std::vector<std::size_t>{0, 1, 2, 3});
  loads.lower(3, 0);
  CHECK(least(loads) == std::vector<std::size_t>{3});
  loads.raise(0, 3);  // never was among them
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
    if (all[place] == 0 || chance.below(2) == 0) {
      loads.raise(place, ++all[place]);
    } else {
      loads.lower(place, --all[place]);
    }
    if (chance.below(3) == 0) continue;
    const std::uint64_t smallest = *std::min_element(all.begin(), all.end());
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] == smallest) expected.push_back(i);
    }
    REQUIRE(least(loads) == expected);
  }
}
