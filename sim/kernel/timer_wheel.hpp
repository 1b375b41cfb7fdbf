#pragma once
#include <array>
#include <bit>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/intrusive_list.hpp"
#include "sim/kernel/lane.hpp"

namespace tiersim {

/// Something in the timer wheel: its place and when it is due. Whoever owns it takes it out before
/// it goes.
class WheelEntry : public ListHook {
 protected:
  WheelEntry() = default;
  ~WheelEntry() = default;

 private:
  friend class TimerWheel;
  virtual void expire() = 0;

  /// The frame that stops waiting for a call when this expires; null: none.
  [[nodiscard]] virtual std::coroutine_handle<> gives_up() const { return {}; }

  std::uint64_t time_;  // both are set when it is filed
  std::uint64_t order_;
};

/// The armed timers of a run, most of which will be disarmed: a hierarchy of wheels of 64 slots
/// each, a slot of one wheel being a whole turn of the next finer one. O(1) to arm and to disarm,
/// whatever the span.
///
/// Only the wheel itself stands in the event queue, under the beginning of its next slot. Then the
/// timers of that slot that are still armed move to finer wheels, and from the finest, sorted, into
/// the list of what is due. So timers expire in the exact order of (time, armed), among each other
/// and among events.
///
/// Source of the idea: G. Varghese, T. Lauck, "Hashed and hierarchical timing wheels", SOSP 1987.
class TimerWheel final : private Lane {
 public:
  explicit TimerWheel(Simulation& simulation) : Lane(simulation) {}

  /// Takes in what is due at `time`. Preconditions: not listed, `now` <= `time`.
  void insert(WheelEntry& entry, std::uint64_t now, std::uint64_t time, std::uint64_t order) {
    entry.time_ = time;
    entry.order_ = order;
    tick_ = now >> tick_bits;  // no slot has begun since, or the wheel had been woken
    if (is_due(entry)) [[unlikely]]
      return insert_due(entry);
    const std::uint64_t wake = file(entry);
    if (wake < wake_time_) [[unlikely]]
      wake_at(wake, entry);
  }

  /// The frames that will stop waiting for a call some day, in no particular order.
  void frames_that_give_up(std::vector<std::coroutine_handle<>>& frames);

 private:
  friend class Simulation;
  static constexpr unsigned tick_bits = 17;  ///< the finest slot: 131 µs
  static constexpr unsigned slot_bits = 6;
  static constexpr std::size_t slots = std::size_t{1} << slot_bits;
  static constexpr std::size_t wheels = (64 - tick_bits + slot_bits - 1) / slot_bits;
  static constexpr std::uint64_t asleep = ~std::uint64_t{0};

  struct Wheel {
    std::uint64_t occupied = 0;  ///< a bit for each slot; it may have emptied since
    std::array<IntrusiveList<WheelEntry>, slots> slot;
  };

  struct Slot {
    Wheel* wheel = nullptr;
    unsigned index = 0;
    std::uint64_t begin = asleep;
  };

  [[nodiscard]] bool is_due(const WheelEntry& entry) const {
    return entry.time_ >> tick_bits <= tick_;
  }

  /// Puts the entry into the slot where it belongs; returns the beginning of that slot.
  /// Precondition: not due in this tick.
  std::uint64_t file(WheelEntry& entry) {
    const std::uint64_t tick = entry.time_ >> tick_bits;
    const unsigned wheel = (static_cast<unsigned>(std::bit_width(tick ^ tick_)) - 1) / slot_bits;
    const unsigned shift = wheel * slot_bits;
    const std::size_t slot = (tick >> shift) % slots;
    wheels_[wheel].occupied |= std::uint64_t{1} << slot;
    wheels_[wheel].slot[slot].push_back(entry);
    return (tick >> shift) << (shift + tick_bits);
  }

  void insert_due(WheelEntry& entry);
  void wake_at(std::uint64_t time, const WheelEntry& entry);
  /// The occupied slot that begins next; at `asleep` if there is none.
  [[nodiscard]] Slot next_slot();
  void open(Slot slot);
  bool comes_up(EventRecord record) override;

  void fire() override { expiring_->expire(); }

  std::uint64_t tick_ = 0;            ///< of the present, or of the last thing that was filed
  std::uint64_t wake_time_ = asleep;  ///< the wheel's key in the event queue
  WheelEntry* expiring_ = nullptr;
  IntrusiveList<WheelEntry> due_;  ///< in this tick, earliest first
  std::array<Wheel, wheels> wheels_;
  std::vector<WheelEntry*> opened_;
};

}  // namespace tiersim
