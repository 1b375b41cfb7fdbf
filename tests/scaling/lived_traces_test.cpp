#include "tests/scaling/recorded_load.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("pods that live through half-a-minute-growth lead to the recorded counts", "[traces]") {
  const LivedTrace lived = live_through(recorded_trace("half-a-minute-growth"));
  CHECK(lived.desired.size() == 181);
  CHECK(lived.departures.empty());
}

TEST_CASE("pods that live through three-metrics-step-and-fall lead to the recorded counts",
          "[traces]") {
  const LivedTrace lived = live_through(recorded_trace("three-metrics-step-and-fall"));
  CHECK(lived.desired.size() == 181);
  CHECK(lived.departures.empty());
}

// At 180 s two pods are just ready. The recording gives them their share of the load in a window
// that lies before their readiness, and the three old ones a share of 800m. Simulated, the old ones
// still carried everything in that window, 1333m each: the proposal goes beyond the tenth pod one
// minute before it does so in the recording, where memory asks for it. Everything after is the
// same.
TEST_CASE("pods that live through plain-cpu-memory-legacy are at ten a minute early", "[traces]") {
  const LivedTrace lived = live_through(recorded_trace("plain-cpu-memory-legacy"));
  CHECK(lived.desired.size() == 121);
  const std::vector<Departure> expected{{180s, 9, 10}, {195s, 9, 10}, {210s, 9, 10}, {225s, 9, 10}};
  CHECK(lived.departures == expected);
}
