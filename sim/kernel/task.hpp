#pragma once
#include <coroutine>
#include <optional>
#include <type_traits>
#include <utility>

#include "sim/kernel/call_link.hpp"
#include "sim/kernel/frame_pool.hpp"

namespace tiersim {

template <class T>
class Task;

namespace detail {

/// When a task ends, its caller goes on in the same breath: no event, no recursion.
struct ResumeCaller {
  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    return ended.promise().caller;
  }

  void await_resume() const noexcept {}
};

struct TaskPromiseBase : CallLink, PooledFrame {
  TaskPromiseBase() : CallLink{std::noop_coroutine()} {}

  std::suspend_always initial_suspend() const noexcept { return {}; }

  ResumeCaller final_suspend() const noexcept { return {}; }

  // Model code does not throw; what is thrown is a bug or a RunError and ends the run.
  [[noreturn]] void unhandled_exception() { throw; }
};

template <class T>
struct TaskPromise : TaskPromiseBase {
  std::optional<T> value;

  Task<T> get_return_object();

  void return_value(T result) { value.emplace(std::move(result)); }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
  Task<void> get_return_object();

  void return_void() {}
};

}  // namespace detail

/// Work that somebody waits for: a lazy coroutine that owns its frame. It starts when it is awaited
/// and gives back a T.
///
/// To cancel is to destroy: destroying a Task destroys its frame, with it the tasks it awaits, and
/// runs every destructor on the way. Nobody else ever holds a frame.
template <class T = void>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::TaskPromise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;

  explicit Task(Handle frame) : frame_(frame) {}

  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}

  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      destroy();
      frame_ = std::exchange(other.frame_, {});
    }
    return *this;
  }

  ~Task() { destroy(); }

  explicit operator bool() const { return static_cast<bool>(frame_); }

  [[nodiscard]] bool done() const { return frame_ && frame_.done(); }

  void destroy() {
    if (frame_) std::exchange(frame_, {}).destroy();
  }

  /// Names who goes on when the task ends, and returns the frame to resume. For awaiters.
  std::coroutine_handle<> start(std::coroutine_handle<> caller) {
    frame_.promise().caller = caller;
    return frame_;
  }

  /// Hands a task that has started to another caller.
  void adopt(std::coroutine_handle<> caller) { frame_.promise().caller = caller; }

  /// What it gave back. Precondition: done.
  T result() {
    if constexpr (!std::is_void_v<T>) return std::move(*frame_.promise().value);
  }

  auto operator co_await() && noexcept {
    struct Awaiter {
      Task& task;

      [[nodiscard]] bool await_ready() const noexcept { return false; }

      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        return task.start(caller);
      }

      T await_resume() { return task.result(); }
    };

    return Awaiter{*this};
  }

 private:
  Handle frame_{};
};

namespace detail {

template <class T>
Task<T> TaskPromise<T>::get_return_object() {
  return Task<T>{std::coroutine_handle<TaskPromise>::from_promise(*this)};
}

inline Task<void> TaskPromise<void>::get_return_object() {
  return Task<void>{std::coroutine_handle<TaskPromise>::from_promise(*this)};
}

}  // namespace detail

}  // namespace tiersim
