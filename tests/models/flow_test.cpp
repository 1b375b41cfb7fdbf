#include "models/flow.hpp"

#include <memory>

#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("a flow conserves what comes in and keeps Little's law to the nanosecond") {
  // Visits [0, 10], [2, 5], [6, …): at 8 s one is inside from the first, one from the third.
  Simulation simulation;
  Flow flow;
  auto first = std::make_unique<Flow::Visit>(flow, simulation);
  simulation.run_until(TimePoint{2s});
  auto second = std::make_unique<Flow::Visit>(flow, simulation);
  simulation.run_until(TimePoint{5s});
  second->end({OutcomeKind::ok});
  second.reset();
  CHECK(flow.completed() == 1);
  // Area until 5 s: 2·1 + 3·2 = 8.
  CHECK(flow.inside_mean(simulation.now()) == Approx(8.0 / 5));
  flow.begin_measuring(simulation.now());
  simulation.run_until(TimePoint{6s});
  auto third = std::make_unique<Flow::Visit>(flow, simulation);
  simulation.run_until(TimePoint{10s});
  first->end({OutcomeKind::timeout});
  first.reset();
  // Since 5 s: area 1·1 + 4·2 = 9; the first visit's sojourn of 10 s reaches back 5 s before the
  // window.
  CHECK(flow.inside_mean(simulation.now()) == Approx(9.0 / 5));
  CHECK(flow.littles_law_error(simulation.now()) == Approx(1.0 / 9));
  CHECK(flow.littles_law_holds(simulation.now()));
  CHECK(flow.conserved());
  CHECK(flow.failed() == 1);
  CHECK(flow.ended_measured() == 1);
  third.reset();  // its frame is gone: a reset
  CHECK(flow.outcomes()[static_cast<std::size_t>(OutcomeKind::reset)] == 1);
  CHECK(flow.arrived() == 3);
  CHECK(flow.conserved());
  CHECK(flow.littles_law_holds(simulation.now()));
}
