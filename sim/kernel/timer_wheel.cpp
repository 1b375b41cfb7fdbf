#include "sim/kernel/timer_wheel.hpp"

#include <algorithm>

namespace tiersim {

void TimerWheel::insert_due(WheelEntry& entry) {
  due_.insert_behind(entry,
                     [&entry](const WheelEntry& other) { return other.time_ <= entry.time_; });
  if (entry.time_ < wake_time_) wake_at(entry.time_, entry);
}

void TimerWheel::wake_at(std::uint64_t time, const WheelEntry& entry) {
  wake_time_ = time;
  move_to(time, is_due(entry) ? entry.order_ : 0);
}

TimerWheel::Slot TimerWheel::next_slot() {
  for (unsigned wheel = 0; wheel < wheels; ++wheel) {
    const std::uint64_t occupied = wheels_[wheel].occupied;
    if (occupied == 0) continue;
    // A finer wheel is always ahead of a coarser one, and none reaches beyond its present turn.
    const unsigned shift = wheel * slot_bits;
    const std::uint64_t turns = tick_ >> (shift + slot_bits) << slot_bits;
    const auto slot = static_cast<unsigned>(std::countr_zero(occupied));
    return {&wheels_[wheel], slot, (turns | slot) << (shift + tick_bits)};
  }
  return {};
}

/// Moves the entries of a slot that begins now to finer wheels, those of this tick to `due_`.
/// Precondition: nothing is due.
void TimerWheel::open(Slot slot) {
  slot.wheel->occupied &= ~(std::uint64_t{1} << slot.index);
  IntrusiveList<WheelEntry>& entries = slot.wheel->slot[slot.index];
  opened_.clear();
  while (!entries.empty()) {
    WheelEntry& entry = entries.pop_front();
    if (is_due(entry)) {
      opened_.push_back(&entry);
    } else {
      file(entry);
    }
  }
  std::sort(opened_.begin(), opened_.end(), [](const WheelEntry* a, const WheelEntry* b) {
    return a->time_ != b->time_ ? a->time_ < b->time_ : a->order_ < b->order_;
  });
  for (WheelEntry* entry : opened_) due_.push_back(*entry);
}

void TimerWheel::frames_that_give_up(std::vector<std::coroutine_handle<>>& frames) {
  const auto add = [&frames](WheelEntry& entry) {
    if (const std::coroutine_handle<> frame = entry.gives_up()) frames.push_back(frame);
  };
  due_.for_each(add);
  for (Wheel& wheel : wheels_) {
    for (IntrusiveList<WheelEntry>& slot : wheel.slot) slot.for_each(add);
  }
}

bool TimerWheel::comes_up(EventRecord record) {
  expiring_ = nullptr;
  tick_ = record.time >> tick_bits;
  if (due_.empty()) {  // the beginning of a slot, or one that was due has been disarmed
    const Slot slot = next_slot();
    if (slot.begin <= record.time) open(slot);
  } else if (due_.front().time_ == record.time &&
             due_.front().order_ == record.order - record.slot()) {
    expiring_ = &due_.pop_front();
  }
  const bool is_due = !due_.empty();
  wake_time_ = is_due ? due_.front().time_ : next_slot().begin;
  if (wake_time_ != asleep) move_to(wake_time_, is_due ? due_.front().order_ : 0);
  return expiring_ != nullptr;
}

}  // namespace tiersim
