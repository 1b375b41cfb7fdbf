#pragma once
#include <coroutine>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/assert.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/intrusive_list.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// The run itself went wrong (an endless loop without progress of time, an event in the past):
/// named, never a silent odd number.
class RunError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A suspended coroutine that is to go on before the clock moves. Lives inside the awaiter.
class ReadyNode : public ListLink {
 public:
  std::coroutine_handle<> handle;
};

class Simulation;
class TimerLane;

/// Something that happens once at an instant: a callback object for the hot spots of the kernel and
/// for control loops. Its destructor takes it out of the queue.
class Event {
 public:
  explicit Event(Simulation& simulation) : simulation_(simulation) {}

  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  virtual ~Event() { cancel(); }

  [[nodiscard]] bool pending() const { return slot_ != none; }

  /// Precondition: not pending, `at` not in the past.
  void schedule(TimePoint at);
  /// `forever` never comes.
  void schedule_in(Duration delay);
  /// Moves a pending event, or schedules an idle one.
  void reschedule(TimePoint at);
  void cancel();

 protected:
  /// The event is no longer pending when this is called and may schedule itself again.
  virtual void fire() = 0;

  [[nodiscard]] Simulation& simulation() const { return simulation_; }

 private:
  friend class Simulation;
  friend class TimerLane;
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  Simulation& simulation_;
  std::uint32_t slot_ = none;
};

/// A time-out: armed often, expiring seldom. Timers of one duration expire in the order in which
/// they were armed, so each duration has a FIFO lane and only the head of a lane stands in the
/// event queue: to arm and to disarm is O(1).
class Timer : public ListLink {
 public:
  Timer() = default;
  virtual ~Timer() = default;

  [[nodiscard]] bool armed() const { return linked(); }

  /// Precondition: not armed, `after` not negative. `forever` never expires.
  void arm(Simulation& simulation, Duration after);

  void disarm() { unlink(); }

 protected:
  virtual void expire() = 0;

 private:
  friend class TimerLane;
  std::uint64_t time_ = 0;
  std::uint64_t order_ = 0;
};

/// Clock, pending events and ready ring of one run. Lives and dies on one thread.
class Simulation {
 public:
  Simulation();
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  [[nodiscard]] TimePoint now() const { return now_; }

  /// The instant `span` from now. Beyond the end of the clock it is TimePoint::max(), and an event
  /// at that never happens.
  [[nodiscard]] TimePoint after(Duration span) const {
    return span < TimePoint::max() - now_ ? now_ + span : TimePoint::max();
  }

  /// Events handled so far. Events and timers taken back do not count.
  [[nodiscard]] std::uint64_t events() const { return events_; }

  /// Records in the event queue; some may be of events taken back that have not been swept yet.
  [[nodiscard]] std::size_t pending() const { return queue_.size(); }

  /// Handles every event up to and including `end`, then sets the clock to `end`.
  /// Throws RunError, and whatever a coroutine threw.
  void run_until(TimePoint end);
  /// Handles events until none is left. Throws as run_until.
  void run_to_exhaustion();

  /// Makes run_until return after the event in hand.
  void stop() { stopping_ = true; }

  /// Lets a suspended coroutine go on before the clock moves, after those already waiting to.
  void make_ready(ReadyNode& node) { ready_.push_back(node); }

  /// Resumes `handle` at `at`; the slot identifies it for `cancel`. Used by awaiters.
  std::uint32_t schedule(TimePoint at, std::coroutine_handle<> handle) {
    return insert(at, reinterpret_cast<std::uintptr_t>(handle.address()) | coroutine_tag);
  }

  /// Precondition: the slot is pending.
  void cancel(std::uint32_t slot);

  /// `co_await simulation.delay(5ms)`
  class Delay;
  [[nodiscard]] Delay delay(Duration span);

 private:
  friend class Event;
  friend class Timer;
  friend class TimerLane;
  // What a slot wakes is told apart by the low bits of its address.
  static constexpr std::uintptr_t coroutine_tag = 1;
  static constexpr std::uintptr_t lane_tag = 2;
  static constexpr std::uintptr_t address_mask = ~(coroutine_tag | lane_tag);

  std::uint32_t insert(TimePoint at, std::uintptr_t target);
  void insert_lane(TimerLane& lane, std::uint64_t time, std::uint64_t order);
  std::uint32_t take_slot(std::uintptr_t target);

  std::uint64_t next_order() { return ++sequence_ << EventRecord::slot_bits; }

  TimerLane& lane(Duration after);
  void drain_ready();
  void run(std::uint64_t end);
  void dispatch(std::uintptr_t target);

  TimePoint now_{};
  EventQueue queue_;
  std::vector<std::uintptr_t>
      slots_;  // Event*, tagged coroutine address or TimerLane*, or 0 for a cancelled one
  std::vector<std::uint32_t> free_slots_;
  IntrusiveList<ReadyNode> ready_;
  std::uint64_t sequence_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t resumed_at_now_ = 0;
  std::size_t dead_ = 0;
  bool stopping_ = false;
  std::unordered_map<std::int64_t, std::unique_ptr<TimerLane>> lanes_;
  std::size_t lanes_before_sweep_ = 256;
  TimerLane* last_lane_ = nullptr;  // nearly always the same duration again
  Duration last_lane_duration_{};
};

/// Waits a span of simulated time, none if it is negative. Destroying it while it waits takes its
/// event out of the queue.
class [[nodiscard]] Simulation::Delay {
 public:
  Delay(Simulation& simulation, Duration span)
      : simulation_(simulation), span_(span > Duration::zero() ? span : Duration::zero()) {}

  Delay(const Delay&) = delete;
  Delay& operator=(const Delay&) = delete;

  ~Delay() {
    if (slot_ != idle) simulation_.cancel(slot_);
  }

  // Even no delay at all goes through the queue, so that a loop of them is seen as one that stands
  // still.
  [[nodiscard]] bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> caller) {
    slot_ = simulation_.schedule(simulation_.after(span_), caller);
  }

  void await_resume() { slot_ = idle; }

 private:
  static constexpr std::uint32_t idle = ~std::uint32_t{0};
  Simulation& simulation_;
  Duration span_;
  std::uint32_t slot_ = idle;
};

inline Simulation::Delay Simulation::delay(Duration span) {
  return Delay{*this, span};
}

}  // namespace tiersim
