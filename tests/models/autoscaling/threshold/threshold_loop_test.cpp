#include "models/autoscaling/threshold/threshold_loop.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using threshold::Params;
using threshold::ThresholdLoop;

namespace {

using Texts = std::vector<std::string>;

/// A loop once a second, so that instants are known to the second whatever the phase.
struct Scaled {
  explicit Scaled(Params params, int replicas = 2) : pods(world, replicas) {
    params.intervalSeconds = 1;
    loop.emplace(world.context("api"), pods, params, metric, "queue");
    loop->start();
  }

  test::TestWorld world;
  IdlePods pods;
  SaidMetric metric;
  std::optional<ThresholdLoop> loop;
};

}  // namespace

TEST_CASE("a threshold scaler steps up, waits for its cool-down, and steps down", "[threshold]") {
  Scaled scaled({.scaleUpThreshold = 70,
                 .scaleDownThreshold = 30,
                 .minReplicas = 1,
                 .maxReplicas = 4,
                 .scaleUpSamples = 1,
                 .scaleDownSamples = 3,
                 .cooldownUpSeconds = 10,
                 .cooldownDownSeconds = 20});
  scaled.metric.value_now = 82.5;
  scaled.world.run_until(15s);
  // The first look falls into the first second, so the next step comes 10 s later to the second.
  CHECK(scaled.pods.changes ==
        Texts{"0s: 2 -> 3: queue 82.5 is at or above scaleUpThreshold: 2 pods wanted 3",
              "10s: 3 -> 4: queue 82.5 is at or above scaleUpThreshold 11 times in a row: 3 pods "
              "wanted 4"});
}

TEST_CASE("a threshold scaler without data does nothing", "[threshold]") {
  Scaled scaled({.scaleUpThreshold = 70, .scaleDownThreshold = 30});
  scaled.world.run_until(10min);
  CHECK(scaled.pods.changes.empty());
}

TEST_CASE("what holds a step back is noted once", "[threshold]") {
  Scaled scaled({.scaleUpThreshold = 70, .scaleDownThreshold = 30, .maxReplicas = 2});
  scaled.metric.value_now = 100;
  scaled.world.run_until(1min);
  CHECK(scaled.pods.changes.empty());
  CHECK(notes(scaled.world, "scale_limited") ==
        Texts{"0s: queue 100 is at or above scaleUpThreshold: 2 pods wanted 3; held back by "
              "maxReplicas 2"});
}
