#include "models/autoscaling/metrics/pod_utilization.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;

TEST_CASE("the utilization of pods is the mean of the percentages of their requests", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 3);
  pods.snapshots[1].cpu_request_milli = 500;
  pods.snapshots[2].cpu_request_milli = 0;  // no request, nothing to be a share of
  metrics::PodUtilization cpu(world.context("api"), pods, "cpu", {.housekeeping = false});
  cpu.start();
  CHECK_FALSE(cpu.value(TimePoint{}));
  for (Duration at = 1s; at <= 60s; at += 1s) {
    for (PodSnapshot& pod : pods.snapshots) pod.cpu_seconds += 0.25;  // a quarter of a core
    world.run_until(at);
  }
  CHECK(*cpu.value(TimePoint{60s}) == Approx((25 + 50) / 2.0));
  pods.snapshots[1].deleted = true;
  CHECK(*cpu.value(TimePoint{60s}) == Approx(25));
}
