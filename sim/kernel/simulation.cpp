#include "sim/kernel/simulation.hpp"

#include <algorithm>

namespace tiersim {

namespace {

constexpr std::uint64_t runaway_resumptions = 50'000'000;

std::uint64_t ticks(TimePoint instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count());
}

TimePoint instant(std::uint64_t ticks) {
  return TimePoint{Duration{static_cast<std::int64_t>(ticks)}};
}

}  // namespace

/// The timers of one duration, first armed first. Stands in the event queue under the key of a
/// timer that was its head; when that one has been disarmed meanwhile, the lane moves on to its
/// present head, and time does not move with it.
class TimerLane final : public Event {
 public:
  using Event::Event;

  [[nodiscard]] bool idle() { return timers_.empty() && !pending(); }

  void append(Timer& timer) {
    timers_.push_back(timer);
    if (!pending()) follow_head();
  }

  /// The lane has come up in the queue: is it for its present head? If not, it goes back under the
  /// key of that head, for even at one instant others may come between the two.
  [[nodiscard]] bool is_due(const EventRecord& record) {
    if (!timers_.empty() && timers_.front().order_ == record.order - record.slot()) return true;
    slot_ = none;
    if (!timers_.empty()) follow_head();
    return false;
  }

 protected:
  void fire() override {
    Timer& head = timers_.front();
    head.disarm();
    if (!timers_.empty()) follow_head();
    head.expire();
  }

 private:
  void follow_head() {
    simulation().insert_lane(*this, timers_.front().time_, timers_.front().order_);
  }

  IntrusiveList<Timer> timers_;
};

void Event::schedule(TimePoint at) {
  TIERSIM_ASSERT(!pending());
  slot_ = simulation_.insert(at, reinterpret_cast<std::uintptr_t>(this));
}

void Event::schedule_in(Duration delay) {
  schedule(simulation_.after(delay));
}

void Event::reschedule(TimePoint at) {
  cancel();
  schedule(at);
}

void Event::cancel() {
  if (!pending()) return;
  simulation_.cancel(slot_);
  slot_ = none;
}

void Timer::arm(Simulation& simulation, Duration after) {
  TIERSIM_ASSERT(!armed() && after >= Duration::zero());
  if (after == forever) return;
  time_ = ticks(simulation.after(after));
  order_ = simulation.next_order();
  simulation.lane(after).append(*this);
}

Simulation::Simulation() = default;

Simulation::~Simulation() = default;

TimerLane& Simulation::lane(Duration after) {
  if (last_lane_ != nullptr && last_lane_duration_ == after) return *last_lane_;
  if (lanes_.size() >= lanes_before_sweep_) {
    // Durations that are never used again (a time-out shortened by what a request has already
    // waited) leave empty lanes behind.
    std::erase_if(lanes_, [](const auto& entry) { return entry.second->idle(); });
    lanes_before_sweep_ = 2 * lanes_.size() + 256;
  }
  auto& found = lanes_[after.count()];
  if (!found) found = std::make_unique<TimerLane>(*this);
  last_lane_ = found.get();
  last_lane_duration_ = after;
  return *found;
}

std::uint32_t Simulation::take_slot(std::uintptr_t target) {
  if (free_slots_.empty()) {
    if (slots_.size() > EventRecord::slot_max) {
      throw RunError("more than " + std::to_string(EventRecord::slot_max) +
                     " events are pending at " + std::to_string(to_seconds(now_)) +
                     " s; the load grows without bound");
    }
    slots_.push_back(target);
    return static_cast<std::uint32_t>(slots_.size() - 1);
  }
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  slots_[slot] = target;
  return slot;
}

std::uint32_t Simulation::insert(TimePoint at, std::uintptr_t target) {
  if (at < now_)
    throw RunError("an event was scheduled in the past: at " + std::to_string(to_seconds(at)) +
                   " s, now " + std::to_string(to_seconds(now_)) + " s");
  const std::uint32_t slot = take_slot(target);
  queue_.push({ticks(at), next_order() | slot});
  return slot;
}

void Simulation::insert_lane(TimerLane& lane, std::uint64_t time, std::uint64_t order) {
  lane.slot_ = take_slot(reinterpret_cast<std::uintptr_t>(&lane) | lane_tag);
  queue_.push({time, order | lane.slot_});
}

void Simulation::cancel(std::uint32_t slot) {
  slots_[slot] = 0;
  if (++dead_ < 64 || dead_ * 2 < queue_.size()) return;
  queue_.remove_if([this](const EventRecord& record) {
    if (slots_[record.slot()] != 0) return false;
    free_slots_.push_back(record.slot());
    return true;
  });
  dead_ = 0;
}

void Simulation::drain_ready() {
  while (!ready_.empty()) {
    if (++resumed_at_now_ > runaway_resumptions) {
      throw RunError("time stands still at " + std::to_string(to_seconds(now_)) +
                     " s: " + std::to_string(runaway_resumptions) +
                     " steps without any delay; a loop of calls has no duration");
    }
    ready_.pop_front().handle.resume();
  }
}

void Simulation::dispatch(std::uintptr_t target) {
  if ((target & coroutine_tag) != 0) {
    std::coroutine_handle<>::from_address(reinterpret_cast<void*>(target & address_mask)).resume();
    return;
  }
  const auto address = reinterpret_cast<void*>(target & address_mask);
  Event& event =
      (target & lane_tag) != 0 ? *static_cast<TimerLane*>(address) : *static_cast<Event*>(address);
  event.slot_ = Event::none;
  event.fire();
}

void Simulation::run(std::uint64_t end) {
  stopping_ = false;
  end = std::min(end, ticks(TimePoint::max()) - 1);
  drain_ready();
  while (!stopping_ && !queue_.empty() && queue_.top().time <= end) {
    const EventRecord record = queue_.take();
    const std::uint32_t slot = record.slot();
    const std::uintptr_t target = slots_[slot];
    free_slots_.push_back(slot);
    if (target == 0) {
      --dead_;
      continue;
    }
    if ((target & lane_tag) != 0 &&
        !reinterpret_cast<TimerLane*>(target & address_mask)->is_due(record))
      continue;
    if (record.time != ticks(now_)) {
      now_ = instant(record.time);
      resumed_at_now_ = 0;
    } else if (++resumed_at_now_ > runaway_resumptions) {
      throw RunError("time stands still at " + std::to_string(to_seconds(now_)) +
                     " s: too many events at one instant");
    }
    ++events_;
    dispatch(target);
    drain_ready();
  }
}

void Simulation::run_until(TimePoint end) {
  run(ticks(end));
  if (!stopping_ && end > now_) now_ = end;
}

void Simulation::run_to_exhaustion() {
  run(~std::uint64_t{0});
}

}  // namespace tiersim
