#pragma once
#include <coroutine>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "sim/assert.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/intrusive_list.hpp"
#include "sim/kernel/lane.hpp"
#include "sim/kernel/timer_wheel.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// The run itself went wrong (an endless loop without progress of time, an event in the past, a
/// deadlock): named, never a silent odd number.
class RunError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A suspended coroutine that is to go on before the clock moves. Lives inside the awaiter, which
/// takes it out before it goes.
class ReadyHook : public ListHook {
 public:
  std::coroutine_handle<> handle;
};

/// A ReadyHook that takes itself out.
class ReadyNode : public ReadyHook {
 public:
  ~ReadyNode() { unlink(); }
};

class Simulation;
class Resource;

/// Something that happens once at an instant: a callback object for the hot spots of the kernel and
/// for control loops. Its destructor takes it out of the queue.
class Event {
 public:
  explicit Event(Simulation& simulation) : simulation_(simulation) {}

  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  virtual ~Event();

  [[nodiscard]] bool pending() const { return pending_; }

  /// Precondition: not pending, `at` not in the past.
  void schedule(TimePoint at);
  /// As `schedule`, for what schedules itself anew whenever it happens, as an arrival stream: it
  /// does not sift through the heap. Cheaper for the first 16 such events of a run.
  void schedule_standing(TimePoint at);
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
  friend class Station;
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The record under which it comes; it is pending from now on.
  EventRecord come(TimePoint at);

  Simulation& simulation_;
  std::uint32_t slot_ = none;  ///< kept from one time to the next, until it is cancelled
  bool pending_ = false;
};

/// A time-out: armed often, expiring seldom. To arm and to disarm is O(1), see TimerWheel.
class Timer : private WheelEntry {
 public:
  virtual ~Timer() { disarm(); }

  [[nodiscard]] bool armed() const { return linked(); }

  /// Precondition: not armed, `after` not negative. `forever` never expires.
  void arm(Simulation& simulation, Duration after);

  void disarm() { unlink(); }

 protected:
  void expire() override = 0;
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
  /// Handles events until none is left. Throws as run_until, and RunError when somebody still waits
  /// for a unit of a resource: nothing will ever happen that could free one.
  void run_to_exhaustion();

  /// Makes run_until return after the event in hand.
  void stop() { stopping_ = true; }

  /// Counts a step that takes no time and no event, so that a loop of them is seen as one that
  /// stands still. Awaiters that do not suspend call it.
  void count_step() {
    if (++steps_at_now_ > runaway_steps) [[unlikely]]
      refuse_standstill();
  }

  /// Every resource of the run, in the order in which they were made.
  [[nodiscard]] IntrusiveList<Resource>& resources() { return resources_; }

  /// The frames that will stop waiting for a call some day, because a time-out of theirs is armed.
  void frames_that_give_up(std::vector<std::coroutine_handle<>>& frames) {
    wheel_.frames_that_give_up(frames);
  }

  /// Lets a suspended coroutine go on before the clock moves, after those already waiting to.
  void make_ready(ReadyHook& hook) { ready_.push_back(hook); }

  /// Resumes `handle` at `at`; the slot identifies it for `cancel`. Used by awaiters.
  std::uint32_t schedule(TimePoint at, std::coroutine_handle<> handle) {
    const EventRecord record = record_of(at, handle);
    queue_.push(record);
    return record.slot();
  }

  /// Lets `entry` expire after a span, `forever` never. Preconditions: not armed, not negative.
  void arm(WheelEntry& entry, Duration after) {
    TIERSIM_ASSERT(!entry.linked() && after >= Duration::zero());
    if (after == forever) return;
    wheel_.insert(entry, ticks(now_), ticks(this->after(after)), next_order());
  }

  /// Precondition: the slot is pending.
  void cancel(std::uint32_t slot);

  /// `co_await simulation.delay(5ms)`
  class Delay;
  [[nodiscard]] Delay delay(Duration span);

 private:
  friend class Event;
  friend class Lane;
  friend class ConstantDelay;
  friend class Station;

  using Target = std::uintptr_t;

  [[nodiscard]] static Target target(std::coroutine_handle<> handle) {
    return reinterpret_cast<std::uintptr_t>(handle.address()) | coroutine_tag;
  }

  [[nodiscard]] static Target target(Event& event) {
    return reinterpret_cast<std::uintptr_t>(&event);
  }

