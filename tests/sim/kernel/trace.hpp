#pragma once
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// What happened, in order: (milliseconds, what).
class Trace {
 public:
  using Entry = std::pair<double, std::string>;

  explicit Trace(const Simulation& simulation) : simulation_(simulation) {}

  void note(std::string what) {
    entries_.emplace_back(to_seconds(simulation_.now()) * 1e3, std::move(what));
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  /// "0:a 2.5:b"
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& [at, what] : entries_) {
      if (!out.empty()) out += ' ';
      std::string number = std::to_string(at);
      number.erase(number.find_last_not_of('0') + 1);
      if (number.back() == '.') number.pop_back();
      out += number + ':' + what;
    }
    return out;
  }

 private:
  const Simulation& simulation_;
  std::vector<Entry> entries_;
};

/// Notes its name in the trace when it fires.
class NotedEvent final : public Event {
 public:
  NotedEvent(Simulation& simulation, Trace& trace, std::string name)
      : Event(simulation), trace_(trace), name_(std::move(name)) {}

 private:
  void fire() override { trace_.note(name_); }

  Trace& trace_;
  std::string name_;
};

/// Notes its name in the trace when it expires.
class NotedTimer final : public Timer {
 public:
  NotedTimer(Trace& trace, std::string name) : trace_(trace), name_(std::move(name)) {}

 private:
  void expire() override { trace_.note(name_); }

  Trace& trace_;
  std::string name_;
};

/// Does something at an instant: the control plane of a test.
template <class Action>
class ActionEvent final : public Event {
 public:
  ActionEvent(Simulation& simulation, TimePoint at, Action action)
      : Event(simulation), action_(std::move(action)) {
    schedule(at);
  }

 private:
  void fire() override { action_(); }

  Action action_;
};

}  // namespace tiersim
