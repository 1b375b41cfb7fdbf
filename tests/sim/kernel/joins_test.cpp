#include "sim/kernel/joins.hpp"

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  Resource units{simulation, 8};
  ProcessScope callers{simulation};
};

Task<int> work(Fixture& world, Duration span, int value) {
  Lease lease = co_await world.units.acquire();
  if (span > Duration::zero()) co_await world.simulation.delay(span);
  co_return value;
}

std::vector<Task<int>> tasks(Fixture& world, const std::vector<Duration>& spans) {
  std::vector<Task<int>> made;
  int value = 0;
  for (const Duration span : spans) made.push_back(work(world, span, ++value));
  return made;
}

Process run_all(Fixture& world, std::vector<Duration> spans) {
  const std::vector<int> results = co_await all<int>(world.simulation, tasks(world, spans));
  std::string text = "all";
  for (const int result : results) text += " " + std::to_string(result);
  world.trace.note(text);
}

Process run_any(Fixture& world, std::vector<Duration> spans) {
  any<int> race(world.simulation, tasks(world, spans));
  const First<int> first = co_await race;
  world.trace.note("any " + std::to_string(first.index) + " " + std::to_string(first.result));
  world.trace.note("held " + std::to_string(world.units.held()));
  co_await world.simulation.delay(100ms);  // while the losers would have ended
}

}  // namespace

TEST_CASE("all gives the results in the order of the tasks when the last has ended", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(run_all(world, {5ms, 1ms, 3ms}));
  world.callers.start(run_all(world, {}));
  world.callers.start(run_all(world, {0ms}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:all 0:all 1 5:all 1 2 3");
  CHECK(FramePool::live() == frames);
}

TEST_CASE("any gives the first result and cancels the losers at once", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(run_any(world, {5ms, 1ms, 3ms}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "1:any 1 2 1:held 0");
  CHECK(FramePool::live() == frames);
}

TEST_CASE("of several that end at one instant the first to end wins", "[kernel]") {
  Fixture world;
  world.callers.start(run_any(world, {2ms, 2ms, 2ms}));
  world.callers.start(run_any(world, {0ms, 0ms}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:any 0 1 0:held 3 2:any 0 1 2:held 0");
}

TEST_CASE("a caller destroyed early takes its branches with it", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  for (const Duration when : {0ms, 1ms, 2ms}) {
    Fixture world;
    world.callers.spawn(run_all(world, {5ms, 1ms, 3ms}));
    world.callers.spawn(run_any(world, {5ms, 4ms, 3ms}));
    world.simulation.run_until(TimePoint{when});
    world.callers.destroy_all();
    CHECK(world.units.held() == 0);
    CHECK(FramePool::live() == frames);
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.entries().empty());
  }
}
