#pragma once
#include <coroutine>

#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// A delay that is the same for all who pass: a network hop, a cache hit. They come out in the
/// order in which they went in, so a list does instead of the heap.
class ConstantDelay final : private Lane {
 public:
  /// Precondition: `span` is not negative and not `forever`.
  ConstantDelay(Simulation& simulation, Duration span) : Lane(simulation), span_(span) {
    TIERSIM_ASSERT(span >= Duration::zero() && span != forever);
  }

  class Passage;
  /// `co_await hop.pass()`
  [[nodiscard]] Passage pass();

  [[nodiscard]] Duration span() const { return span_; }

 private:
  bool comes_up(EventRecord record) override;
  void fire() override;

  Duration span_;
  IntrusiveList<Passage> inside_;
  Passage* leaving_ = nullptr;
  bool standing_ = false;  ///< in the event queue
};

/// One who passes. Destroyed early it is gone.
class [[nodiscard]] ConstantDelay::Passage : public ListLink {
 public:
  explicit Passage(ConstantDelay& delay) : delay_(delay) {}

  [[nodiscard]] bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> caller) {
    Simulation& simulation = delay_.simulation();
    caller_ = caller;
    time_ = Simulation::ticks(simulation.after(delay_.span_));
    order_ = simulation.next_order();
    delay_.inside_.push_back(*this);
    if (!delay_.standing_) {
      delay_.standing_ = true;
      delay_.stand_at(time_, order_);
    }
  }

  void await_resume() const {}

 private:
  friend class ConstantDelay;

  ConstantDelay& delay_;
  std::coroutine_handle<> caller_;
  std::uint64_t time_;
  std::uint64_t order_;
};

inline ConstantDelay::Passage ConstantDelay::pass() {
  return Passage{*this};
}

inline bool ConstantDelay::comes_up(EventRecord record) {
  standing_ = false;
  leaving_ = nullptr;
  if (inside_.empty()) return false;
  const bool due = inside_.front().order_ == record.order - record.slot();
  if (due) leaving_ = &inside_.pop_front();
  if (!inside_.empty()) {
    standing_ = true;
    stand_at(inside_.front().time_, inside_.front().order_);
  }
  return due;
}

inline void ConstantDelay::fire() {
  leaving_->caller_.resume();
}

}  // namespace tiersim
