#include "models/workload/poisson_arrivals.hpp"

#include <cstdint>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

RateProfile spike() {
  return RateProfile({{at(0s), 100},
                      {at(10s), 100},
                      {at(20s), 1000},
                      {at(30s), 1000},
                      {at(30s), 0},
                      {at(40s), 0},
                      {at(45s), 500},
                      {at(50s), 0},
                      {at(60s), 0},
                      {at(60s), 50}});
}

}  // namespace

TEST_CASE("at constant rate an arrival is the sum of the exponentials, cut to nanoseconds",
          "[workload]") {
  PoissonArrivals arrivals(RateProfile(1000), Stream(7));
  Stream stream(7);
  double sum_ns = 0;
  for (int k = 0; k < 10'000; ++k) {
    sum_ns += stream.exponential() * 1e6;
    CHECK(arrivals.next() == TimePoint{} + Duration{static_cast<std::int64_t>(sum_ns)});
  }
}

TEST_CASE(
    "an arrival of a changing rate is the inverse of its integral at the sum of the exponentials",
    "[workload]") {
  const RateProfile profile = spike();
  PoissonArrivals arrivals(profile, Stream(11));
  Stream stream(11);
  double sum = 0;
  TimePoint last{};
  Duration worst{};
  for (int k = 0; k < 30'000; ++k) {
    sum += stream.exponential();
    const auto next = arrivals.next();
    REQUIRE(next.has_value());
    REQUIRE(*next >= last);
    last = *next;
    worst = std::max(worst, std::chrono::abs(*next - *profile.inverse(sum)));
  }
  CHECK(last > at(60s));
  CHECK(worst <= 2ns);  // two ways of rounding
}

TEST_CASE("nothing arrives while the rate is zero, and after its end never again", "[workload]") {
  PoissonArrivals arrivals(RateProfile({{at(0s), 50},
                                        {at(10s), 50},
                                        {at(10s), 0},
                                        {at(20s), 0},
                                        {at(20s), 50},
                                        {at(30s), 50},
                                        {at(30s), 0}}),
                           Stream(3));
  int before = 0;
  int behind = 0;
  while (const auto next = arrivals.next()) {
    REQUIRE((*next < at(10s) || *next >= at(20s)));
    REQUIRE(*next < at(30s));
    ++(*next < at(10s) ? before : behind);
  }
  CHECK(before > 400);
  CHECK(behind > 400);
  CHECK_FALSE(arrivals.next().has_value());
  CHECK_FALSE(PoissonArrivals(RateProfile(0.0), Stream(1)).next().has_value());
}

TEST_CASE("one seed gives one sequence", "[workload]") {
  PoissonArrivals a(spike(), Stream(5));
  PoissonArrivals b(spike(), Stream(5));
  PoissonArrivals c(spike(), Stream(6));
  bool other = false;
  for (int k = 0; k < 1'000; ++k) {
    const auto next = a.next();
    CHECK(next == b.next());
    other = other || next != c.next();
  }
  CHECK(other);
}

// Numbers in disjoint intervals of a Poisson process are independent and Poisson: the sum of (n -
// m)²/m over 1,000 intervals of known mean m follows chi-square with 1,000 degrees of freedom.
// Two-sided level 0.9999 (Wilson and Hilferty, 1931): 1000 (1 - 2/9000 ± 3.891 √(2/9000))³ = 835.3
// and 1183.5. Under regular arrivals the sum would be near 0.
TEST_CASE("numbers per interval are Poisson, on the flat and on the slope",
          "[workload][statistical]") {
  const auto statistic = [](const RateProfile& profile, Duration interval) {
    PoissonArrivals arrivals(profile, Stream(2024));
    std::vector<int> numbers(1000);
    while (const auto next = arrivals.next()) {
      const auto place = static_cast<std::size_t>(next->time_since_epoch() / interval);
      if (place >= numbers.size()) break;
      ++numbers[place];
    }
    double sum = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto k = static_cast<Duration::rep>(i);
      const double mean =
          profile.integral(at(interval * (k + 1))) - profile.integral(at(interval * k));
      sum += (numbers[i] - mean) * (numbers[i] - mean) / mean;
    }
    return sum;
  };
  for (const double flat :
       {statistic(RateProfile(200), 100ms),
        statistic(RateProfile({{at(0s), 50}, {at(50s), 500}, {at(100s), 20}}), 100ms)}) {
    CHECK(flat > 835.3);
    CHECK(flat < 1183.5);
  }
}
