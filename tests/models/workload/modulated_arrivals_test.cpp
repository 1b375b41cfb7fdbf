#include "models/workload/modulated_arrivals.hpp"

#include <cmath>
#include <vector>

#include "sim/statistics/tally.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

using States = std::vector<ModulatedArrivals::State>;

/// Mean and squared coefficient of variation of the first gaps.
Tally gaps_of(ModulatedArrivals& arrivals, int count) {
  Tally gaps;
  TimePoint last = *arrivals.next();
  for (int k = 0; k < count; ++k) {
    const TimePoint at = *arrivals.next();
    gaps.record(to_seconds(at - last));
    last = at;
  }
  return gaps;
}

}  // namespace

TEST_CASE("modulated arrivals of one state are Poisson", "[workload]") {
  ModulatedArrivals arrivals(States{{.per_s = 50, .mean_stay_s = 0.1}}, Stream(3));
  const Tally gaps = gaps_of(arrivals, 200'000);
  // Standard errors: 0.22 % of the mean; 0.45 % of the variance's root.
  CHECK(gaps.mean() == Approx(0.02).epsilon(0.012));
  CHECK(gaps.standard_deviation() / gaps.mean() == Approx(1.0).epsilon(0.012));
}

TEST_CASE("two states mix their rates by their shares of time", "[workload]") {
  // MMPP(2), rates 100 and 4, leaving at 1/s and 3/s: mean rate (100*3 + 4*1)/4 = 76 per second.
  // Squared coefficient of variation of the gaps (Fischer, Meier-Hellstern 1993):
  // 1 + 2 r12 r21 (l1-l2)^2/((r12+r21)^2 (l1 l2 + l1 r21 + l2 r12))
  //   = 1 + 2*3*96^2/(16*(400+300+4)) = 5.909…
  ModulatedArrivals arrivals(
      States{{.per_s = 100, .mean_stay_s = 1.0}, {.per_s = 4, .mean_stay_s = 1.0 / 3}}, Stream(11));
  const Tally gaps = gaps_of(arrivals, 1'000'000);
  CHECK(1.0 / gaps.mean() == Approx(76.0).epsilon(0.01));
  CHECK(gaps.variance() / (gaps.mean() * gaps.mean()) == Approx(5.909).epsilon(0.03));
}

TEST_CASE("in a state without arrivals nothing comes", "[workload]") {
  // Bursts of 1000/s for 10 ms on average, then a pause of 1 s: no gap of a millisecond's order
  // reaches half a second but by a pause, and there are as many pauses as bursts.
  ModulatedArrivals arrivals(
      States{{.per_s = 1'000, .mean_stay_s = 0.01}, {.per_s = 0, .mean_stay_s = 1.0}}, Stream(5));
  int pauses = 0;
  int gaps = 0;
  TimePoint last = *arrivals.next();
  for (; gaps < 100'000; ++gaps) {
    const TimePoint at = *arrivals.next();
    REQUIRE(at >= last);
    if (at - last > 100ms) ++pauses;
    last = at;
  }
  // A gap ends the burst with probability 100/(1000 + 100), and its pause is that long with
  // probability e^-0.1: 8226 of them, standard error 90.
  CHECK(pauses == Approx(8'226).margin(450));
}

TEST_CASE("modulated arrivals begin after their start and end with the clock", "[workload]") {
  ModulatedArrivals late(States{{.per_s = 1'000, .mean_stay_s = 1}}, Stream(1), TimePoint{} + 10s);
  CHECK(late.next() > TimePoint{} + 10s);
  ModulatedArrivals rare(States{{.per_s = 1e-30, .mean_stay_s = 1e10}}, Stream(1));
  CHECK_FALSE(rare.next().has_value());
  CHECK_FALSE(rare.next().has_value());
}

TEST_CASE("the same stream gives the same modulated arrivals", "[workload]") {
  const States states{{.per_s = 10, .mean_stay_s = 1}, {.per_s = 90, .mean_stay_s = 0.5}};
  ModulatedArrivals one(states, Stream(8));
  ModulatedArrivals other(states, Stream(8));
  for (int k = 0; k < 1'000; ++k) REQUIRE(one.next() == other.next());
}
