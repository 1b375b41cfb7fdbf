#include "sim/kernel/simulation.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

constexpr TimePoint at(Duration since_start) {
  return TimePoint{since_start};
}

Process sleeper(Simulation& simulation, Trace& trace, Duration span) {
  co_await simulation.delay(span);
  trace.note("awake");
}

Process standing_still(Simulation& simulation) {
  for (;;) co_await simulation.delay(0ms);
}

}  // namespace

TEST_CASE("events run by time, and at one instant in the order they were scheduled", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  NotedEvent a(simulation, trace, "a");
  NotedEvent b(simulation, trace, "b");
  NotedEvent c(simulation, trace, "c");
  NotedEvent d(simulation, trace, "d");
  a.schedule(at(2ms));
  b.schedule(at(1ms));
  c.schedule(at(2ms));
  d.schedule(at(1ms));
  a.reschedule(at(2ms));  // to the back of its instant
  CHECK(a.pending());
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "1:b 1:d 2:c 2:a");
  CHECK_FALSE(a.pending());
  CHECK(simulation.events() == 4);
  CHECK(simulation.now() == at(2ms));
}

TEST_CASE("run_until handles what is due at its end, then stands at its end", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  NotedEvent a(simulation, trace, "a");
  NotedEvent b(simulation, trace, "b");
  a.schedule(at(5ms));
  b.schedule(at(5ms + 1ns));
  simulation.run_until(at(5ms));
  CHECK(trace.text() == "5:a");
  simulation.run_until(at(5ms));
  CHECK(b.pending());
  simulation.run_until(at(9ms));
  CHECK(trace.entries().size() == 2);
  CHECK(simulation.now() == at(9ms));
}

TEST_CASE("stop ends the run after the event in hand, and the next run goes on", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  NotedEvent late(simulation, trace, "late");
  late.schedule(at(2ms));
  ActionEvent stopper(simulation, at(1ms), [&simulation] { simulation.stop(); });
  simulation.run_until(at(3ms));
  CHECK(simulation.now() == at(1ms));
  simulation.run_until(at(3ms));
  CHECK(trace.text() == "2:late");
}

TEST_CASE("cancelled and destroyed events do not run and cost no memory", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  Stream chance(7);
  std::map<int, std::unique_ptr<NotedEvent>> alive;
  for (int i = 0; i < 50'000; ++i) {
    auto event = std::make_unique<NotedEvent>(simulation, trace, std::to_string(i));
    event->schedule(at(Duration{1000 + static_cast<std::int64_t>(chance.below(1'000'000))}));
    alive[i] = std::move(event);
    if (alive.size() > 100) {
      const auto victim =
          std::next(alive.begin(), static_cast<std::ptrdiff_t>(chance.below(alive.size())));
      if (chance.below(2) == 0) victim->second->cancel();
      alive.erase(victim);
    }
    REQUIRE(simulation.pending() <= 2 * 100 + 64);
  }
  simulation.run_to_exhaustion();
  CHECK(trace.entries().size() == alive.size());
  for (const auto& [when, name] : trace.entries()) CHECK(alive.count(std::stoi(name)) == 1);
  CHECK(simulation.events() == alive.size());
}

TEST_CASE("random scheduling, rescheduling and cancelling agrees with a sorted reference",
          "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  Stream chance(11);
  std::deque<NotedEvent> events;
  for (int i = 0; i < 300; ++i) events.emplace_back(simulation, trace, std::to_string(i));
  std::map<std::pair<std::int64_t, int>, std::size_t>
      reference;  // (time, order of scheduling) -> event
  std::map<std::size_t, std::pair<std::int64_t, int>> place;
  const auto forget = [&](std::size_t i) {
    if (place.count(i) == 0) return;
    reference.erase(place[i]);
    place.erase(i);
  };
  for (int step = 0; step < 20'000; ++step) {
    const auto i = static_cast<std::size_t>(chance.below(events.size()));
    forget(i);
    if (chance.below(3) == 0) {
      events[i].cancel();
      continue;
    }
    const auto when = static_cast<std::int64_t>(chance.below(40)) * 1'000'000;
    events[i].reschedule(at(Duration{when}));
    place[i] = {when, step};
    reference[place[i]] = i;
  }
  std::vector<Trace::Entry> expected;
  for (const auto& [when, i] : reference) {
    expected.emplace_back(to_seconds(Duration{when.first}) * 1e3, std::to_string(i));
  }
  simulation.run_to_exhaustion();
  CHECK(trace.entries() == expected);
}