  // What a slot wakes is told apart by the low bits of its address; a cancelled one is a lane
  // without an address, so that a single test sorts out all that is not simply to be woken.
  static constexpr std::uintptr_t coroutine_tag = 1;
  static constexpr std::uintptr_t lane_tag = 2;
  static constexpr std::uintptr_t address_mask = ~(coroutine_tag | lane_tag);
  static constexpr Target cancelled = lane_tag;
  static constexpr std::uint32_t no_slot = ~std::uint32_t{0};
  static constexpr std::uint64_t runaway_steps = 50'000'000;

  [[nodiscard]] static std::uint64_t ticks(TimePoint instant) {
    return static_cast<std::uint64_t>(instant.time_since_epoch().count());
  }

  void refuse_if_past(TimePoint at) const {
    if (at < now_) [[unlikely]]
      refuse_past(at);
  }

  /// Under which `handle` is resumed at `at`.
  [[nodiscard]] EventRecord record_of(TimePoint at, std::coroutine_handle<> handle) {
    refuse_if_past(at);
    const std::uint32_t slot = take_slot(target(handle));
    return {ticks(at), next_order() | slot};
  }

  [[nodiscard]] std::uint64_t next_order() {
    order_ += std::uint64_t{1} << EventRecord::slot_bits;
    if (order_ == 0) [[unlikely]]
      refuse_more();
    return order_;
  }

  std::uint32_t take_slot(Target target) {
    const std::uint32_t slot = free_slot_;
    if (slot == no_slot) [[unlikely]]
      return add_slot(target);
    free_slot_ = static_cast<std::uint32_t>(slots_[slot]);
    slots_[slot] = target;
    return slot;
  }

  void free_slot(std::uint32_t slot) {
    slots_[slot] = free_slot_;
    free_slot_ = slot;
  }

  std::uint32_t add_slot(Target target);
  [[noreturn]] void refuse_past(TimePoint at) const;
  [[noreturn]] void refuse_more() const;
  [[noreturn]] void refuse_standstill() const;
  void refuse_deadlock();
  void drain_ready();
  void run(std::uint64_t end);
  void move_clock(std::uint64_t time);
  TimePoint now_{};
  EventQueue queue_;
  std::vector<Target> slots_;  ///< Event*, or tagged; of a free slot the next free one
  std::uint32_t free_slot_ = no_slot;
  IntrusiveList<ReadyHook> ready_;
  std::uint64_t order_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t steps_at_now_ = 0;  ///< events and resumptions since the clock last moved
  std::size_t dead_ = 0;
  bool stopping_ = false;
  TimerWheel wheel_{*this};
  IntrusiveList<Resource> resources_;
};

inline EventRecord Event::come(TimePoint at) {
  TIERSIM_ASSERT(!pending());
  simulation_.refuse_if_past(at);
  if (slot_ == none) slot_ = simulation_.take_slot(Simulation::target(*this));
  pending_ = true;
  return {Simulation::ticks(at), simulation_.next_order() | slot_};
}

inline void Event::schedule(TimePoint at) {
  simulation_.queue_.push(come(at));
}

inline void Event::schedule_standing(TimePoint at) {
  simulation_.queue_.push_standing(come(at));
}

inline void Event::schedule_in(Duration delay) {
  schedule(simulation_.after(delay));
}

inline void Event::reschedule(TimePoint at) {
  cancel();
  schedule(at);
}

inline void Event::cancel() {
  if (!pending()) return;
  simulation_.cancel(slot_);
  slot_ = none;
  pending_ = false;
}

inline Event::~Event() {
  cancel();
  if (slot_ != none) simulation_.free_slot(slot_);
}

inline void Timer::arm(Simulation& simulation, Duration after) {
  simulation.arm(*this, after);
}

/// Waits a span of simulated time, none if it is negative. Destroying it while it waits takes its
/// event out of the queue.
class [[nodiscard]] Simulation::Delay {
 public:
  Delay(Simulation& simulation, Duration span)
      : simulation_(simulation), span_(span > Duration::zero() ? span : Duration::zero()) {}

  Delay(const Delay&) = delete;
  Delay& operator=(const Delay&) = delete;

  ~Delay() {
    if (slot_ != no_slot) simulation_.cancel(slot_);
  }

  // Even no delay at all goes through the queue, so that a loop of them is seen as one that stands
  // still.
  [[nodiscard]] bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> caller) {
    slot_ = simulation_.schedule(simulation_.after(span_), caller);
  }

  void await_resume() { slot_ = no_slot; }

 private:
  Simulation& simulation_;
  Duration span_;
  std::uint32_t slot_ = no_slot;
};

inline Simulation::Delay Simulation::delay(Duration span) {
  return Delay{*this, span};
}

}  // namespace tiersim
