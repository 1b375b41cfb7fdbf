#pragma once
// A world to put components into by hand.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "models/context.hpp"
#include "models/service.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim::test {

/// An empty house: clock, ledger, journal, no network.
struct TestWorld {
  Simulation simulation;
  ProcessScope background{simulation};
  Ledger ledger{8};
  Journal journal;
  World world{simulation, RunKey{1, 0}, background, ledger, journal};
  ProcessScope callers{simulation};

  [[nodiscard]] Context context(std::string path, ComponentId id = 0, ZoneId zone = clients_zone) {
    return Context{world, std::move(path), id, zone};
  }

  void run_until(Duration end) { simulation.run_until(TimePoint{end}); }

  [[nodiscard]] Duration now() const { return simulation.now().time_since_epoch(); }
};

/// What a call came to, and when.
struct Answer {
  OutcomeKind kind = OutcomeKind::ok;
  Duration at{};

  friend bool operator==(const Answer&, const Answer&) = default;
};

/// Calls a service at instants and keeps the answers in the order in which they came.
class Caller {
 public:
  explicit Caller(TestWorld& world, Service& service) : world_(world), service_(service) {}

  void call(Duration at, Request request = {}) {
    request.id = ++calls_;
    world_.callers.spawn(send(at, request));
  }

  std::vector<Answer> answers;

 private:
  Process send(Duration at, Request request) {
    co_await world_.simulation.delay(at - world_.now());
    request.born = world_.simulation.now();
    const Outcome outcome = co_await service_.serve(request);
    answers.push_back({outcome.kind, world_.now()});
  }

  TestWorld& world_;
  Service& service_;
  std::uint64_t calls_ = 0;
};

/// Answers after a fixed time and counts its calls.
class Echo final : public Service {
 public:
  Echo(TestWorld& world, Duration time, OutcomeKind kind = OutcomeKind::ok)
      : world_(world), time_(time), kind_(kind) {}

  Task<Outcome> serve(Request request) override {
    ++calls;
    last = request;
    co_await world_.simulation.delay(time_);
    ++ended;
    co_return Outcome{kind_};
  }

  int calls = 0;
  int ended = 0;
  Request last;

 private:
  TestWorld& world_;
  Duration time_;
  OutcomeKind kind_;
};

}  // namespace tiersim::test
