#include "models/autoscaling/vpa/vpa_loop.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using namespace tiersim::vpa;

namespace {

struct Watched {
  explicit Watched(const ResourcePolicy& policy = {})
      : pods(world, 2), loop(world.context("api"), pods, policy, {.housekeeping = false}) {
    for (PodSnapshot& pod : pods.snapshots) pod.memory_bytes = 400'000'000;
    loop.start();
  }

  /// Each pod uses so many cores until then.
  void use(double cores, Duration until) {
    for (Duration at = world.now() + 1s; at <= until; at += 1s) {
      for (PodSnapshot& pod : pods.snapshots) pod.cpu_seconds += cores;
      world.run_until(at);
    }
  }

  test::TestWorld world;
  IdlePods pods;
  VpaLoop loop;
};

}  // namespace

TEST_CASE("the recommender asks for the bucket above the usage, and a margin", "[vpa]") {
  Watched watched;
  watched.use(0.3, 10min);
  const Recommendation& made = watched.loop.recommendation().value();
  // 0.3 core falls into bucket 18, [0.2813, 0.3054) core: bucketStart(k) = 0.01 (1.05^k − 1) /
  // 0.05.
  CHECK(made.target.cpu_milli == 350);  // 305 thousandths of a core, 1.15 times
  // 400 MB falls into bucket 22, [385.1, 414.3) MB.
  CHECK(made.target.memory_bytes / 1'000'000 == 476);
  const auto told = notes(watched.world, "recommendation");
  REQUIRE(told.size() == 1);  // nothing changed since
  CHECK(told[0].find("target 0.35 CPU and 454 MiB") != std::string::npos);
}

TEST_CASE("a recommendation stays within minAllowed and maxAllowed, and a new one is told",
          "[vpa]") {
  Watched watched({.minAllowed_cpu_milli = 100, .maxAllowed_cpu_milli = 500});
  watched.use(0.01, 10min);
  CHECK(watched.loop.recommendation()->target.cpu_milli == 100);
  watched.use(2.0, 60min);
  CHECK(watched.loop.recommendation()->target.cpu_milli == 500);
  CHECK(notes(watched.world, "recommendation").size() == 2);
}
