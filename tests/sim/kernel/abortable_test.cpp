#include "sim/kernel/abortable.hpp"

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  Resource unit{simulation, 1};
  VisitGroup inner;
  VisitGroup outer;
  ProcessScope callers{simulation};
};

Task<int> work(Fixture& world, Duration span) {
  Lease lease = co_await world.unit.acquire();
  co_await world.simulation.delay(span);
  co_return 7;
}

Task<int> nested(Fixture& world, Duration span) {
  const int answer = co_await abortable(world.simulation, world.inner, work(world, span), -1);
  world.trace.note("inner " + std::to_string(answer));
  co_return answer * 10;
}

Process visit(Fixture& world, VisitGroup& group, std::string name, Task<int> task) {
  const int answer = co_await abortable(world.simulation, group, std::move(task), -2);
  world.trace.note(name + " " + std::to_string(answer));
}

}  // namespace

TEST_CASE("a visit that ends leaves its group", "[kernel]") {
  Fixture world;
  world.callers.start(visit(world, world.inner, "a", work(world, 2ms)));
  CHECK_FALSE(world.inner.empty());
  world.simulation.run_to_exhaustion();
  CHECK(world.inner.empty());
  world.inner.abort_all();
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "2:a 7");
}

TEST_CASE("a kill destroys the frames; callers see a reset in the order in which they came",
          "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  for (const char* name : {"a", "b", "c"})
    world.callers.start(visit(world, world.inner, name, work(world, 5ms)));
  world.callers.start(visit(world, world.outer, "other", work(world, 1ms)));
  ActionEvent kill(world.simulation, TimePoint{3ms}, [&world] { world.inner.abort_all(); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "3:a -2 3:b -2 3:c -2 4:other 7");
  CHECK(world.unit.held() == 0);
  CHECK(FramePool::live() == frames);
}

TEST_CASE("groups within groups: the kill of either reaches the caller once", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(visit(world, world.outer, "a", nested(world, 5ms)));
  SECTION("the inner one") {
    ActionEvent kill(world.simulation, TimePoint{3ms}, [&world] { world.inner.abort_all(); });
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.text() == "3:inner -1 3:a -10");
  }
  SECTION("the outer one") {
    ActionEvent kill(world.simulation, TimePoint{3ms}, [&world] { world.outer.abort_all(); });
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.text() == "3:a -2");
  }
  SECTION("the inner one, then the outer one in the same event") {
    ActionEvent kill(world.simulation, TimePoint{3ms}, [&world] {
      world.inner.abort_all();
      world.outer.abort_all();
    });
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.text() == "3:a -2");
  }
  CHECK(world.inner.empty());
  CHECK(world.outer.empty());
  CHECK(world.unit.held() == 0);
  CHECK(FramePool::live() == frames);
}

TEST_CASE("the same group twice in one chain: the outermost visit takes the inner one with it",
          "[kernel]") {
  Fixture world;
  world.callers.start(visit(world, world.inner, "a", nested(world, 5ms)));
  world.inner.abort_all();
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a -2");
}

TEST_CASE("a unit granted to a visit that is killed before it goes on is given back", "[kernel]") {
  Fixture world;
  world.callers.start(visit(world, world.outer, "holder", work(world, 5ms)));
  world.callers.start(visit(world, world.inner, "granted", work(world, 5ms)));
  world.callers.start(visit(world, world.outer, "last", work(world, 5ms)));
  // Killing the holder grants the unit to the second, which is killed in the same breath.
  ActionEvent kill(world.simulation, TimePoint{1ms}, [&world] {
    world.outer.abort_all();
    CHECK(world.unit.held() == 1);
    world.inner.abort_all();
    CHECK(world.unit.held() == 0);
  });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "1:holder -2 1:last -2 1:granted -2");
}

TEST_CASE("a killed visit whose caller goes before it hears of it harms nobody", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Fixture world;
  world.callers.start(visit(world, world.inner, "a", work(world, 5ms)));
  ActionEvent kill(world.simulation, TimePoint{1ms}, [&world] {
    world.inner.abort_all();
    world.callers.destroy_all();
  });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.entries().empty());
  CHECK(FramePool::live() == frames);
}
