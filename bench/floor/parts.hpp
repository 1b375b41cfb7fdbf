#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/floor/record.hpp"

namespace tiersim::bench::floor {

/// A waiting line: a ring that doubles when it is full.
template <class T>
class Ring {
 public:
  [[nodiscard]] bool empty() const { return first_ == end_; }

  [[nodiscard]] const T& front() const { return items_[first_ & mask_]; }

  void push(T item) {
    if (end_ - first_ > mask_) [[unlikely]]
      grow();
    items_[end_++ & mask_] = item;
  }

  T pop() { return items_[first_++ & mask_]; }

 private:
  [[gnu::noinline]] void grow() {
    const std::uint32_t count = end_ - first_;
    auto larger = aligned_array<T>(2 * (std::size_t{mask_} + 1));
    for (std::uint32_t i = 0; i < count; ++i) larger[i] = items_[(first_ + i) & mask_];
    items_ = std::move(larger);
    mask_ = 2 * mask_ + 1;
    first_ = 0;
    end_ = count;
  }

  std::uint32_t mask_ = 1023;
  AlignedArray<T> items_ = aligned_array<T>(std::size_t{mask_} + 1);
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

/// Slots for what is under way, the last one freed taken first. Precondition: at most 65,536.
template <class T>
class Slots {
 public:
  Slots() { free_.reserve(capacity); }

  std::uint32_t take() {
    if (free_.empty()) return used_++;
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }

  void give_back(std::uint32_t slot) { free_.push_back(slot); }

  T& operator[](std::uint32_t slot) { return items_[slot]; }

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 16;
  AlignedArray<T> items_ = aligned_array<T>(capacity);
  std::uint32_t used_ = 0;
  std::vector<std::uint32_t> free_;
};

/// Counts in logarithmic bins, 64 to the octave, straight from the bits of the double; 2^-32 s to
/// 2^32 s.
class Histogram {
 public:
  void record(double seconds) {
    constexpr std::uint64_t lowest = std::uint64_t{1023 - 32} << 6;
    const std::uint64_t bin = (std::bit_cast<std::uint64_t>(seconds) >> 46) - lowest;
    ++counts_[bin < bins ? bin : bins - 1];
  }

 private:
  static constexpr std::size_t bins = std::size_t{64} * 64;
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(bins);
};

/// What every floor kernel keeps of the times in the system.
class Sojourns {
 public:
  void record(double seconds) {
    sum_ += seconds;
    ++count_;
    histogram_.record(seconds);
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }

  [[nodiscard]] double mean() const { return sum_ / static_cast<double>(count_); }

 private:
  double sum_ = 0;
  std::uint64_t count_ = 0;
  Histogram histogram_;
};

}  // namespace tiersim::bench::floor
