#include "models/workload/timestamp_arrivals.hpp"

#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

const auto recorded = std::make_shared<const TimestampTrace>(
    TimestampTrace{{at(0s), at(1s), at(1s), at(4s)}, {2, 0, 1, 2}});

std::vector<TimePoint> all(const TimestampArrivals::Params& params) {
  TimestampArrivals arrivals(recorded, params);
  std::vector<TimePoint> times;
  while (const auto next = arrivals.next()) times.push_back(*next);
  return times;
}

}  // namespace

TEST_CASE("recorded requests come back at their instants with their classes", "[workload]") {
  TimestampArrivals arrivals(recorded, {});
  CHECK_FALSE(arrivals.last_class().has_value());
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(arrivals.next() == recorded->times[k]);
    CHECK(arrivals.last_class() == recorded->classes[k]);
  }
  CHECK_FALSE(arrivals.next().has_value());
}

TEST_CASE("recorded requests can be played later and faster", "[workload]") {
  CHECK(all({.speed = 2, .start = at(10s)}) ==
        std::vector<TimePoint>{at(10s), at(10500ms), at(10500ms), at(12s)});
}

TEST_CASE("a request that stands for several spreads them up to the next one", "[workload]") {
  CHECK(all({.rate_scale = 2}) == std::vector<TimePoint>{at(0s), at(500ms), at(1s), at(1s), at(1s),
                                                         at(2500ms), at(4s), at(4s)});
}

TEST_CASE("with half of the load every other recorded request comes", "[workload]") {
  TimestampArrivals arrivals(recorded, {.rate_scale = 0.5});
  CHECK(arrivals.next() == at(0s));
  CHECK(arrivals.last_class() == ClassId{2});
  CHECK(arrivals.next() == at(1s));
  CHECK(arrivals.last_class() == ClassId{1});
  CHECK_FALSE(arrivals.next().has_value());
  CHECK(all({.rate_scale = 0}).empty());
}

TEST_CASE("a record that is out of order or lacks classes is refused", "[workload]") {
  const auto play = [](TimestampTrace trace) {
    TimestampArrivals(std::make_shared<const TimestampTrace>(trace), {});
  };
  CHECK_THROWS_AS(play({{at(2s), at(1s)}, {}}), InternalError);
  CHECK_THROWS_AS(play({{at(1s), at(2s)}, {0}}), InternalError);
}
