#include "models/workload/count_trace_arrivals.hpp"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

CountTraceArrivals arrivals_of(Duration interval, std::vector<double> counts,
                               const CountTraceArrivals::Params& params) {
  return CountTraceArrivals(
      std::make_shared<const CountTrace>(CountTrace{interval, std::move(counts)}), params,
      Stream(1));
}

std::vector<TimePoint> all(CountTraceArrivals arrivals) {
  std::vector<TimePoint> times;
  while (const auto next = arrivals.next()) times.push_back(*next);
  return times;
}

std::vector<double> per_interval(const std::vector<TimePoint>& times, Duration interval,
                                 std::size_t intervals) {
  std::vector<double> numbers(intervals);
  for (const TimePoint t : times)
    numbers.at(static_cast<std::size_t>(t.time_since_epoch() / interval)) += 1;
  return numbers;
}

}  // namespace

TEST_CASE("uniform: each interval's requests stand in the middle of equal shares of it",
          "[workload]") {
  const auto times = all(arrivals_of(60s, {2, 0, 4}, {.process = IntervalProcess::uniform}));
  CHECK(times == std::vector<TimePoint>{at(15s), at(45s), at(127500ms), at(142500ms), at(157500ms),
                                        at(172500ms)});
}

TEST_CASE("batch: each interval's requests stand at its start", "[workload]") {
  const auto times = all(arrivals_of(60s, {2, 0, 3}, {.process = IntervalProcess::batch}));
  CHECK(times == std::vector<TimePoint>{at(0s), at(0s), at(120s), at(120s), at(120s)});
}

TEST_CASE("fractions of requests go on to the next interval until they are whole", "[workload]") {
  // Due at 0.5, 1.5, 2.5 …; 0.4 an interval: the sum comes there in the intervals 1, 3 and 6.
  const auto batch = all(arrivals_of(10s, std::vector<double>(8, 4),
                                     {.process = IntervalProcess::batch, .rate_scale = 0.1}));
  CHECK(batch == std::vector<TimePoint>{at(10s), at(30s), at(60s)});
  // Evenly: 0.5 requests at 0.04/s are due after 12.5 s, then one every 25 s.
  const auto uniform = all(arrivals_of(10s, std::vector<double>(8, 4),
                                       {.process = IntervalProcess::uniform, .rate_scale = 0.1}));
  REQUIRE(uniform.size() == 3);
  const std::vector<TimePoint> expected{at(12500ms), at(37500ms), at(62500ms)};
  for (std::size_t k = 0; k < 3; ++k) CHECK(std::chrono::abs(uniform[k] - expected[k]) <= 100ns);
}

TEST_CASE("the number of all arrivals is the scaled total", "[workload]") {
  std::vector<double> counts;
  for (int i = 0; i < 1440; ++i) counts.push_back(i % 97);
  const double total = CountTrace{60s, counts}.total();
  for (const double scale : {0.1, 1.0 / 3, 1.0, 2.7}) {
    for (const auto process : {IntervalProcess::uniform, IntervalProcess::batch}) {
      const auto times = all(arrivals_of(60s, counts, {.process = process, .rate_scale = scale}));
      CHECK(static_cast<double>(times.size()) == std::floor(total * scale + 0.5));
      CHECK(std::is_sorted(times.begin(), times.end()));
    }
  }
}

TEST_CASE("uniform and batch keep the recorded number of every interval", "[workload]") {
  const std::vector<double> counts{7, 1, 0, 12, 3, 1000};
  for (const auto process : {IntervalProcess::uniform, IntervalProcess::batch}) {
    CHECK(per_interval(all(arrivals_of(1s, counts, {.process = process})), 1s, counts.size()) ==
          counts);
  }
}

TEST_CASE("an absent sample brings no arrivals and is told", "[workload]") {
  const std::vector<double> counts{500, absent, 500};
  CHECK(CountTrace{1s, counts}.absent() == 1);
  CHECK(CountTrace{1s, counts}.total() == 1000);
  for (const auto process :
       {IntervalProcess::poisson, IntervalProcess::uniform, IntervalProcess::batch}) {
    const auto numbers = per_interval(all(arrivals_of(1s, counts, {.process = process})), 1s, 3);
    CHECK(numbers[0] > 400);
    CHECK(numbers[1] == 0);
    CHECK(numbers[2] > 400);
  }
}

TEST_CASE("a faster trace brings the same requests in less time", "[workload]") {
  const auto times = all(arrivals_of(
      60s, {2, 0, 4}, {.process = IntervalProcess::uniform, .speed = 10, .start = at(1s)}));
  CHECK(times == std::vector<TimePoint>{at(2500ms), at(5500ms), at(13750ms), at(15250ms),
                                        at(16750ms), at(18250ms)});
  // 60 s / 7 is no whole number of nanoseconds: boundaries are cut, nothing is lost.
  CHECK(all(arrivals_of(60s, std::vector<double>(1000, 3),
                        {.process = IntervalProcess::batch, .speed = 7}))
            .size() == 3000);
}

TEST_CASE("poisson: exponentials laid along the counts", "[workload]") {
  // 100 a second, then 300: the arrival whose exponentials sum to s comes at s/100, behind 1 s at 1
  // + (s - 100)/300.
  auto arrivals = arrivals_of(1s, {100, 0, 300}, {});
  Stream stream(1);
  double sum = 0;
  while (const auto next = arrivals.next()) {
    sum += stream.exponential();
    const double expected = sum < 100 ? sum / 100 : 2 + (sum - 100) / 300;
    CHECK(to_seconds(*next) == Approx(expected).margin(2e-9));
  }
  CHECK(sum + stream.exponential() > 400);
  CHECK_FALSE(arrivals.next().has_value());
}

// As for PoissonArrivals: chi-square with 1,000 degrees of freedom, two-sided level 0.9999.
TEST_CASE("poisson: numbers per interval scatter around the recorded ones as Poisson does",
          "[workload][statistical]") {
  std::vector<double> counts;
  for (int i = 0; i < 1000; ++i) counts.push_back(20 + i % 50);
  const auto numbers =
      per_interval(all(arrivals_of(60s, counts, {.rate_scale = 2})), 60s, counts.size());
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    sum += (numbers[i] - 2 * counts[i]) * (numbers[i] - 2 * counts[i]) / (2 * counts[i]);
  }
  CHECK(sum > 835.3);
  CHECK(sum < 1183.5);
}

TEST_CASE("a trace that cannot be played is refused", "[workload]") {
  CHECK_THROWS_AS(arrivals_of(0s, {1}, {}), InternalError);
  CHECK_THROWS_AS(arrivals_of(1s, {1}, {.speed = 0}), InternalError);
  CHECK_THROWS_AS(all(arrivals_of(1s, {-1}, {})), InternalError);
  CHECK(all(arrivals_of(1s, {}, {})).empty());
}
