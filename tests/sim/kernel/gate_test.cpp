#include "sim/kernel/gate.hpp"

#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

Process pass(Gate& gate, Trace& trace, std::string name, Duration patience) {
  const bool passed = co_await gate.wait(patience);
  trace.note(passed ? name : name + "-");
}

Process pass_twice(Gate& gate, Trace& trace, std::string name) {
  for (int i = 0; i < 2; ++i) {
    const bool passed = co_await gate.wait();
    trace.note(passed ? name : name + "-");
  }
}

}  // namespace

TEST_CASE("an open gate lets through, a closed one makes wait, opening lets all through in order",
          "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  Gate gate(simulation, true);
  scope.start(pass(gate, trace, "a", forever));
  gate.close();
  scope.start(pass(gate, trace, "b", forever));
  scope.start(pass(gate, trace, "c", 2ms));
  scope.start(pass(gate, trace, "d", 9ms));
  scope.start(pass(gate, trace, "e", 0ms));
  ActionEvent open(simulation, TimePoint{5ms}, [&gate] { gate.open(); });
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "0:a 0:e- 2:c- 5:b 5:d");
  CHECK(gate.is_open());
  CHECK(simulation.now() == TimePoint{5ms});
}

TEST_CASE("a signal lets through who waits now; who comes back waits for the next", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  Gate gate(simulation);
  scope.start(pass_twice(gate, trace, "a"));
  ActionEvent first(simulation, TimePoint{1ms}, [&gate] { gate.release_all(); });
  ActionEvent second(simulation, TimePoint{2ms}, [&gate] { gate.release_all(); });
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "1:a 2:a");
  CHECK_FALSE(gate.is_open());
}

TEST_CASE("who is destroyed at the gate leaves it", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  ProcessScope doomed(simulation);
  Gate gate(simulation);
  doomed.start(pass(gate, trace, "a", 5ms));
  scope.start(pass(gate, trace, "b", 5ms));
  ActionEvent open(simulation, TimePoint{1ms}, [&] {
    gate.open();
    doomed.destroy_all();
  });
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "1:b");
}
