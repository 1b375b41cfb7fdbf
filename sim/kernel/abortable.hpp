#pragma once
#include <coroutine>
#include <optional>
#include <utility>

#include "sim/kernel/roll.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

/// One visit to something that can be killed. See VisitGroup.
class AbortableVisit : public RollEntry {
 public:
  virtual void abort() = 0;

  /// The frame that is inside.
  [[nodiscard]] virtual std::coroutine_handle<> frame() const = 0;

 protected:
  ~AbortableVisit() = default;
};

/// The visits inside a thing that can be killed: a pod, a database server.
///
/// Kill it only from events of the control plane (a fault, a probe, a scale-down), never from
/// inside a visit of the group: the frame that runs must not be destroyed.
class VisitGroup {
 public:
  void enter(AbortableVisit& visit) { visits_.enter(visit); }

  /// Destroys the frames of all visits; their callers see a reset, in the order in which the visits
  /// began.
  void abort_all() {
    visits_.take_all([](AbortableVisit& visit) { visit.abort(); });
  }

  [[nodiscard]] bool empty() const { return visits_.empty(); }

  /// In no particular order.
  template <class Visitor>
  void for_each(Visitor visit) {
    visits_.for_each(visit);
  }

 private:
  Roll<AbortableVisit> visits_;
};

/// `outcome = co_await abortable(simulation, group, task, reset)`: what the task gives back, or
/// `reset` when the group is killed first. Exactly one of the two reaches the caller.
template <class T>
class [[nodiscard]] Abortable final : private AbortableVisit {
 public:
  Abortable(Simulation& simulation, VisitGroup& group, Task<T> task, T reset)
      : simulation_(simulation), group_(group), task_(std::move(task)), reset_(std::move(reset)) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    group_.enter(*this);
    return task_.start(caller);
  }

  T await_resume() {
    sign_off();
    return task_ ? task_.result() : std::move(reset_);
  }

 private:
  void abort() override {
    task_.destroy();
    simulation_.make_ready(wake_);
  }

  [[nodiscard]] std::coroutine_handle<> frame() const override { return wake_.handle; }

  Simulation& simulation_;
  VisitGroup& group_;
  Task<T> task_;
  T reset_;
  ReadyNode wake_;
};

template <class T>
Abortable<T> abortable(Simulation& simulation, VisitGroup& group, Task<T> task, T reset) {
  return Abortable<T>(simulation, group, std::move(task), std::move(reset));
}

}  // namespace tiersim
