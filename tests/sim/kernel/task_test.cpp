#include "sim/kernel/task.hpp"

#include <memory>
#include <stdexcept>

#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

/// Notes its end, however it ends.
class Witness {
 public:
  Witness(Trace& trace, std::string name) : trace_(trace), name_(std::move(name)) {}

  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  ~Witness() { trace_.note("~" + name_); }

 private:
  Trace& trace_;
  std::string name_;
};

Task<std::unique_ptr<int>> leaf(Simulation& simulation, Trace& trace, int value) {
  Witness witness(trace, "leaf");
  co_await simulation.delay(2ms);
  co_return std::make_unique<int>(value);
}

Task<int> middle(Simulation& simulation, Trace& trace, int value) {
  Witness witness(trace, "middle");
  const std::unique_ptr<int> first = co_await leaf(simulation, trace, value);
  const std::unique_ptr<int> second = co_await leaf(simulation, trace, value + 1);
  co_return *first * 10 + *second;
}

Task<> silent(Simulation& simulation) {
  co_await simulation.delay(1ms);
}

Process root(Simulation& simulation, Trace& trace) {
  Witness witness(trace, "root");
  co_await silent(simulation);
  const int value = co_await middle(simulation, trace, 4);
  trace.note(std::to_string(value));
}

Task<int> broken(Simulation& simulation) {
  co_await simulation.delay(1ms);
  throw std::runtime_error("broken");
}

Process runs_broken(Simulation& simulation, Trace& trace) {
  Witness witness(trace, "root");
  const int value = co_await broken(simulation);
  trace.note(std::to_string(value));
}

Process noting(Simulation& simulation, Trace& trace, std::string name) {
  trace.note(name);
  co_await simulation.delay(1ms);
  trace.note(name);
}

}  // namespace

TEST_CASE("a task starts when awaited and hands its result to its caller in the same instant",
          "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  scope.start(root(simulation, trace));
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "3:~leaf 5:~leaf 5:~middle 5:45 5:~root");
  CHECK(scope.empty());
  CHECK(FramePool::live() == frames);
}

TEST_CASE("destroying a process destroys the tasks below it, innermost first", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  scope.start(root(simulation, trace));
  simulation.run_until(TimePoint{2ms});
  scope.destroy_all();
  CHECK(trace.text() == "2:~leaf 2:~middle 2:~root");
  CHECK(FramePool::live() == frames);
  simulation.run_to_exhaustion();
  CHECK(simulation.now() == TimePoint{2ms});
}

TEST_CASE("a task that nobody awaits never runs", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  Simulation simulation;
  Trace trace(simulation);
  {
    Task<int> idle = middle(simulation, trace, 1);
    CHECK(static_cast<bool>(idle));
    CHECK_FALSE(idle.done());
    CHECK(FramePool::live() == frames + 1);
    Task<int> other = std::move(idle);
    idle = std::move(other);
    CHECK_FALSE(static_cast<bool>(other));
  }
  CHECK(trace.entries().empty());
  CHECK(FramePool::live() == frames);
}

TEST_CASE("what a coroutine throws ends the run and leaves nothing behind", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  {
    Simulation simulation;
    Trace trace(simulation);
    ProcessScope scope(simulation);
    scope.start(runs_broken(simulation, trace));
    CHECK_THROWS_WITH(simulation.run_to_exhaustion(), "broken");
    scope.destroy_all();
    CHECK(trace.text() == "1:~root");
  }
  CHECK(FramePool::live() == frames);
}

TEST_CASE("spawned processes start in order, behind those already ready; start begins in place",
          "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  ProcessScope scope(simulation);
  scope.spawn(noting(simulation, trace, "a"));
  scope.spawn(noting(simulation, trace, "b"));
  CHECK(trace.entries().empty());
  scope.start(noting(simulation, trace, "c"));
  simulation.run_to_exhaustion();
  CHECK(trace.text() == "0:c 0:a 0:b 1:c 1:a 1:b");
}

TEST_CASE("a spawned process that is destroyed before it begins never runs", "[kernel]") {
  Simulation simulation;
  Trace trace(simulation);
  {
    ProcessScope scope(simulation);
    scope.spawn(noting(simulation, trace, "a"));
  }
  simulation.run_to_exhaustion();
  CHECK(trace.entries().empty());
}
