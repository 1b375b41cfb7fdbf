#include "sim/kernel/deadlock.hpp"

#include "sim/kernel/abortable.hpp"
#include "sim/kernel/gate.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration span) {
  return TimePoint{span};
}

/// Takes a unit of one resource, then of another while it holds the first.
Process take_both(Simulation& simulation, Resource& first, Resource& second,
                  AcquireOptions options = {}) {
  const Lease one = co_await first.acquire(options);
  co_await simulation.delay(2ms);
  const Lease other = co_await second.acquire(options);
  co_await simulation.delay(1ms);
}

struct Table {
  Simulation simulation;
  Resource left{simulation, 1};
  Resource right{simulation, 1};
  ProcessScope diners{simulation};

  Table() {
    left.set_name("left fork");
    right.set_name("right fork");
  }
};

/// A visit that nobody kills.
class Stay final : public AbortableVisit {
 public:
  Stay(VisitGroup& group, std::coroutine_handle<> frame) : frame_(frame) { group.enter(*this); }

 private:
  void abort() override {}

  [[nodiscard]] std::coroutine_handle<> frame() const override { return frame_; }

  std::coroutine_handle<> frame_;
};

/// The frame of the coroutine that awaits it.
struct OwnFrame {
  std::coroutine_handle<> frame{};

  [[nodiscard]] bool await_ready() const { return false; }

  bool await_suspend(std::coroutine_handle<> caller) {
    frame = caller;
    return false;
  }

  [[nodiscard]] std::coroutine_handle<> await_resume() const { return frame; }
};

/// As take_both, known to those who look for a deadlock.
Process take_both_seen(Simulation& simulation, VisitGroup& group, Resource& first, Resource& second,
                       AcquireOptions options) {
  const std::coroutine_handle<> own = co_await OwnFrame();
  const Stay stay(group, own);
  const Lease one = co_await first.acquire();
  co_await simulation.delay(2ms);
  const Lease other = co_await second.acquire(options);
}

Process spin_on_a_free_unit(Resource& resource) {
  for (;;) const Lease lease = co_await resource.acquire();
}

Process spin_without_patience(Resource& resource) {
  for (;;) {
    const Lease lease = co_await resource.acquire({.patience = 0s});
    if (lease) co_return;
  }
}

Process spin_at_an_open_gate(Gate& gate) {
  for (;;) co_await gate.wait();
}

Process spin_on_the_cpu(ProcessorSharing& cpu) {
  for (;;) co_await cpu.use(0s);
}

Process spin_at_a_full_station(Station& station) {
  for (;;) co_await station.visit(1s);
}

}  // namespace

TEST_CASE("two who wait for each other are an error that says who waits where", "[kernel]") {
  Table table;
  table.simulation.run_until(at(1s));
  table.diners.start(take_both(table.simulation, table.left, table.right, {.who = 1}));
  table.diners.start(take_both(table.simulation, table.right, table.left, {.who = 2}));
  CHECK_THROWS_WITH(table.simulation.run_to_exhaustion(),
                    "no event is left, but deadlock, found at 1.002 s: 2 requests wait for ever\n"
                    "  left fork: 1 of 1 held, 1 waiting\n"
                    "  right fork: 1 of 1 held, 1 waiting\n"
                    "  request 1 waits for right fork since 1.002 s\n"
                    "  request 2 waits for left fork since 1.002 s");
}

TEST_CASE("a unit that is never given back is found as well", "[kernel]") {
  Table table;
  const Lease kept = table.left.try_acquire();
  table.diners.start(take_both(table.simulation, table.left, table.right));
  CHECK_THROWS_WITH(table.simulation.run_to_exhaustion(),
                    "no event is left, but deadlock, found at 0 s: 1 request waits for ever\n"
                    "  left fork: 1 of 1 held, 1 waiting\n"
                    "  request 0 waits for left fork since 0 s");
}

TEST_CASE("of a long line the ten oldest are listed", "[kernel]") {
  Table table;
  const Lease kept = table.left.try_acquire();
  for (std::uint64_t who = 1; who <= 12; ++who) {
    table.simulation.run_until(at(1s * who));
    table.diners.start(take_both(table.simulation, table.left, table.right, {.who = who}));
  }
  const std::optional<Deadlock> found = find_waiting(table.simulation);
  REQUIRE(found);
  CHECK(found->waiting == 12);
  REQUIRE(found->oldest.size() == Deadlock::listed_max);
  CHECK(found->oldest.front().who == 1);
  CHECK(found->oldest.back().since == at(10s));
  CHECK_THAT(to_text(*found), Catch::EndsWith("request 10 waits for left fork since 10 s\n"
                                              "  and 2 more"));
  const auto name_of = [](std::uint64_t who) { return "diner " + std::to_string(who); };
  CHECK_THAT(to_text(*found, name_of), Catch::Contains("diner 3 waits for left fork since 3 s"));
}