TEST_CASE("timers stand in exact order with events of the same instant", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  NotedTimer first(trace, "first");
  NotedTimer second(trace, "second");
  NotedTimer third(trace, "third");
  NotedEvent between(simulation, trace, "between");
  NotedEvent after(simulation, trace, "after");
  first.arm(simulation, 4ms);
  between.schedule(at(4ms));
  second.arm(simulation, 4ms);
  after.schedule(at(4ms));
  third.arm(simulation, 4ms);

  SECTION("all armed") {
    simulation.run_to_exhaustion();
    CHECK(trace.text() == "4:first 4:between 4:second 4:after 4:third");
  }
  SECTION("the head disarmed: its successor does not inherit its place") {
    first.disarm();
    simulation.run_to_exhaustion();
    CHECK(trace.text() == "4:between 4:second 4:after 4:third");
  }
  SECTION("one in the middle disarmed") {
    second.disarm();
    simulation.run_to_exhaustion();
    CHECK(trace.text() == "4:first 4:between 4:after 4:third");
  }
  SECTION("armed again") {
    first.disarm();
    first.arm(simulation, 4ms);
    simulation.run_to_exhaustion();
    CHECK(trace.text() == "4:between 4:second 4:after 4:third 4:first");
  }
}

TEST_CASE("a timer that was disarmed moves neither the clock nor the count of events", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  NotedTimer timer(trace, "timer");
  timer.arm(simulation, 30s);
  ActionEvent disarm(simulation, at(1ms), [&timer] { timer.disarm(); });
  simulation.run_to_exhaustion();
  CHECK(simulation.now() == at(1ms));
  CHECK(simulation.events() == 1);
  CHECK(trace.entries().empty());
}

TEST_CASE("timers of many durations agree with events", "[kernel]") {
  Simulation simulation;
  Trace by_timer(simulation);
  Trace by_event(simulation);
  Stream chance(3);
  std::deque<NotedTimer> timers;
  std::deque<NotedEvent> events;
  for (int i = 0; i < 4000; ++i) {
    const Duration span{static_cast<std::int64_t>(1 + chance.below(3000)) * 1'000'000};
    timers.emplace_back(by_timer, std::to_string(i));
    events.emplace_back(simulation, by_event, std::to_string(i));
    timers.back().arm(simulation, span);
    events.back().schedule_in(span);
    const auto gone = static_cast<std::size_t>(chance.below(timers.size()));
    if (chance.below(2) == 0 && timers[gone].armed()) {
      timers[gone].disarm();
      events[gone].cancel();
    }
    simulation.run_until(simulation.now() +
                         Duration{static_cast<std::int64_t>(chance.below(1'000'000))});
  }
  simulation.run_to_exhaustion();
  CHECK(by_timer.entries().size() > 1000);
  CHECK(by_timer.entries() == by_event.entries());
}

TEST_CASE("a span beyond the end of the clock never ends", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  simulation.run_until(at(1s));
  NotedEvent event(simulation, trace, "event");
  NotedTimer timer(trace, "timer");
  NotedTimer eternal(trace, "eternal");
  scope.start(sleeper(simulation, trace, forever));
  scope.start(sleeper(simulation, trace, 2ms));
  event.schedule_in(forever - 1ns);
  timer.arm(simulation, forever - 500ms);
  eternal.arm(simulation, forever);
  CHECK_FALSE(eternal.armed());
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "1002:awake");
  CHECK(simulation.now() == at(1002ms));
  CHECK(simulation.after(forever) == TimePoint::max());
  CHECK(simulation.after(3ms) == at(1005ms));
}

TEST_CASE("an event in the past is an error that says so", "[kernel]") {
  Simulation simulation;
  simulation.run_until(at(2s));
  Trace trace(simulation);
  NotedEvent event(simulation, trace, "past");
  CHECK_THROWS_WITH(event.schedule(at(1s)),
                    Catch::Contains("in the past: at 1.000000 s, now 2.000000 s"));
  CHECK_THROWS_AS(event.schedule_in(-1ns), RunError);
  CHECK_FALSE(event.pending());
  event.schedule(at(2s));
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "2000:past");
}

TEST_CASE("a model in which time stands still is an error, not an endless loop", "[kernel][slow]") {
  Simulation simulation;
  ProcessScope scope(simulation);
  simulation.run_until(at(3s));
  scope.start(standing_still(simulation));
  CHECK_THROWS_WITH(simulation.run_until(at(4s)),
                    Catch::Contains("time stands still at 3.000000 s"));
}

TEST_CASE("a delay that is destroyed leaves the queue", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  {
    ProcessScope scope(simulation);
    scope.start(sleeper(simulation, trace, 5ms));
    simulation.run_until(at(1ms));
  }
  simulation.run_to_exhaustion();
  CHECK(trace.entries().empty());
  CHECK(simulation.now() == at(1ms));
}
