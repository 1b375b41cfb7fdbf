#include "models/compute/restart_backoff.hpp"

#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("restarts wait 0, 10, 20, 40, 80, 160, 300, 300 s, counted from the exit") {
  RestartBackoff backoff;
  TimePoint now{100s};
  std::vector<Duration> waits;
  for (int i = 0; i < 8; ++i) {
    const TimePoint start = backoff.next_start(now);
    waits.push_back(start - now);
    now = start + 5s;  // it runs for 5 s each time
  }
  CHECK(waits == std::vector<Duration>{0s, 10s, 20s, 40s, 80s, 160s, 300s, 300s});
}

TEST_CASE("a container that ran for more than ten minutes starts at once again, then after 10 s") {
  RestartBackoff backoff;
  const TimePoint first = backoff.next_start(TimePoint{0s});
  const TimePoint second = backoff.next_start(first + 1s);
  CHECK(second == TimePoint{11s});
  // 600 s after the start is still remembered, a nanosecond more is not.
  RestartBackoff same = backoff;
  CHECK(same.next_start(second + 600s) == second + 620s);
  const TimePoint third = backoff.next_start(second + 600s + Duration{1});
  CHECK(third == second + 600s + Duration{1});
  CHECK(backoff.next_start(third + 1s) == third + 11s);
}
