#pragma once
#include <coroutine>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "sim/kernel/call_link.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

namespace detail {

/// Runs branches side by side for one caller. Destroying it destroys the branches that are still
/// under way.
template <class T>
class Fork {
 public:
  Fork(Simulation& simulation, std::vector<Task<T>> tasks)
      : simulation_(simulation), tasks_(std::move(tasks)) {
    results_.resize(tasks_.size());
    branches_.reserve(tasks_.size());
  }

  [[nodiscard]] bool await_ready() const { return tasks_.empty(); }

 protected:
  /// A branch: waits for its task and reports. Owned by the fork, which lives in the caller's
  /// frame.
  struct Branch {
    struct promise_type : CallLink, PooledFrame, ReadyNode {
      Branch get_return_object() {
        return Branch{std::coroutine_handle<promise_type>::from_promise(*this)};
      }

      std::suspend_always initial_suspend() const noexcept { return {}; }

      std::suspend_always final_suspend() const noexcept { return {}; }

      void return_void() {}

      [[noreturn]] void unhandled_exception() { throw; }
    };

    explicit Branch(std::coroutine_handle<promise_type> handle) : frame(handle) {}

    Branch(Branch&& other) noexcept : frame(std::exchange(other.frame, {})) {}

    Branch& operator=(Branch&&) = delete;

    ~Branch() {
      if (frame) frame.destroy();
    }

    std::coroutine_handle<promise_type> frame;
  };

  static Branch run(Fork& fork, std::size_t index) {
    T result = co_await std::move(fork.tasks_[index]);
    fork.results_[index].emplace(std::move(result));
    if (fork.ended_++ == 0) fork.first_ = index;
    if (fork.ended_ == fork.needed_) fork.simulation_.make_ready(fork.wake_);
  }

  void start(std::coroutine_handle<> caller, std::size_t needed) {
    wake_.handle = caller;
    needed_ = needed;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      branches_.push_back(run(*this, i));
      auto& promise = branches_.back().frame.promise();
      promise.handle = branches_.back().frame;
      if (needed == tasks_.size()) promise.caller = caller;  // else another branch may end first
      simulation_.make_ready(promise);
    }
  }

  Simulation& simulation_;
  std::vector<Task<T>> tasks_;
  std::vector<std::optional<T>> results_;
  std::size_t ended_ = 0;
  std::size_t needed_ = 0;
  std::size_t first_ = 0;
  ReadyNode wake_;
  std::vector<Branch> branches_;  // last, so that branches go before what they refer to
};

}  // namespace detail

/// `results = co_await all<T>(simulation, tasks)`: runs the tasks side by side and gives back every
/// result, in the order of the tasks, when the last one has ended.
template <class T>
class [[nodiscard]] all final : private detail::Fork<T> {
 public:
  using detail::Fork<T>::Fork;
  using detail::Fork<T>::await_ready;

  void await_suspend(std::coroutine_handle<> caller) { this->start(caller, this->tasks_.size()); }

  std::vector<T> await_resume() {
    std::vector<T> results;
    results.reserve(this->results_.size());
    for (auto& result : this->results_) results.push_back(std::move(*result));
    return results;
  }
};

/// What `any` gives back: the index of the first task to end, and its result.
template <class T>
struct First {
  std::size_t index;
  T result;
};

/// `first = co_await any<T>(simulation, tasks)`: the first task to end wins (of several at one
/// instant the one that ended first); the others are cancelled. Precondition: at least one task.
template <class T>
class [[nodiscard]] any final : private detail::Fork<T> {
 public:
  using detail::Fork<T>::Fork;

  [[nodiscard]] bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> caller) { this->start(caller, 1); }

  First<T> await_resume() {
    First<T> first{this->first_, std::move(*this->results_[this->first_])};
    this->branches_.clear();
    this->tasks_.clear();
    return first;
  }
};

}  // namespace tiersim
