#pragma once
#include <cstdint>

namespace tiersim {

/// One pending event: 16 bytes, ordered by (time, insertion number), so that equal times keep their
/// order. `order` holds the insertion number in its upper 40 bits and the slot of the thing to wake
/// in its lower 24.
struct EventRecord {
  std::uint64_t time = 0;
  std::uint64_t order = 0;

  static constexpr unsigned slot_bits = 24;
  static constexpr std::uint32_t slot_max = (1U << slot_bits) - 1;

  [[nodiscard]] std::uint32_t slot() const { return static_cast<std::uint32_t>(order) & slot_max; }

  /// Compared as one 128-bit number: branch-free, and a total order.
  friend bool operator<(const EventRecord& a, const EventRecord& b) {
    __extension__ using Wide = unsigned __int128;
    return ((static_cast<Wide>(a.time) << 64) | a.order) <
           ((static_cast<Wide>(b.time) << 64) | b.order);
  }
};

/// Later than every event.
inline constexpr EventRecord never{~std::uint64_t{0}, ~std::uint64_t{0}};

}  // namespace tiersim
