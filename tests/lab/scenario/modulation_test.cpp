#include "lab/scenario/modulation.hpp"

#include <vector>

#include "lab/scenario/arrivals_builder.hpp"
#include "sim/statistics/tally.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

TEST_CASE("two states: mean and dispersion are the textbook's", "[modulation]") {
  const std::vector<ArrivalState> states{{Rate{40}, 20s}, {Rate{140}, 5s}};
  CHECK(mean_rate_per_s(states) == Approx(60));
  // 1 + 2 r12 r21 (l1 - l2)² / ((r12 + r21)³ 60) with r12 = 1/20, r21 = 1/5 (Heffes, Lucantoni
  // 1986)
  CHECK(dispersion_limit(states) == Approx(1 + 2 * 0.01 * 10'000 / (0.25 * 0.25 * 0.25 * 60)));
}

TEST_CASE("equal rates are Poisson however many states there are", "[modulation]") {
  const std::vector<ArrivalState> states{{Rate{7}, 1s}, {Rate{7}, 20s}, {Rate{7}, 3s}};
  CHECK(mean_rate_per_s(states) == Approx(7));
  CHECK(dispersion_limit(states) == Approx(1));
}

TEST_CASE("a state in two halves disperses as its stay does", "[modulation]") {
  // A stay of two exponential halves is Erlang's: less variable, so less dispersion, and the same
  // from whichever state the round is told.
  const std::vector<ArrivalState> whole{{Rate{100}, 2s}, {Rate{0}, 8s}};
  const std::vector<ArrivalState> halves{
      {Rate{100}, 1s}, {Rate{100}, 1s}, {Rate{0}, 4s}, {Rate{0}, 4s}};
  const std::vector<ArrivalState> turned{
      {Rate{0}, 4s}, {Rate{100}, 1s}, {Rate{100}, 1s}, {Rate{0}, 4s}};
  CHECK(mean_rate_per_s(halves) == Approx(20));
  // Busy 2 of 10 s: the variance of the busy time per second is 2 (0.2)² (0.8)² 10 / (1 + …) in
  // renewal theory, (m0² v1 + m1² v0) / (m0 + m1)³ with means m and variances v of the stays; each
  // second of it is worth 100 arrivals: 1 + 100² (4 · 64 + 64 · 4) / 1000 / 20, and half of it.
  CHECK(dispersion_limit(whole) == Approx(1 + 256));
  CHECK(dispersion_limit(halves) == Approx(1 + 128));
  CHECK(dispersion_limit(turned) == Approx(1 + 128));
}

TEST_CASE("what is built from three states arrives as the dispersion says", "[modulation]") {
  ArrivalsSpec spec;
  spec.process = ArrivalKind::Modulated;
  spec.states = {{Rate{50}, 100ms}, {Rate{0}, 50ms}, {Rate{200}, 30ms}};
  const auto arrivals = open_arrivals(spec, Stream(5));
  Tally counts;  // of spans of 4 s, some twenty rounds
  int count = 0;
  TimePoint end{4s};
  while (counts.count() < 20'000) {
    const TimePoint at = *arrivals->next();
    for (; at >= end; end += 4s) {
      counts.record(count);
      count = 0;
    }
    ++count;
  }
  // Standard errors: 0.1 % of the mean and 1 % of the variance; the span ends within a round, which
  // costs the variance some 2 %.
  CHECK(counts.mean() == Approx(4 * mean_rate_per_s(spec.states)).epsilon(0.006));
  CHECK(counts.variance() / counts.mean() == Approx(dispersion_limit(spec.states)).epsilon(0.06));
}
