#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "sim/kernel/event_heap.hpp"
#include "sim/kernel/event_ladder.hpp"
#include "sim/kernel/event_record.hpp"

namespace tiersim {

/// Records that nearly always stand in the queue, one for each arrival stream and each lane of
/// equal delays: a short sorted row, so that they need not sift through the heap.
class StandingRow {
 public:
  StandingRow() { row_[0] = never; }

  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] bool full() const { return size_ >= capacity; }

  /// The earliest record, `never` if there is none.
  [[nodiscard]] const EventRecord& top() const { return row_[size_]; }

  /// Removes the earliest record if `taken`, without a branch. Precondition: there is one if taken.
  void take(bool taken) { size_ -= taken ? 1 : 0; }

  /// Precondition: there is room; one place more than `full` tells is kept for `move`.
  void push(EventRecord record) {
    std::size_t at = ++size_;
    for (; row_[at - 1] < record; --at) row_[at] = row_[at - 1];
    row_[at] = record;
  }

  /// Puts `record` in the place of the one of the same slot, if there is one.
  void move(EventRecord record) {
    remove_if([slot = record.slot()](const EventRecord& other) { return other.slot() == slot; });
    push(record);
  }

  template <class Predicate>
  void remove_if(Predicate is_dead) {
    std::size_t kept = 0;
    for (std::size_t at = 1; at <= size_; ++at) {
      if (!is_dead(row_[at])) row_[++kept] = row_[at];
    }
    size_ = kept;
  }

 private:
  static constexpr std::size_t capacity = 16;
  std::array<EventRecord, capacity + 2> row_;  ///< latest first, behind a sentinel
  std::size_t size_ = 0;
};

/// The pending-event set: a row for what always stands in it, a 4-ary heap for the rest, and a
/// ladder in the place of the heap when there are many. All three keep the same total order, so
/// what comes out does not depend on who held it. Nothing is allocated once it has grown.
class EventQueue {
 public:
  [[nodiscard]] bool empty() const { return size() == 0; }

  [[nodiscard]] std::size_t size() const {
    return row_.size() + (ladder_on_ ? ladder_->size() : heap_.size());
  }

  /// The earliest record, `never` if there is none.
  [[nodiscard]] EventRecord top() {
    if (ladder_on_) {
      ladder_->settle();
    } else {
      heap_.settle();
    }
    const EventRecord other = ladder_on_ ? ladder_->top() : heap_.top();
    return row_.top() < other ? row_.top() : other;
  }

  /// Removes the earliest record and puts it into `first`, if it is due by `end`. Precondition:
  /// `end` is before `never`.
  bool take_until(std::uint64_t end, EventRecord& first) {
    if (ladder_on_) [[unlikely]]
      return take_from_ladder(end, first);
    heap_.settle();
    if (row_.top() < heap_.top()) {
      copy(row_.top(), first);
      if (first.time > end) return false;
      row_.take(true);
    } else {
      copy(heap_.top(), first);
      if (first.time > end) return false;
      heap_.take();
    }
    return true;
  }

  /// Precondition: not empty.
  EventRecord take() {
    EventRecord first;
    take_until(never.time - 1, first);
    return first;
  }

  void push(EventRecord record) {
    if (ladder_on_) {
      ladder_->push(record);
    } else {
      heap_.push(record);
      if (heap_.size() > heap_max) [[unlikely]]
        climb();
    }
  }

  /// For a record of which there is always one, as of an arrival stream. Keep them few.
  void push_standing(EventRecord record) {
    if (row_.full()) [[unlikely]] {
      push_in_no_row(record);
    } else {
      row_.push(record);
    }
  }

  /// As `push_standing`, instead of the record of the same slot. For one slot only: it has a place
  /// of its own in the row.
  void move_standing(EventRecord record) { row_.move(record); }

  /// Drops every record for which `is_dead(record)` holds. O(n).
  template <class Predicate>
  void remove_if(Predicate is_dead) {
    row_.remove_if(is_dead);
    if (ladder_on_) descend();
    heap_.remove_if(is_dead);
    if (heap_.size() > heap_max) climb();
  }

 private:
  static constexpr std::size_t heap_max = 384;   ///< beyond, the ladder is faster
  static constexpr std::size_t ladder_min = 96;  ///< below, the heap is

  /// Word by word: a record that was just written cannot be read in one piece without a stall.
  static void copy(const EventRecord& from, EventRecord& to) {
    to.time = from.time;
    to.order = from.order;
  }

  bool take_from_ladder(std::uint64_t end, EventRecord& first) {
    ladder_->settle();
    const bool from_row = row_.top() < ladder_->top();
    first = from_row ? row_.top() : ladder_->top();
    if (first.time > end) return false;
    row_.take(from_row);
    ladder_->take(!from_row);
    if (ladder_->size() < ladder_min) [[unlikely]]
      descend();
    return true;
  }

  /// Apart, so that those who keep the row up need few registers.
  void push_in_no_row(EventRecord record);
  void climb();
  void descend();

  StandingRow row_;
  EventHeap heap_;
  bool ladder_on_ = false;
  std::unique_ptr<EventLadder> ladder_;
  std::vector<EventRecord> moving_;
};

}  // namespace tiersim
