#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

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

/// The pending-event set: a 4-ary heap of 16-byte records.
///
/// The record on top may be taken without closing the heap: `take()` leaves a hole, and the first
/// `push` of its handler falls into it (one sift instead of two). Amortised O(log n) a push and a
/// take; nothing is allocated once it has grown.
class EventQueue {
 public:
  [[nodiscard]] bool empty() const { return size() == 0; }

  [[nodiscard]] std::size_t size() const { return heap_.size() - (hole_ ? 1 : 0); }

  /// The earliest record. Precondition: not empty.
  [[nodiscard]] const EventRecord& top() {
    close_hole();
    return heap_.front();
  }

  /// Removes and returns the earliest record. Precondition: not empty.
  EventRecord take() {
    close_hole();
    hole_ = true;
    return heap_.front();
  }

  void push(EventRecord record) {
    if (hole_) {
      hole_ = false;
      sift_down(0, record);
    } else {
      heap_.push_back(record);
      sift_up(heap_.size() - 1, record);
    }
  }

  /// Drops every record for which `is_dead(record)` holds. O(n).
  template <class Predicate>
  void remove_if(Predicate is_dead) {
    close_hole();
    std::erase_if(heap_, is_dead);
    if (heap_.size() < 2) return;
    for (std::size_t at = (heap_.size() - 2) / arity + 1; at-- > 0;) sift_down(at, heap_[at]);
  }

 private:
  static constexpr std::size_t arity = 4;

  void close_hole() {
    if (!hole_) return;
    hole_ = false;
    const EventRecord last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(0, last);
  }

  void sift_up(std::size_t at, EventRecord record) {
    while (at > 0) {
      const std::size_t parent = (at - 1) / arity;
      if (!(record < heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = record;
  }

  /// Places `record` at `at` or below it.
  void sift_down(std::size_t at, EventRecord record) {
    const std::size_t n = heap_.size();
    EventRecord* const heap = heap_.data();
    for (;;) {
      const std::size_t first = arity * at + 1;
      if (first >= n) break;
      const std::size_t end = first + arity < n ? first + arity : n;
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        least = heap[child] < heap[least] ? child : least;
      }
      if (!(heap[least] < record)) break;
      heap[at] = heap[least];
      at = least;
    }
    heap[at] = record;
  }

  std::vector<EventRecord> heap_;
  bool hole_ = false;
};

}  // namespace tiersim
