#pragma once
#include <algorithm>
#include <coroutine>
#include <optional>
#include <utility>

#include "sim/kernel/process.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

namespace detail {

/// Waits for a task that is already under way and drops what it gives back.
template <class T>
struct Abandoned {
  Task<T> task;

  [[nodiscard]] bool await_ready() const { return task.done(); }

  void await_suspend(std::coroutine_handle<> caller) { task.adopt(caller); }

  void await_resume() const {}
};

template <class T>
Process see_off(Task<T> task) {
  Abandoned<T> abandoned{std::move(task)};
  co_await abandoned;
}

}  // namespace detail

/// `answer = co_await within(scope, limit, task)`: what the task gives back, or nothing once
/// `limit` has passed.
///
/// A time-out abandons, it does not undo: the call runs on inside `scope` and burns capacity, as in
/// life. Without a time-out this costs arming and disarming a timer. If the caller itself is
/// destroyed, the call is destroyed with it.
template <class T>
class [[nodiscard]] Within final : private Timer {
 public:
  Within(ProcessScope& scope, Duration limit, Task<T> task)
      : scope_(scope), limit_(limit), task_(std::move(task)) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    arm(scope_.simulation(), std::max(limit_, Duration::zero()));
    return task_.start(caller);
  }

  std::optional<T> await_resume() {
    disarm();
    wake_.unlink();
    if (task_.done()) [[likely]]
      return task_.result();
    abandon();
    return std::nullopt;
  }

 private:
  /// In place: the task must know at once that somebody else waits for it now. It suspends before
  /// anything else happens.
  [[gnu::noinline]] void abandon() { scope_.start(detail::see_off(std::move(task_))); }

  void expire() override { scope_.simulation().make_ready(wake_); }

  [[nodiscard]] std::coroutine_handle<> gives_up() const override { return wake_.handle; }

  ProcessScope& scope_;
  Duration limit_;
  Task<T> task_;
  ReadyNode wake_;
};

template <class T>
Within<T> within(ProcessScope& scope, Duration limit, Task<T> task) {
  return Within<T>(scope, limit, std::move(task));
}

}  // namespace tiersim
