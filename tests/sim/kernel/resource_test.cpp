#include "sim/kernel/resource.hpp"

#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  ProcessScope users{simulation};

  Process use(Resource& resource, std::string name, Duration hold, AcquireOptions options = {}) {
    Lease lease = co_await resource.acquire(options);
    if (!lease) {
      trace.note(name + "-");
      co_return;
    }
    trace.note(name);
    co_await simulation.delay(hold);
  }
};

}  // namespace

TEST_CASE("units go to waiters in order, inside the release, without an event", "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 2);
  for (const char* name : {"a", "b", "c", "d"}) world.users.start(world.use(resource, name, 3ms));
  CHECK(resource.held() == 2);
  CHECK(resource.waiting() == 2);
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 0:b 3:c 3:d");
  CHECK(world.simulation.events() == 4);
  CHECK(resource.held() == 0);
}

TEST_CASE("who comes at the instant of a release does not overtake who waits", "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 1);
  world.users.start(world.use(resource, "a", 3ms));
  world.users.start(world.use(resource, "b", 1ms));
  ActionEvent late(world.simulation, TimePoint{3ms},
                   [&] { world.users.start(world.use(resource, "c", 1ms)); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 3:b 4:c");
}

TEST_CASE("patience: who waits too long leaves with nothing", "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 1);
  world.users.start(world.use(resource, "a", 5ms));
  world.users.start(world.use(resource, "b", 5ms, {.patience = 2ms}));
  world.users.start(
      world.use(resource, "c", 5ms, {.patience = 5ms}));  // armed after a's end was scheduled
  world.users.start(world.use(resource, "d", 5ms, {.patience = 0ms}));
  world.users.start(world.use(resource, "e", 5ms));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 0:d- 2:b- 5:c 10:e");
  CHECK(resource.held() == 0);
}

TEST_CASE("who finds the line full balks", "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 1, Discipline::fifo, 1);
  for (const char* name : {"a", "b", "c"}) world.users.start(world.use(resource, name, 1ms));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 0:c- 1:b");
  Resource none(world.simulation, 0, Discipline::fifo, 0);
  world.users.start(world.use(none, "d", 1ms));
  CHECK(world.trace.entries().back().second == "d-");
}

TEST_CASE("the line's discipline decides who is next", "[kernel]") {
  Fixture world;
  Resource lifo(world.simulation, 1, Discipline::lifo);
  for (const char* name : {"a", "b", "c"}) world.users.start(world.use(lifo, name, 1ms));
  Resource priority(world.simulation, 1, Discipline::priority);
  world.users.start(world.use(priority, "p", 1ms));
  world.users.start(world.use(priority, "q", 1ms, {.priority = 5}));
  world.users.start(world.use(priority, "r", 1ms, {.priority = 2}));
  Resource deadline(world.simulation, 1, Discipline::earliest_deadline);
  world.users.start(world.use(deadline, "x", 1ms));
  world.users.start(world.use(deadline, "y", 1ms));
  world.users.start(world.use(deadline, "z", 1ms, {.deadline = TimePoint{9ms}}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 0:p 0:x 1:c 1:r 1:z 2:b 2:q 2:y");
}

TEST_CASE("resize: more units go to waiters at once, fewer as units come back", "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 2);
  for (const char* name : {"a", "b", "c", "d", "e"})
    world.users.start(world.use(resource, name, 4ms));
  ActionEvent more(world.simulation, TimePoint{1ms}, [&] { resource.resize(3); });
  ActionEvent fewer(world.simulation, TimePoint{2ms}, [&] { resource.resize(1); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a 0:b 1:c 5:d 9:e");
  CHECK(resource.held() == 0);
}

TEST_CASE("a waiter destroyed in the line leaves it, and one granted gives the unit on",
          "[kernel]") {
  Fixture world;
  Resource resource(world.simulation, 1);
  ProcessScope doomed(world.simulation);
  world.users.start(world.use(resource, "a", 2ms));
  doomed.start(world.use(resource, "b", 2ms));
  world.users.start(world.use(resource, "c", 2ms));
  SECTION("in the line") {
    doomed.destroy_all();
    CHECK(resource.waiting() == 1);
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.text() == "0:a 2:c");
  }
  SECTION("granted, not yet running") {
    ActionEvent kill(world.simulation, TimePoint{1ms}, [&] {
      resource.resize(2);
      CHECK(resource.waiting() == 1);
      resource.resize(1);
      doomed.destroy_all();
      CHECK(resource.held() == 1);
    });
    world.simulation.run_to_exhaustion();
    CHECK(world.trace.text() == "0:a 2:c");
  }
  CHECK(resource.held() == 0);
}

TEST_CASE("a lease moves, and ends once", "[kernel]") {
  Simulation simulation;
  Resource resource(simulation, 2);
  auto take = [&resource]() -> Lease {
    auto acquire = resource.acquire();
    static_cast<void>(acquire.await_ready());
    return acquire.await_resume();
  };
  Lease a = take();
  Lease b = take();
  CHECK(resource.held() == 2);
  a = std::move(b);
  CHECK(resource.held() == 1);
  CHECK_FALSE(static_cast<bool>(b));
  a.release();
  a.release();
  CHECK(resource.held() == 0);
}
