#pragma once
#include <coroutine>
#include <utility>

#include "sim/kernel/call_link.hpp"
#include "sim/kernel/frame_pool.hpp"
#include "sim/kernel/roll.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// Work that nobody waits for: a request on its way, a user, a control loop. A ProcessScope owns
/// its frame, which goes when the coroutine ends or with the scope.
class [[nodiscard]] Process {
 public:
  struct promise_type : CallLink, PooledFrame, ReadyHook, RollEntry {
    Process get_return_object() {
      return Process{std::coroutine_handle<promise_type>::from_promise(*this)};
    }

    std::suspend_always initial_suspend() const noexcept { return {}; }

    std::suspend_never final_suspend() const noexcept { return {}; }

    void return_void() {}

    [[noreturn]] void unhandled_exception() { throw; }
  };

  Process(Process&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}

  Process& operator=(Process&&) = delete;

  ~Process() {
    if (frame_) frame_.destroy();
  }

 private:
  friend class ProcessScope;

  explicit Process(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

/// Owns processes that run on by themselves.
class ProcessScope {
 public:
  explicit ProcessScope(Simulation& simulation) : simulation_(simulation) {}

  ProcessScope(const ProcessScope&) = delete;
  ProcessScope& operator=(const ProcessScope&) = delete;

  ~ProcessScope() { destroy_all(); }

  /// Starts the process in place. Only from events, never from inside another process: no
  /// recursion.
  void start(Process process) { own(std::move(process)).resume(); }

  /// Starts the process before the clock moves, after those already waiting to go on.
  void spawn(Process process) {
    const auto frame = own(std::move(process));
    frame.promise().handle = frame;
    simulation_.make_ready(frame.promise());
  }

  /// Destroys every process, oldest first.
  void destroy_all() {
    owned_.take_all([](Process::promise_type& promise) {
      promise.unlink();  // spawned, and not yet resumed
      std::coroutine_handle<Process::promise_type>::from_promise(promise).destroy();
    });
  }

  [[nodiscard]] bool empty() const { return owned_.empty(); }

  [[nodiscard]] Simulation& simulation() const { return simulation_; }

 private:
  std::coroutine_handle<Process::promise_type> own(Process process) {
    const auto frame = std::exchange(process.frame_, {});
    owned_.enter(frame.promise());
    return frame;
  }

  Simulation& simulation_;
  Roll<Process::promise_type> owned_;
};

}  // namespace tiersim
