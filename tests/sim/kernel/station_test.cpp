#include "sim/kernel/station.hpp"

#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  ProcessScope customers{simulation};

  Process come(Station& station, std::string name, Duration at, Duration service,
               Station::Options options = {}) {
    co_await simulation.delay(at);
    const Station::Result result = co_await station.visit(service, options);
    const std::string how = result.end == Station::End::served   ? ""
                            : result.end == Station::End::balked ? "!"
                                                                 : "-";
    trace.note(name + how + "(" + std::to_string(result.wait / 1ms) + ")");
  }
};

}  // namespace

TEST_CASE("D/D/1 by hand: departures, waits and busy time", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1});
  world.customers.start(world.come(station, "a", 0ms, 3ms));
  world.customers.start(world.come(station, "b", 1ms, 2ms));
  world.customers.start(world.come(station, "c", 2ms, 4ms));
  world.customers.start(world.come(station, "d", 20ms, 1ms));
  world.simulation.run_until(TimePoint{4ms});
  CHECK(station.busy() == 1);
  CHECK(station.waiting() == 1);
  CHECK(station.busy_seconds() == Approx(4e-3));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "3:a(0) 5:b(2) 9:c(3) 21:d(0)");
  CHECK(station.busy_seconds() == Approx(10e-3));
}

TEST_CASE("two servers, LIFO, places in the line, patience", "[kernel]") {
  Fixture world;
  Station two(world.simulation, {.servers = 2});
  for (const char* name : {"a", "b", "c"}) world.customers.start(world.come(two, name, 0ms, 3ms));
  Station lifo(world.simulation, {.servers = 1, .discipline = Discipline::lifo, .waiting_max = 2});
  for (const char* name : {"p", "q", "r", "s"})
    world.customers.start(world.come(lifo, name, 10ms, 2ms));
  Station hasty(world.simulation, {.servers = 1});
  world.customers.start(world.come(hasty, "x", 20ms, 4ms));
  world.customers.start(world.come(hasty, "y", 20ms, 4ms, {.patience = 3ms}));
  world.customers.start(world.come(hasty, "z", 20ms, 4ms, {.patience = 0ms}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() ==
        "3:a(0) 3:b(0) 6:c(3) 10:s!(0) 12:p(0) 14:r(2) 16:q(4) 20:z-(0) 23:y-(3) 24:x(0)");
}

TEST_CASE("priority without preemption waits for the service in hand", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1, .discipline = Discipline::priority});
  world.customers.start(world.come(station, "low", 0ms, 5ms, {.priority = 2}));
  world.customers.start(world.come(station, "mid", 1ms, 5ms, {.priority = 1}));
  world.customers.start(world.come(station, "top", 2ms, 5ms, {.priority = 0}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "5:low(0) 10:top(3) 15:mid(9)");
}

TEST_CASE("preemption resumes the rest later", "[kernel]") {
  Fixture world;
  Station station(world.simulation,
                  {.servers = 1, .discipline = Discipline::priority, .preemptive = true});
  world.customers.start(world.come(station, "low", 0ms, 10ms, {.priority = 2}));
  world.customers.start(world.come(station, "mid", 4ms, 5ms, {.priority = 1}));
  world.customers.start(world.come(station, "top", 6ms, 1ms, {.priority = 0}));
  world.customers.start(world.come(station, "same", 7ms, 2ms, {.priority = 1}));
  world.simulation.run_to_exhaustion();
  // low 0-4, mid 4-6, top 6-7, mid 7-10, same 10-12, low 12-18
  CHECK(world.trace.text() == "7:top(0) 10:mid(1) 12:same(3) 18:low(8)");
  CHECK(station.busy_seconds() == Approx(18e-3));
}

TEST_CASE("preempted equals go on in the order in which they came", "[kernel]") {
  Fixture world;
  Station station(world.simulation,
                  {.servers = 2, .discipline = Discipline::priority, .preemptive = true});
  world.customers.start(world.come(station, "a", 0ms, 10ms, {.priority = 1}));
  world.customers.start(world.come(station, "b", 1ms, 10ms, {.priority = 1}));
  world.customers.start(
      world.come(station, "x", 2ms, 3ms, {.priority = 0}));  // interrupts b, which began last
  world.customers.start(world.come(station, "y", 3ms, 2ms, {.priority = 0}));  // interrupts a
  world.simulation.run_to_exhaustion();
  // At 5 both x and y end: first a, then b goes on; a has had 3 of 10, b 1 of 10.
  CHECK(world.trace.text() == "5:x(0) 5:y(0) 12:a(2) 14:b(3)");
}

TEST_CASE("a service that ends at this very instant is not interrupted", "[kernel]") {
  Fixture world;
  Station station(world.simulation,
                  {.servers = 1, .discipline = Discipline::priority, .preemptive = true});
  world.customers.start(
      world.come(station, "top", 5ms, 3ms, {.priority = 0}));  // its arrival comes before low's end
  world.customers.start(world.come(station, "low", 0ms, 5ms, {.priority = 2}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "5:low(0) 8:top(0)");
}

TEST_CASE("speed changes act on services under way", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1});
  world.customers.start(world.come(station, "a", 0ms, 10ms));
  world.customers.start(world.come(station, "b", 0ms, 4ms));
  ActionEvent slow(world.simulation, TimePoint{4ms}, [&] { station.set_speed(0.5); });
  ActionEvent fast(world.simulation, TimePoint{10ms}, [&] { station.set_speed(2.0); });
  world.simulation.run_to_exhaustion();
  // a: 4 of 10 by 4 ms, 3 more by 10 ms at half speed, the last 3 in 1.5 ms at double; b: 4 in 2
  // ms.
  CHECK(world.trace.text() == "11.5:a(0) 13.5:b(11)");
}

TEST_CASE("more servers take waiters at once, fewer as services end", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1});
  for (const char* name : {"a", "b", "c", "d"})
    world.customers.start(world.come(station, name, 0ms, 4ms));
  ActionEvent more(world.simulation, TimePoint{1ms}, [&] { station.resize(3); });
  ActionEvent fewer(world.simulation, TimePoint{2ms}, [&] { station.resize(1); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "4:a(0) 5:b(1) 5:c(1) 9:d(5)");
}

TEST_CASE("a visit destroyed early leaves the line or frees its server", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1});
  ProcessScope doomed(world.simulation);
  doomed.start(world.come(station, "a", 0ms, 9ms));
  world.customers.start(world.come(station, "b", 0ms, 2ms));
  ProcessScope waiting(world.simulation);
  waiting.start(world.come(station, "c", 0ms, 2ms));
  world.customers.start(world.come(station, "d", 0ms, 2ms));
  ActionEvent kill(world.simulation, TimePoint{3ms}, [&] {
    waiting.destroy_all();
    doomed.destroy_all();
    CHECK(station.busy() == 1);
    CHECK(station.waiting() == 1);
  });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "5:b(3) 7:d(5)");
  CHECK(station.busy_seconds() == Approx(7e-3));
  CHECK(station.busy() == 0);
}

TEST_CASE("service without time, and service without end", "[kernel]") {
  Fixture world;
  Station station(world.simulation, {.servers = 1});
  station.set_speed(0.25);
  world.customers.start(world.come(station, "a", 0ms, 0ms));
  world.customers.start(world.come(station, "b", 1ms, forever));
  world.customers.start(world.come(station, "c", 1ms, 1ms, {.patience = 5ms}));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "0:a(0) 6:c-(5)");
  CHECK(station.busy() == 1);
  world.customers.destroy_all();  // before the station goes
  CHECK(station.busy() == 0);
}
