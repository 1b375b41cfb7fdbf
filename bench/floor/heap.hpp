#pragma once
#include <cstddef>

#include "bench/floor/record.hpp"

namespace tiersim::bench::floor {

/// A 4-ary heap whose groups of four children each fill a cache line.
class Heap {
 public:
  explicit Heap(std::size_t capacity)
      : memory_(aligned_array<Record>(capacity + 2 * arity)), at_(memory_.get() + arity - 1) {}

  [[nodiscard]] bool empty() const { return size_ == 0; }

  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] const Record& top() const { return at_[0]; }

  /// Precondition: there is room.
  void push(Record record) {
    std::size_t hole = size_++;
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / arity;
      if (!(record < at_[parent])) break;
      at_[hole] = at_[parent];
      hole = parent;
    }
    at_[hole] = record;
  }

  Record pop() {
    const Record first = at_[0];
    const Record last = at_[--size_];
    if (size_ > 0) replace_top(last);
    return first;
  }

  /// Takes the top out and puts another in: one way down instead of two.
  void replace_top(Record record) {
    std::size_t hole = 0;
    std::size_t child = 1;
    while (child + arity <= size_) {
      const std::size_t least = least_of_four(child);
      if (!(at_[least] < record)) {
        at_[hole] = record;
        return;
      }
      at_[hole] = at_[least];
      hole = least;
      child = arity * hole + 1;
    }
    settle_among_last(hole, child, record);
  }

  /// Forgets everything; hands each record to `visit` first.
  template <class Visitor>
  void drain(Visitor visit) {
    for (std::size_t i = 0; i < size_; ++i) visit(at_[i]);
    size_ = 0;
  }

 private:
  static constexpr std::size_t arity = 4;

  [[nodiscard]] std::size_t least_of_four(std::size_t first) const {
    const std::size_t left = first + (at_[first + 1] < at_[first] ? 1 : 0);
    const std::size_t right = first + 2 + (at_[first + 3] < at_[first + 2] ? 1 : 0);
    return at_[right] < at_[left] ? right : left;
  }

  /// The last group of children may hold fewer than four.
  void settle_among_last(std::size_t hole, std::size_t child, Record record) {
    if (child < size_) {
      std::size_t least = child;
      for (std::size_t i = child + 1; i < size_; ++i) least = at_[i] < at_[least] ? i : least;
      if (at_[least] < record) {
        at_[hole] = at_[least];
        hole = least;
      }
    }
    at_[hole] = record;
  }

  AlignedArray<Record> memory_;
  Record* at_;  // children of i are 4i + 1 ... 4i + 4
  std::size_t size_ = 0;
};

}  // namespace tiersim::bench::floor
