#pragma once
#include <coroutine>
#include <optional>
#include <utility>

#include "models/flow.hpp"
#include "models/request.hpp"
#include "models/sojourn.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

/// A visit to somebody who passes requests on without a wait of its own, as a balancer does. It
/// lives in the frame of the caller and spares a frame: some 200 instructions a request.
///
///   Task<Outcome> call = router.pass(request, transit);
///   … resume transit.start(call, caller) …
///   Outcome answer = transit.finish(call);
class Transit {
 public:
  /// What is held until the answer is back: a connection to a backend.
  class Held {
   public:
    virtual void give_back() = 0;

   protected:
    ~Held() = default;
  };

  Transit() = default;
  Transit(const Transit&) = delete;
  Transit& operator=(const Transit&) = delete;

  ~Transit() { give_back(); }

  // For the one who passes on.

  void enter(Flow& flow, const Simulation& simulation) { visit_.emplace(flow, simulation); }

  /// The answer of who passes on itself, or who is killed while the call is under way.
  void answer(Outcome outcome) { answer_ = outcome; }

  void hold(Held& held) { held_ = &held; }

  void expose(Simulation& simulation, VisitGroup& group) { sojourn_.emplace(simulation, group); }

  /// `answer = co_await transit.through(call)`, for who has a frame all the same.
  class Call;
  [[nodiscard]] Call through(Task<Outcome>& call);

  // For the caller.

  /// What to resume now: the call, or `caller` itself when there is none.
  std::coroutine_handle<> start(Task<Outcome>& call, std::coroutine_handle<> caller) {
    if (!call) return caller;
    return sojourn_->through(call).await_suspend(caller);
  }

  /// Ends the call: what was held goes back.
  Outcome finish(Task<Outcome>& call) {
    if (sojourn_) {
      const Outcome came = sojourn_->through(call).await_resume();
      if (!sojourn_->cut_short()) answer_ = came;
      sojourn_.reset();
    }
    give_back();
    return answer_;
  }

  /// Ends the visit.
  Outcome leave() {
    visit_->end(answer_);
    visit_.reset();
    return answer_;
  }

 private:
  void give_back() {
    if (held_ != nullptr) std::exchange(held_, nullptr)->give_back();
  }

  std::optional<Flow::Visit> visit_;
  std::optional<Sojourn> sojourn_;
  Held* held_ = nullptr;
  Outcome answer_;
};

class [[nodiscard]] Transit::Call {
 public:
  Call(Transit& transit, Task<Outcome>& call) : transit_(transit), call_(call) {}

  [[nodiscard]] bool await_ready() const { return !call_; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    return transit_.start(call_, caller);
  }

  Outcome await_resume() { return transit_.finish(call_); }

 private:
  Transit& transit_;
  Task<Outcome>& call_;
};

inline Transit::Call Transit::through(Task<Outcome>& call) {
  return Call{*this, call};
}

/// Somebody who passes requests on without a wait of its own.
class Router {
 public:
  /// Lets the request in and calls whoever it is for. Empty when it is answered at once.
  virtual Task<Outcome> pass(Request& request, Transit& transit) = 0;

 protected:
  ~Router() = default;
};

}  // namespace tiersim
