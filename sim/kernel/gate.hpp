#pragma once
#include <coroutine>

#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// A gate that is open or closed: who comes while it is closed waits until it opens. Opening lets
/// everybody through.
class Gate {
 public:
  explicit Gate(Simulation& simulation, bool open = false) : simulation_(simulation), open_(open) {}

  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  class Wait;
  /// `bool passed = co_await gate.wait(patience)`; false when patience ran out first.
  [[nodiscard]] Wait wait(Duration patience = forever);

  [[nodiscard]] bool is_open() const { return open_; }

  void close() { open_ = false; }

  void open() {
    open_ = true;
    release_all();
  }

  /// Lets those through who wait now, and leaves the gate as it was: a signal.
  void release_all();

 private:
  class Place : public ListLink {};

  Simulation& simulation_;
  bool open_;
  IntrusiveList<Place> waiting_;
};

/// The wait at a gate; destroying it leaves the gate.
class [[nodiscard]] Gate::Wait final : private Place, private Timer {
 public:
  Wait(Gate& gate, Duration patience) : gate_(gate), patience_(patience) {}

  [[nodiscard]] bool await_ready() {
    passed_ = gate_.open_;
    if (!passed_ && patience_ > Duration::zero()) return false;
    gate_.simulation_.count_step();
    return true;
  }

  void await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    gate_.waiting_.push_back(*this);
    arm(gate_.simulation_, patience_);
  }

  [[nodiscard]] bool await_resume() const { return passed_; }

 private:
  friend class Gate;

  void pass() {
    disarm();
    passed_ = true;
    gate_.simulation_.make_ready(wake_);
  }

  void expire() override {
    Place::unlink();
    gate_.simulation_.make_ready(wake_);
  }

  Gate& gate_;
  Duration patience_;
  ReadyNode wake_;
  bool passed_ = false;
};

inline Gate::Wait Gate::wait(Duration patience) {
  return Wait{*this, patience};
}

inline void Gate::release_all() {
  // Who comes back to the gate before the clock moves joins behind this point, for nobody is
  // resumed in here.
  while (!waiting_.empty()) static_cast<Wait&>(waiting_.pop_front()).pass();
}

}  // namespace tiersim
