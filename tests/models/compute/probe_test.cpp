#include "models/compute/probe.hpp"

#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;
using enum tiersim::StartUpFate::End;

namespace {

constexpr Duration tick{1};  // a nanosecond

Probe every(int period, int delay = 0, int failures = 3) {
  Probe probe;
  probe.periodSeconds = period;
  probe.initialDelaySeconds = delay;
  probe.failureThreshold = failures;
  return probe;
}

}  // namespace

TEST_CASE("tries fall on whole periods from the container's start, none before the delay") {
  CHECK(first_try(every(10), 0s) == 0s);
  CHECK(first_try(every(10, 5), 0s) == 10s);
  CHECK(first_try(every(10, 10), 0s) == 10s);
  CHECK(first_try(every(10, 11), 0s) == 20s);
  CHECK(first_try(every(10), 10s) == 10s);
  CHECK(first_try(every(10), 10s + tick) == 20s);
  CHECK(first_try(every(10), forever) == forever);
}

TEST_CASE("without probes a container is ready when its process is up") {
  CHECK(start_up_fate({}, 7s) == StartUpFate{ready, 7s});
}

TEST_CASE("ready at the first readiness try that succeeds, at the start if it is up at once") {
  CHECK(start_up_fate({.readiness = every(10)}, 0s) == StartUpFate{ready, 0s});
  CHECK(start_up_fate({.readiness = every(10)}, 3s) == StartUpFate{ready, 10s});
  CHECK(start_up_fate({.readiness = every(10, 15)}, 3s) == StartUpFate{ready, 20s});
  CHECK(start_up_fate({.readiness = every(8, 5)}, 20s) == StartUpFate{ready, 24s});
}

TEST_CASE("readiness needs successThreshold successes in a row") {
  Probe probe = every(4);
  probe.successThreshold = 3;  // 12, 16, 20 s
  CHECK(start_up_fate({.readiness = probe}, 9s) == StartUpFate{ready, 20s});
}

TEST_CASE("a process that never comes up is never ready, and readiness alone does not kill it") {
  CHECK(start_up_fate({.readiness = every(5, 0, 1)}, forever) == StartUpFate{ready, forever});
}

TEST_CASE("a liveness probe kills a slow start at its third failure in a row") {
  // Tries at 0, 10, 20 s. Up at 20 s the third succeeds; a moment later it fails.
  CHECK(start_up_fate({.liveness = every(10)}, 20s) == StartUpFate{ready, 20s});
  CHECK(start_up_fate({.liveness = every(10)}, 20s + tick) ==
        StartUpFate{killed_by_liveness_probe, 20s});
  // With a delay of 15 s tries fall at 20, 30, 40 s.
  CHECK(start_up_fate({.liveness = every(10, 15)}, 40s + tick) ==
        StartUpFate{killed_by_liveness_probe, 40s});
  CHECK(start_up_fate({.liveness = every(10, 15)}, 40s) == StartUpFate{ready, 40s});
}

TEST_CASE("a startup probe kills at the end of its budget when every try has failed") {
  // Tries at 0, 10, 20 s; budget 0 + 10 · 3 s.
  CHECK(start_up_fate({.startup = every(10)}, 20s + tick) ==
        StartUpFate{killed_by_startup_probe, 30s});
  // Delay 5 s: tries at 10, 20, 30 s; budget 5 + 10 · 3 s.
  CHECK(start_up_fate({.startup = every(10, 5)}, 30s) == StartUpFate{ready, 30s});
  CHECK(start_up_fate({.startup = every(10, 5)}, forever) ==
        StartUpFate{killed_by_startup_probe, 35s});
}

TEST_CASE("neither liveness nor readiness runs before the startup probe has succeeded") {
  // Up at 24 s, started at the try at 25 s; liveness alone would have killed it at 2 s.
  const Probes probes{.startup = every(5, 0, 30), .readiness = every(4), .liveness = every(1)};
  CHECK(start_up_fate(probes, 24s) == StartUpFate{ready, 28s});
}

TEST_CASE("a container without a readiness probe is ready when the startup probe has succeeded") {
  CHECK(start_up_fate({.startup = every(10)}, 12s) == StartUpFate{ready, 20s});
}

TEST_CASE("the largest values that a file may hold do not overflow") {
  const Probe longest = every(86400, 86400, 10000);
  CHECK(start_up_fate({.startup = longest}, forever) ==
        StartUpFate{killed_by_startup_probe, 86400s * 10001});
}

TEST_CASE("a verdict flips after failureThreshold or successThreshold equal results in a row") {
  Probe probe = every(10, 0, 3);
  probe.successThreshold = 2;
  ProbeVerdict verdict{probe, true};
  const std::vector<bool> results{false, false, true, false, false, false, true, false, true, true};
  std::vector<bool> flips;
  for (const bool result : results) flips.push_back(verdict.record(result));
  // The third failure in a row is the sixth result, the second success in a row the tenth.
  CHECK(flips ==
        std::vector<bool>{false, false, false, false, false, true, false, false, false, true});
  CHECK(verdict.good());
}
