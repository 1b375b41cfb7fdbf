#include "models/workload/rate_profile.hpp"

#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

/// 10/s for 10 s; up to 30/s at 20 s; a step down to 0 until 30 s; a step to 5/s, for ever.
RateProfile hill() {
  return RateProfile(
      {{at(0s), 10}, {at(10s), 10}, {at(20s), 30}, {at(20s), 0}, {at(30s), 0}, {at(30s), 5}});
}

}  // namespace

TEST_CASE("a rate profile is linear between its points and constant after the last", "[workload]") {
  const RateProfile profile = hill();
  CHECK(profile.rate(at(0s)) == 10);
  CHECK(profile.rate(at(5s)) == 10);
  CHECK(profile.rate(at(15s)) == 20);
  CHECK(profile.rate(at(20s)) == 0);  // at a step the rate after it
  CHECK(profile.rate(at(29s)) == 0);
  CHECK(profile.rate(at(30s)) == 5);
  CHECK(profile.rate(at(1h)) == 5);
}

TEST_CASE("before its first point a rate profile has the first rate", "[workload]") {
  const RateProfile profile({{at(10s), 2}, {at(20s), 4}});
  CHECK(profile.rate(at(0s)) == 2);
  CHECK(profile.integral(at(10s)) == 20);
  CHECK(profile.segments().size() == 3);
}

TEST_CASE("the integral of the rate is the area under the line", "[workload]") {
  const RateProfile profile = hill();
  CHECK(profile.integral(at(0s)) == 0);
  CHECK(profile.integral(at(10s)) == 100);
  CHECK(profile.integral(at(15s)) == 100 + 75);
  CHECK(profile.integral(at(20s)) == 300);
  CHECK(profile.integral(at(30s)) == 300);
  CHECK(profile.integral(at(40s)) == 350);
}

TEST_CASE("the inverse of the integral goes back to the first instant with that area",
          "[workload]") {
  const RateProfile profile = hill();
  CHECK(profile.inverse(0) == at(0s));
  CHECK(profile.inverse(1) == at(100ms));
  CHECK(profile.inverse(100) == at(10s));
  CHECK(profile.inverse(175) == at(15s));
  CHECK(profile.inverse(300) == at(20s));  // not the end of the flat stretch
  CHECK(profile.inverse(305) == at(31s));
}

TEST_CASE("an area that the rate never reaches has no instant", "[workload]") {
  const RateProfile ramp_down({{at(0s), 10}, {at(10s), 0}});
  CHECK(ramp_down.inverse(50) == at(10s));
  CHECK(ramp_down.inverse(37.5) == at(5s));  // 10 x - x²/2 = 37.5
  CHECK_FALSE(ramp_down.inverse(50.001).has_value());
  CHECK_FALSE(RateProfile(0.0).inverse(0).has_value());
  CHECK_FALSE(RateProfile(1e-9).inverse(1e9).has_value());  // 31 thousand million years
}

TEST_CASE("area 0 is reached where the rate first becomes positive", "[workload]") {
  CHECK(RateProfile({{at(0s), 0}, {at(7s), 0}, {at(8s), 3}}).inverse(0) == at(7s));
}

TEST_CASE("a scaled profile has the shape and another height, a faster one also another length",
          "[workload]") {
  const RateProfile doubled = hill().scaled(2);
  CHECK(doubled.rate(at(15s)) == 40);
  CHECK(doubled.integral(at(20s)) == 600);
  const RateProfile fast = hill().played_at(10);
  CHECK(fast.rate(at(1500ms)) == 200);
  CHECK(fast.integral(at(2s)) ==
        Approx(300).epsilon(1e-15));  // as many requests in a tenth of the time
  CHECK(fast.rate(at(3s)) == 50);
}

TEST_CASE("a profile that cannot be is refused", "[workload]") {
  CHECK_THROWS_AS(RateProfile(std::vector<RatePoint>{}), InternalError);
  CHECK_THROWS_AS(RateProfile(-1.0), InternalError);
  CHECK_THROWS_AS(RateProfile({{at(2s), 1}, {at(1s), 1}}), InternalError);
  CHECK_THROWS_AS(hill().played_at(0), InternalError);
}
