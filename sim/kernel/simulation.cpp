#include "sim/kernel/simulation.hpp"

#include <algorithm>
#include <string>

namespace tiersim {

namespace {

constexpr std::uint64_t runaway_resumptions = 50'000'000;

}  // namespace

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

std::uint32_t Simulation::add_slot(std::uintptr_t target) {
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
                 " s: " + std::to_string(runaway_resumptions) +
                 " steps without any delay; a loop of calls has no duration");
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

void Simulation::drain_ready() {
  while (!ready_.empty()) {
    if (++resumed_at_now_ > runaway_resumptions) refuse_standstill();
    ready_.pop_front().handle.resume();
  }
}

/// Whether something happens now under a record that is of a lane, or was taken back.
bool Simulation::sort_out(const EventRecord& record, std::uintptr_t target) {
  if (target != cancelled) return reinterpret_cast<Lane*>(target & address_mask)->comes_up(record);
  free_slot(record.slot());
  --dead_;
  return false;
}

void Simulation::run(std::uint64_t end) {
  stopping_ = false;
  end = std::min(end, ticks(TimePoint::max()) - 1);
  drain_ready();
  while (!stopping_) {
    const EventRecord record = queue_.take_until(end);
    if (record.time > end) break;
    const std::uint32_t slot = record.slot();
    const std::uintptr_t target = slots_[slot];
    const bool special = (target & lane_tag) != 0;
    if (special) {
      if (!sort_out(record, target)) continue;
    } else {
      free_slot(slot);
    }
    if (record.time != ticks(now_)) {
      now_ = TimePoint{Duration{static_cast<std::int64_t>(record.time)}};
      resumed_at_now_ = 0;
    } else if (++resumed_at_now_ > runaway_resumptions) {
      refuse_standstill();
    }
    ++events_;
    const auto address = reinterpret_cast<void*>(target & address_mask);
    if ((target & coroutine_tag) != 0) {
      std::coroutine_handle<>::from_address(address).resume();
    } else if (special) {
      static_cast<Lane*>(address)->fire();
    } else {
      Event& event = *static_cast<Event*>(address);
      event.slot_ = Event::none;
      event.fire();
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
}

}  // namespace tiersim
