#include "sim/statistics/time_average.hpp"

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

constexpr TimePoint at(Duration since_start) {
  return TimePoint{} + since_start;
}

}  // namespace

TEST_CASE("a step function is averaged over time", "[time_average]") {
  // 0 until 1 s, 4 until 3 s, 1 until 5 s: area 0 + 8 + 2 = 10.
  TimeAverage average;
  average.set(at(1s), 4);
  average.set(at(3s), 1);
  CHECK(average.value() == 1);
  CHECK(average.max() == 4);
  CHECK(average.area(at(5s)) == 10);
  CHECK(average.average(at(5s)) == 2);
  CHECK(average.average(at(3s)) == Approx(8.0 / 3));
}

TEST_CASE("changes add up, and changes at one instant take no time", "[time_average]") {
  TimeAverage average;
  average.add(at(1s), 5);
  average.add(at(1s), -3);
  average.add(at(2s), 1);
  CHECK(average.value() == 3);
  CHECK(average.max() == 5);
  CHECK(average.area(at(4s)) == 2 + 6);
}

TEST_CASE("a restart forgets the past and keeps the present", "[time_average]") {
  TimeAverage average;
  average.set(at(0s), 7);
  average.set(at(10s), 2);
  average.restart(at(20s));
  CHECK(average.value() == 2);
  CHECK(average.max() == 2);
  CHECK(average.average(at(20s)) == 2);  // no time has passed
  CHECK(average.average(at(30s)) == 2);
  average.set(at(25s), 4);
  CHECK(average.average(at(30s)) == 3);
  CHECK(average.max() == 4);
}

TEST_CASE("without time the average is the present value", "[time_average]") {
  TimeAverage average;
  CHECK(average.average(at(0s)) == 0);
  average.set(at(0s), 3);
  CHECK(average.average(at(0s)) == 3);
}

TEST_CASE("the area of counts is exact, however many the steps", "[time_average]") {
  // 3 in the odd milliseconds and 0 in the even ones; in seconds, every step would round.
  TimeAverage average;
  for (int i = 0; i < 2'000'000; ++i) average.set(at(i * 1ms), i % 2 == 1 ? 3 : 0);
  CHECK(average.area(at(2000s)) == 3000);
  CHECK(average.average(at(2000s)) == 1.5);
}

TEST_CASE("small pieces are not lost beside a large area", "[time_average]") {
  // 1e11 for 1 s is 1e20 value-nanoseconds, where neighbouring doubles are 16384 apart: 1000 ns at
  // value 1 round away.
  TimeAverage average;
  average.set(at(0s), 1e11);
  TimePoint now = at(1s);
  average.set(now, 1);
  for (int i = 0; i < 1'000'000; ++i) average.set(now += 1us, 1);
  CHECK(average.area(now) - 1e11 == Approx(1).margin(2e-5));  // 1 s at value 1
}