TEST_CASE("patience ends what would be a deadlock", "[kernel]") {
  Table table;
  table.diners.start(take_both(table.simulation, table.left, table.right, {.patience = 1s}));
  table.diners.start(take_both(table.simulation, table.right, table.left));
  CHECK_NOTHROW(table.simulation.run_to_exhaustion());
  CHECK(table.simulation.now() == at(1004ms));
  CHECK(table.left.held() + table.right.held() == 0);
}

TEST_CASE("a run that was stopped may leave somebody waiting", "[kernel]") {
  Table table;
  const Lease kept = table.left.try_acquire();
  table.diners.start(take_both(table.simulation, table.left, table.right));
  table.diners.start([](Simulation& simulation) -> Process {
    co_await simulation.delay(1s);
    simulation.stop();
  }(table.simulation));
  CHECK_NOTHROW(table.simulation.run_to_exhaustion());
  CHECK(table.left.waiting() == 1);
}

TEST_CASE("a circle is found while the clock goes on, unless something will end it", "[kernel]") {
  VisitGroup left_visits;
  VisitGroup right_visits;
  Table table;
  table.left.set_visits(left_visits);
  table.right.set_visits(right_visits);
  AcquireOptions options{.who = 7};
  bool is_deadlock = true;
  SECTION("nothing will") {}
  SECTION("one is out of patience some day") {
    options.patience = 1h;
    is_deadlock = false;
  }
  SECTION("a holder is cut off soon") {
    table.right.set_closing(true);
    is_deadlock = false;
  }
  SECTION("there is another unit") {
    table.left.resize(2);
    is_deadlock = false;
  }
  DeadlockWatch watch(table.simulation);
  const auto look_at = [&](Duration span) {
    table.simulation.run_until(at(span));
    return watch.look();
  };
  table.diners.start(
      take_both_seen(table.simulation, left_visits, table.left, table.right, options));
  table.diners.start(
      take_both_seen(table.simulation, right_visits, table.right, table.left, {.who = 8}));
  CHECK_FALSE(look_at(1ms));
  CHECK_FALSE(look_at(3ms));  // they wait since the last look: no reason for suspicion
  const std::optional<Deadlock> found = look_at(4ms);
  REQUIRE(found.has_value() == is_deadlock);
  CHECK(find_deadlock(table.simulation).has_value() == is_deadlock);
  if (!found) return;
  CHECK(to_text(*found) ==
        "deadlock, found at 0.004 s: 2 requests wait for ever\n"
        "  left fork: 1 of 1 held, 1 waiting\n"
        "  right fork: 1 of 1 held, 1 waiting\n"
        "  request 7 waits for right fork since 0.002 s and holds left fork\n"
        "  request 8 waits for left fork since 0.002 s and holds right fork");
}

TEST_CASE("a loop that never has to wait is seen as one that stands still", "[kernel][slow]") {
  Simulation simulation;
  ProcessScope scope(simulation);
  simulation.run_until(at(3s));
  const auto stands_still = Catch::Contains("time stands still at 3.000000 s");
  SECTION("at a free unit") {
    Resource resource(simulation, 1);
    CHECK_THROWS_WITH(scope.start(spin_on_a_free_unit(resource)), stands_still);
  }
  SECTION("at a unit that is not free, without patience") {
    Resource resource(simulation, 0);
    CHECK_THROWS_WITH(scope.start(spin_without_patience(resource)), stands_still);
  }
  SECTION("at an open gate") {
    Gate gate(simulation, true);
    CHECK_THROWS_WITH(scope.start(spin_at_an_open_gate(gate)), stands_still);
  }
  SECTION("on a CPU, for no time") {
    ProcessorSharing cpu(simulation, {.cores = 1});
    CHECK_THROWS_WITH(scope.start(spin_on_the_cpu(cpu)), stands_still);
  }
  SECTION("at a station that is full") {
    Station station(simulation, {.servers = 0, .waiting_max = 0});
    CHECK_THROWS_WITH(scope.start(spin_at_a_full_station(station)), stands_still);
  }
}
