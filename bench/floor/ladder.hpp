#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "bench/floor/heap.hpp"
#include "bench/floor/record.hpp"

namespace tiersim::bench::floor {

/// Lists of records in chunks of half a kibibyte; the chunks are used again.
class ChunkedLists {
 public:
  struct Chunk {
    Chunk* next;
    std::uint64_t size;
    std::array<Record, 31> records;
  };

  explicit ChunkedLists(std::size_t lists) : heads_(lists, nullptr) {}

  void append(std::size_t list, Record record) {
    Chunk* chunk = heads_[list];
    if (chunk == nullptr || chunk->size == chunk->records.size()) [[unlikely]]
      chunk = prepend(list);
    chunk->records[chunk->size++] = record;
  }

  [[nodiscard]] bool empty(std::size_t list) const { return heads_[list] == nullptr; }

  template <class Visitor>
  void for_each(std::size_t list, Visitor visit) const {
    for (const Chunk* chunk = heads_[list]; chunk != nullptr; chunk = chunk->next) {
      for (std::uint64_t i = 0; i < chunk->size; ++i) visit(chunk->records[i]);
    }
  }

  void clear(std::size_t list);

 private:
  Chunk* prepend(std::size_t list);

  std::vector<Chunk*> heads_;
  Chunk* free_ = nullptr;
  std::vector<AlignedArray<Chunk>> slabs_;
};

/// A ladder of two rungs: events far off lie unsorted in coarse buckets; the bucket that comes up
/// is split by counting into fine ones of a few records, and each of these is sorted when its turn
/// comes. What is pushed into the bucket in hand goes to a small heap.
/// After: W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: an O(1) priority queue structure
/// for large-scale discrete event simulation", ACM TOMACS 15(3), 2005.
class Ladder {
 public:
  /// `pending`: how many records there will be, more or less.
  explicit Ladder(std::size_t pending);

  void push(Record record) {
    const std::uint64_t day = day_of(record);
    if (day <= today_) {
      late_.push(record);
    } else if (day - today_ < coarse_buckets) [[likely]] {
      coarse_.append(day % coarse_buckets, record);
      ++in_coarse_;
    } else {
      far_.push_back(record);
    }
  }

  /// Precondition: not empty.
  Record pop() {
    if (run_size_ == 0) [[unlikely]]
      next_run();
    if (!late_.empty() && (run_size_ == 0 || late_.top() < run_[run_size_ - 1])) {
      return late_.pop();
    }
    return run_[--run_size_];
  }

 private:
  static constexpr std::size_t coarse_buckets = 1024;
  static constexpr std::size_t fine_buckets_max = 4096;
  static constexpr std::size_t records_per_fine_bucket = 3;

  [[nodiscard]] std::uint64_t day_of(Record record) const {
    return static_cast<std::uint64_t>(
        static_cast<std::int64_t>(record.seconds() * days_per_second_));
  }

  [[nodiscard]] std::size_t fine_bucket_of(Record record) const {
    const auto bucket =
        static_cast<std::int64_t>((record.seconds() - fine_begin_) * fine_buckets_per_second_);
    const auto last = static_cast<std::int64_t>(fine_buckets_) - 1;
    return static_cast<std::size_t>(bucket < 0 ? 0 : bucket > last ? last : bucket);
  }

  /// The next fine bucket that holds something, sorted; or nothing when the heap is first.
  void next_run();
  bool next_day();
  void split(std::size_t list, std::size_t records);
  void file_far();
  /// Chooses the length of a day anew and files everything again.
  void retune();

  double days_per_second_ = 1.0;
  std::uint64_t today_ = 0;
  std::size_t records_per_day_;
  ChunkedLists coarse_{coarse_buckets};
  std::size_t in_coarse_ = 0;
  std::vector<Record> far_;  // beyond the last coarse bucket
  std::uint64_t days_since_filing_ = 0;

  std::vector<Record> fine_;
  std::array<std::uint32_t, fine_buckets_max + 1> fine_end_{};
  std::size_t fine_buckets_ = 0;
  std::size_t fine_next_ = 0;
  double fine_begin_ = 0;
  double fine_buckets_per_second_ = 1.0;

  Record* run_ = nullptr;  // latest first: taken from its end
  std::size_t run_size_ = 0;
  Heap late_;
};

}  // namespace tiersim::bench::floor
