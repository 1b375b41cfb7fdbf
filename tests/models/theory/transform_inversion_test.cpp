#include "models/theory/transform_inversion.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("smooth functions come back from their transforms", "[theory]") {
  for (const long double t : {1e-6L, 0.3L, 1.0L, 20.0L}) {
    const Inverted exponential = invert([](Complex s) { return 1.0L / (s + 1.0L); }, t);
    CHECK(std::abs(exponential.value - std::exp(-t)) < 1e-14L);
    CHECK(exponential.error < 1e-12L);
    // Of (1 + t) e^-t, the tail of an Erlang law of two stages.
    const Inverted erlang =
        invert([](Complex s) { return (s + 2.0L) / ((s + 1.0L) * (s + 1.0L)); }, t);
    CHECK(std::abs(erlang.value - (1 + t) * std::exp(-t)) < 1e-14L);
  }
}

TEST_CASE("a tail that decays like a power, far out", "[theory]") {
  // P(X > t) = 1/(1 + t): residual tails are as heavy, and no moment exists.
  const Law pareto = Law::pareto(1.5, 1);
  const auto tail = [&](Complex s) { return (1.0L - pareto.transform(s)) / s; };
  for (const double t : {10.0, 1e4, 1e8}) {
    const Inverted found = invert(tail, t);
    CHECK(static_cast<double>(found.value) ==
          Approx(std::pow(t, -1.5)).epsilon(1e-3).margin(1e-13));
  }
}

TEST_CASE("at a jump the error estimate says that the sum has not settled", "[theory]") {
  const auto step = [](Complex s) { return (1.0L - std::exp(-s)) / s; };  // 1 up to t = 1, then 0
  CHECK(std::abs(invert(step, 0.5L).value - 1) < 1e-3L);
  CHECK(std::abs(invert(step, 3.0L).value) < 1e-3L);
  CHECK(invert(step, 1.000001L).error > 1e-12L);
}
