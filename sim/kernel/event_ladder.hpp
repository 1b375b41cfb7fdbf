#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/kernel/event_heap.hpp"
#include "sim/kernel/event_record.hpp"

namespace tiersim {

/// The pending events when there are many: amortised O(1) a push and a take.
///
/// Time is cut into days of 2^n nanoseconds. The coming 1,024 days have a bucket each, into which
/// records are thrown unsorted; what is later waits in `far`. When a day breaks, its bucket is
/// spread over hours by counting, and an hour is sorted when it begins. What is pushed into the
/// present day goes to a small heap beside it. The length of a day follows the load. The order is
/// that of the records, so results do not depend on which structure held them.
///
/// Source of the idea: W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: an O(1) priority
/// queue structure for large-scale discrete event simulation", ACM TOMACS 15(3), 2005.
class EventLadder {
 public:
  EventLadder();
  ~EventLadder();
  EventLadder(const EventLadder&) = delete;
  EventLadder& operator=(const EventLadder&) = delete;

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Makes `top` hold. Call before `top` and `take`. Precondition: not empty.
  void settle() {
    if (run_begin_ == run_end_) begin_hour();
    late_.settle();
  }

  /// The earliest record. Precondition: settled.
  [[nodiscard]] const EventRecord& top() const {
    return late_is_first() ? late_.top() : run_end_[-1];
  }

  /// Removes the earliest record if `taken`. Precondition: settled.
  void take(bool taken) {
    if (!taken) return;
    --size_;
    if (late_is_first()) {
      late_.take();
    } else {
      --run_end_;
    }
  }

  void push(EventRecord record) {
    ++size_;
    const std::uint64_t day = day_of(record.time);
    if (day <= today_) [[unlikely]] {
      late_.push(record);
    } else if (day - today_ < days) [[likely]] {
      throw_into(day % days, record);
    } else {
      put_far(day, record);
    }
  }

  /// Starts anew with these.
  void assign(std::span<const EventRecord> records);
  /// Appends all records to `records` in no particular order, and is empty.
  void drain(std::vector<EventRecord>& records);

 private:
  static constexpr std::uint64_t days = 1024;
  static constexpr unsigned hour_bits_max = 12;

  struct Chunk {
    static constexpr std::size_t capacity = 31;
    Chunk* next;
    std::size_t size;
    EventRecord records[capacity];
  };

  /// Days count from 1, so that `today_` may be before the first.
  [[nodiscard]] std::uint64_t day_of(std::uint64_t time) const { return (time >> day_bits_) + 1; }

  [[nodiscard]] bool late_is_first() const {
    return run_begin_ == run_end_ || late_.top() < run_end_[-1];
  }

  void throw_into(std::size_t bucket, EventRecord record) {
    Chunk* chunk = buckets_[bucket];
    if (chunk == nullptr || chunk->size == Chunk::capacity) [[unlikely]]
      chunk = add_chunk(bucket);
    chunk->records[chunk->size++] = record;
    ++in_buckets_;
  }

  Chunk* add_chunk(std::size_t bucket);
  void free_chunks(std::size_t bucket);
  void put_far(std::uint64_t day, EventRecord record);
  void begin_hour();
  bool begin_day();
  [[nodiscard]] std::uint64_t next_day() const;
  void spread_over_hours(std::size_t bucket);
  void bring_far_closer();
  void follow_load();
  void choose_day(std::span<EventRecord> records);

  [[nodiscard]] std::size_t hour_of(const EventRecord& record) const {
    return static_cast<std::size_t>((record.time >> (day_bits_ - hour_bits_)) &
                                    ((std::uint64_t{1} << hour_bits_) - 1));
  }

  std::size_t size_ = 0;
  unsigned day_bits_ = 0;
  unsigned hour_bits_ = 0;
  std::uint64_t today_ = 0;

  std::array<Chunk*, days> buckets_{};
  std::array<std::uint64_t, days / 64> occupied_{};  ///< a bit for each bucket
  std::size_t in_buckets_ = 0;
  std::vector<EventRecord> far_;
  std::uint64_t far_first_ = ~std::uint64_t{0};  ///< earliest day in `far_`

  EventHeap late_;
  std::vector<EventRecord> today_records_;  ///< by hours
  std::vector<std::uint32_t> hours_;        ///< where each begins in `today_records_`, and the end
  std::size_t hour_ = 0;                    ///< the next to be sorted
  EventRecord* run_begin_ = nullptr;        ///< the present hour, latest first
  EventRecord* run_end_ = nullptr;

  std::size_t days_loaded_ = 0;  ///< since the length of a day was last judged
  std::size_t records_loaded_ = 0;
  std::size_t records_a_day_ = 8;  ///< aimed at

  Chunk* free_ = nullptr;
  std::vector<std::unique_ptr<Chunk[]>> slabs_;
  std::vector<EventRecord> scratch_;
};

}  // namespace tiersim
