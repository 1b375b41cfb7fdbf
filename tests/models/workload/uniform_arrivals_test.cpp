#include "models/workload/uniform_arrivals.hpp"

#include <cstdint>
#include <map>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

/// Offsets in nanoseconds of all arrivals up to `end`, the end included.
std::vector<std::int64_t> offsets(UniformArrivals& arrivals, TimePoint end) {
  std::vector<std::int64_t> all;
  while (const auto next = arrivals.next()) {
    if (*next > end) break;
    all.push_back(next->time_since_epoch().count());
  }
  return all;
}

}  // namespace

TEST_CASE("evenly spaced arrivals of a constant rate start at once", "[workload]") {
  UniformArrivals arrivals(RateProfile(100));
  const auto all = offsets(arrivals, at(2s - 1ns));
  REQUIRE(all.size() == 200);  // k6 constant-arrival-rate, 100/s over 2 s: 200 iterations
  for (std::size_t k = 0; k < all.size(); ++k)
    CHECK(all[k] == static_cast<std::int64_t>(k) * 10'000'000);

  UniformArrivals half_per_second(RateProfile(30.0 / 60));  // 30 per minute over 10 s
  CHECK(offsets(half_per_second, at(10s - 1ns)) ==
        std::vector<std::int64_t>{0, 2'000'000'000, 4'000'000'000, 6'000'000'000, 8'000'000'000});
}

TEST_CASE("no error builds up over a million arrivals at a rate that is no binary fraction",
          "[workload]") {
  UniformArrivals arrivals(RateProfile(3));
  TimePoint last{};
  for (int k = 0; k <= 3'000'000; ++k) last = *arrivals.next();
  CHECK(last == at(1'000'000s));
}

// k6's ramping-arrival-rate starts iteration i when the area under the rate reaches i; offsets cut
// to nanoseconds.
TEST_CASE("a ramp from 0 to 10/s in 5 s gives k6's iterations", "[workload]") {
  UniformArrivals arrivals(RateProfile({{at(0s), 0}, {at(5s), 10}, {at(10s), 10}, {at(10s), 0}}),
                           1);
  const auto all = offsets(arrivals, at(1h));
  REQUIRE(all.size() == 75);
  const std::vector<std::int64_t> first{1'000'000'000, 1'414'213'562, 1'732'050'807, 2'000'000'000,
                                        2'236'067'977, 2'449'489'742, 2'645'751'311, 2'828'427'124};
  CHECK(std::vector<std::int64_t>(all.begin(), all.begin() + 8) == first);
  const std::map<std::size_t, std::int64_t> some{{20, 4'582'575'694},
                                                 {24, 5'000'000'000},
                                                 {25, 5'100'000'000},
                                                 {60, 8'600'000'000},
                                                 {74, 10'000'000'000}};
  for (const auto& [place, offset] : some) CHECK(all[place] == offset);
}

TEST_CASE("a ramp from 100 to 1000/s in 60 s gives k6's iterations", "[workload]") {
  UniformArrivals arrivals(RateProfile({{at(0s), 100}, {at(60s), 1000}, {at(60s), 0}}), 1);
  const auto all = offsets(arrivals, at(1h));
  REQUIRE(all.size() == 33'000);
  const std::vector<std::int64_t> first{9'992'511,  19'970'089, 29'932'802, 39'880'714,
                                        49'813'893, 59'732'403, 69'636'308, 79'525'675};
  CHECK(std::vector<std::int64_t>(all.begin(), all.begin() + 8) == first);
  CHECK(all[99] == 934'502'833);
  CHECK(all[1000] == 6'671'665'729);
  CHECK(all[10000] == 30'453'558'428);
  CHECK(all[32999] == 60'000'000'000);
}

TEST_CASE("evenly spaced arrivals pass over a silent stretch and end for good", "[workload]") {
  UniformArrivals arrivals(RateProfile({{at(0s), 1},
                                        {at(2s), 1},
                                        {at(2s), 0},
                                        {at(10s), 0},
                                        {at(10s), 2},
                                        {at(11s), 2},
                                        {at(11s), 0}}),
                           1);
  CHECK(offsets(arrivals, at(1h)) ==
        std::vector<std::int64_t>{1'000'000'000, 2'000'000'000, 10'500'000'000, 11'000'000'000});
  CHECK_FALSE(arrivals.next().has_value());
  CHECK_FALSE(arrivals.next().has_value());
}
