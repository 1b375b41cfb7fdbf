#include "sim/kernel/within.hpp"

#include "sim/kernel/resource.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  Resource unit{simulation, 1};
  ProcessScope background{simulation};
  ProcessScope callers{simulation};
};

Task<int> work(Fixture& world, Duration span) {
  Lease lease = co_await world.unit.acquire();
  co_await world.simulation.delay(span);
  world.trace.note("worked");
  co_return 7;
}

Task<int> immediate() {
  co_return 3;
}

Process call(Fixture& world, Duration limit, Task<int> task) {
  const std::optional<int> answer = co_await within(world.background, limit, std::move(task));
  world.trace.note(answer ? "answer " + std::to_string(*answer) : "timeout");
}

}  // namespace

TEST_CASE("an answer in time comes back and disarms the time-out", "[kernel]") {
  Fixture world;
  world.callers.start(call(world, 10ms, work(world, 4ms)));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "4:worked 4:answer 7");
  CHECK(world.simulation.now() == TimePoint{4ms});
  CHECK(world.unit.held() == 0);
}

TEST_CASE("an abandoned call runs on and keeps what it holds", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(call(world, 10ms, work(world, 14ms)));
  world.simulation.run_until(TimePoint{12ms});
  CHECK(world.trace.text() == "10:timeout");
  CHECK(world.callers.empty());
  CHECK_FALSE(world.background.empty());
  CHECK(world.unit.held() == 1);
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "10:timeout 14:worked");
  CHECK(world.unit.held() == 0);
  CHECK(FramePool::live() == frames);
}

TEST_CASE("an answer at the very instant of the limit is too late: the time-out was set first",
          "[kernel]") {
  Fixture world;
  world.callers.start(call(world, 10ms, work(world, 10ms)));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "10:timeout 10:worked");
}

TEST_CASE("an answer at once needs no time, even when there is none", "[kernel]") {
  Fixture world;
  world.callers.start(call(world, 0ms, immediate()));
  world.callers.start(call(world, -1ms, immediate()));
  world.callers.start(call(world, forever, immediate()));
  world.callers.start(call(world, 0ms, work(world, 1ms)));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:answer 3 0:answer 3 0:answer 3 0:timeout 1:worked");
}

TEST_CASE("a caller that is destroyed takes its call with it", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(call(world, 10ms, work(world, 14ms)));
  world.callers.start(call(world, 10ms, work(world, 14ms)));
  world.simulation.run_until(TimePoint{5ms});
  world.callers.destroy_all();
  CHECK(world.unit.held() == 0);
  CHECK(world.unit.waiting() == 0);
  CHECK(FramePool::live() == frames);
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.entries().empty());
}

TEST_CASE("destroying the scope ends abandoned calls and frees what they hold", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(call(world, 1ms, work(world, 14ms)));
  world.simulation.run_until(TimePoint{5ms});
  CHECK(world.unit.held() == 1);
  world.background.destroy_all();
  CHECK(world.unit.held() == 0);
  CHECK(FramePool::live() == frames);
}
