#include "models/workload/request_mix.hpp"

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("a mix chooses classes by their shares of the unit interval", "[workload]") {
  const RequestMix mix({8, 0, 2});  // weights need not sum to 1
  CHECK(mix.size() == 3);
  CHECK(mix.choose(1e-300) == 0);
  CHECK(mix.choose(0.8) == 0);
  CHECK(mix.choose(0.8000001) == 2);
  CHECK(mix.choose(1.0) == 2);
  CHECK(mix.share(0) == 0.8);
  CHECK(mix.share(1) == 0);
  CHECK(mix.share(2) == Approx(0.2));
}

TEST_CASE("a class of weight zero is never chosen, at the ends either", "[workload]") {
  const RequestMix mix({0, 1, 0});
  CHECK(mix.choose(1e-300) == 1);
  CHECK(mix.choose(1.0) == 1);
  const RequestMix tenths(
      {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0});  // does not sum to 1 in doubles
  CHECK(tenths.choose(1.0) == 9);
}

TEST_CASE("a mix without a possible class is refused", "[workload]") {
  CHECK_THROWS_AS(RequestMix({}), InternalError);
  CHECK_THROWS_AS(RequestMix({0, 0}), InternalError);
  CHECK_THROWS_AS(RequestMix({1, -1}), InternalError);
}
