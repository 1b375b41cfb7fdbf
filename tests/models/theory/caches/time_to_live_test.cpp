#include "models/theory/caches/time_to_live.hpp"

#include <cmath>

#include "models/theory/caches/characteristic_time.hpp"
#include "models/theory/caches/lru_layers.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("a busy item is found in the second layer for sure, however long the sum", "[caches]") {
  // 40 misses of the first layer within the second one's time to live, on the average.
  const TwoLayers layers = two_ttl_layers(10, 0.1, Renewal::on_hit, 11, Renewal::on_hit);
  CHECK(layers.hit_second > 1 - 1e-9);
  CHECK(layers.hit_second <= 1);
}

TEST_CASE("a second layer that forgets before the first does is of no use", "[caches]") {
  for (const Renewal renewal : {Renewal::on_fill, Renewal::on_hit})
    CHECK(two_ttl_layers(3, 2, renewal, 1.5, Renewal::on_fill).hit_second == 0);
}

TEST_CASE("a cache of all but one equal items misses one time in n", "[caches]") {
  const std::vector<double> equal = zipf_popularity(5, 0);
  CHECK(exact_lru(equal, 4).all == Approx(0.8).epsilon(1e-12));
  CHECK(exact_fifo(equal, 4).all == Approx(0.8).epsilon(1e-12));
  CHECK(lru_by_time(equal, 4).hits.all == Approx(0.8).epsilon(1e-12));
  CHECK(perfect_lfu(equal, 4) == Approx(0.8).epsilon(1e-12));
}

TEST_CASE("two layers of one item each: the second one repeats the first", "[caches]") {
  const TwoLayers layers = two_lru_layers({0.6, 0.4}, 1, 1);
  CHECK(layers.hit_first == Approx(0.36 + 0.16).epsilon(1e-12));
  CHECK(layers.hit_second == Approx(0).margin(1e-12));
}
