#include "sim/kernel/simulation.hpp"

#include <algorithm>
#include <string>

#include "sim/kernel/deadlock.hpp"
#include "sim/kernel/resource.hpp"

namespace tiersim {

Lane::Lane(Simulation& simulation)
    : simulation_(simulation),
      slot_(simulation.take_slot(reinterpret_cast<std::uintptr_t>(this) | Simulation::lane_tag)) {}

Lane::~Lane() {
  simulation_.queue_.remove_if(
      [this](const EventRecord& record) { return record.slot() == slot_; });
  simulation_.free_slot(slot_);
}

void Lane::stand_at(std::uint64_t time, std::uint64_t order) {
  simulation_.queue_.push_standing({time, order | slot_});
}

void Lane::move_to(std::uint64_t time, std::uint64_t order) {
  simulation_.queue_.move_standing({time, order | slot_});
}

Simulation::Simulation() = default;

Simulation::~Simulation() = default;

std::uint32_t Simulation::add_slot(Target target) {
  if (slots_.size() > EventRecord::slot_max) {
    throw RunError("more than " + std::to_string(EventRecord::slot_max) +
                   " events are pending at " + std::to_string(to_seconds(now_)) +
                   " s; the load grows without bound");
  }
  slots_.push_back(target);
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

void Simulation::refuse_past(TimePoint at) const {
  throw RunError("an event was scheduled in the past: at " + std::to_string(to_seconds(at)) +
                 " s, now " + std::to_string(to_seconds(now_)) + " s");
}

void Simulation::refuse_more() const {
  throw RunError("more than 2^40 events were scheduled by " + std::to_string(to_seconds(now_)) +
                 " s; split the run into replications");
}

void Simulation::refuse_standstill() const {
  throw RunError("time stands still at " + std::to_string(to_seconds(now_)) +
                 " s: " + std::to_string(runaway_steps) +
                 " steps without any delay; a loop of calls has no duration");
}

void Simulation::refuse_deadlock() {
  const std::optional<Deadlock> deadlock = find_waiting(*this);
  if (deadlock) throw RunError("no event is left, but " + to_text(*deadlock));
}

void Simulation::cancel(std::uint32_t slot) {
  slots_[slot] = cancelled;
  if (++dead_ < 64 || dead_ * 2 < queue_.size()) return;
  queue_.remove_if([this](const EventRecord& record) {
    if (slots_[record.slot()] != cancelled) return false;
    free_slot(record.slot());
    return true;
  });
  dead_ = 0;
}

inline void Simulation::drain_ready() {
  while (!ready_.empty()) {
    count_step();
    ready_.pop_front().handle.resume();
  }
}

inline void Simulation::move_clock(std::uint64_t time) {
  if (time != ticks(now_)) {
    now_ = TimePoint{Duration{static_cast<std::int64_t>(time)}};
    steps_at_now_ = 0;
  } else {
    count_step();
  }
  ++events_;
}

void Simulation::run(std::uint64_t end) {
  stopping_ = false;
  end = std::min(end, ticks(TimePoint::max()) - 1);
  drain_ready();
  EventRecord record;
  while (!stopping_ && queue_.take_until(end, record)) {
    const std::uint32_t slot = record.slot();
    const Target target = slots_[slot];
    const auto address = reinterpret_cast<void*>(target & address_mask);
    if ((target & coroutine_tag) != 0) {
      free_slot(slot);
      move_clock(record.time);
      std::coroutine_handle<>::from_address(address).resume();
    } else if ((target & lane_tag) == 0) {
      move_clock(record.time);
      Event& event = *static_cast<Event*>(address);
      event.pending_ = false;
      event.fire();
    } else if (target != cancelled) {
      Lane& lane = *static_cast<Lane*>(address);
      if (!lane.comes_up(record)) continue;
      move_clock(record.time);
      lane.fire();
    } else {
      free_slot(slot);
      --dead_;
      continue;
    }
    if (!ready_.empty()) drain_ready();
  }
}

void Simulation::run_until(TimePoint end) {
  run(ticks(end));
  if (!stopping_ && end > now_) now_ = end;
}

void Simulation::run_to_exhaustion() {
  run(~std::uint64_t{0});
  if (!stopping_) refuse_deadlock();
}

}  // namespace tiersim
