#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>

#include "sim/kernel/event_record.hpp"

namespace tiersim {

/// A 4-ary heap of event records, O(log n) a push and a take.
///
/// The four children of a record share a cache line, and places behind the last record hold
/// `never`, so the least child is found without a branch. To take the record on top leaves a hole,
/// into which the next push falls: one sift instead of two.
class EventHeap {
 public:
  EventHeap() { grow(); }

  [[nodiscard]] std::size_t size() const { return size_ - (hole_ ? 1 : 0); }

  [[nodiscard]] bool empty() const { return size() == 0; }

  /// Makes `top` hold. Call before `top` and `take` whenever something was taken.
  void settle() {
    if (hole_) close_hole();
  }

  /// The earliest record, `never` if there is none. Precondition: settled.
  [[nodiscard]] const EventRecord& top() const { return heap_[0]; }

  /// Removes the top. Precondition: settled, and not empty.
  void take() { hole_ = true; }

  void push(EventRecord record) {
    if (hole_) {
      hole_ = false;
      sift_down(0, record);
      return;
    }
    if (size_ == capacity_) grow();
    sift_up(size_++, record);
  }

  /// All records in no particular order.
  [[nodiscard]] std::span<const EventRecord> records() {
    settle();
    return {heap_, size_};
  }

  void assign(std::span<const EventRecord> records) {
    clear();
    while (capacity_ < records.size()) grow();
    std::copy(records.begin(), records.end(), heap_);
    size_ = records.size();
    heapify();
  }

  void clear() {
    std::fill(heap_, heap_ + size_, never);
    size_ = 0;
    hole_ = false;
  }

  /// Drops every record for which `is_dead(record)` holds. O(n).
  template <class Predicate>
  void remove_if(Predicate is_dead) {
    settle();
    EventRecord* const end = std::remove_if(heap_, heap_ + size_, is_dead);
    std::fill(end, heap_ + size_, never);
    size_ = static_cast<std::size_t>(end - heap_);
    heapify();
  }

 private:
  static constexpr std::size_t arity = 4;
  static constexpr std::size_t line_records = 64 / sizeof(EventRecord);

  struct alignas(64) Line {
    EventRecord records[line_records];
  };

  /// Children of i are 4 i + 1 … 4 i + 4: with the root as the last of its line each family has a
  /// line of its own.
  [[gnu::noinline]] void grow() {
    const std::size_t capacity = capacity_ == 0 ? 60 : 4 * capacity_;
    const std::size_t lines = (capacity + arity) / line_records + 2;
    auto larger = std::make_unique<Line[]>(lines);
    EventRecord* const first = &larger[0].records[line_records - 1];
    std::fill(first, first + capacity + arity, never);
    std::copy(heap_, heap_ + size_, first);
    lines_ = std::move(larger);
    heap_ = first;
    capacity_ = capacity;
  }

  /// Puts the last record into the hole.
  void close_hole() {
    hole_ = false;
    const EventRecord last = heap_[--size_];
    heap_[size_] = never;
    if (size_ > 0) sift_down(0, last);
  }

  void heapify() {
    if (size_ < 2) return;
    for (std::size_t at = (size_ - 2) / arity + 1; at-- > 0;) sift_down(at, heap_[at]);
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

  [[nodiscard]] std::size_t least_child(std::size_t at) const {
    const EventRecord* const heap = heap_;
    const std::size_t first = arity * at + 1;
    const std::size_t left = first + (heap[first + 1] < heap[first]);
    const std::size_t right = first + 2 + (heap[first + 3] < heap[first + 2]);
    return heap[right] < heap[left] ? right : left;
  }

  /// Places `record` at `at` or below it.
  void sift_down(std::size_t at, EventRecord record) {
    EventRecord* const heap = heap_;
    const std::size_t n = size_;
    for (;;) {
      if (arity * at + 1 >= n) break;
      const std::size_t least = least_child(at);
      if (!(heap[least] < record)) break;
      heap[at] = heap[least];
      at = least;
    }
    heap[at] = record;
  }

  std::unique_ptr<Line[]> lines_;
  EventRecord* heap_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool hole_ = false;
};

}  // namespace tiersim
