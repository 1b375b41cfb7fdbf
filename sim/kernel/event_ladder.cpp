#include "sim/kernel/event_ladder.hpp"

#include <algorithm>
#include <bit>

namespace tiersim {

namespace {

constexpr std::size_t slab_chunks = 64;
constexpr std::size_t insertion_sort_max = 32;
constexpr std::size_t records_an_hour = 3;
constexpr std::size_t days_between_judgements = 32;

/// Latest first.
void sort_descending(EventRecord* begin, EventRecord* end) {
  if (end - begin > static_cast<std::ptrdiff_t>(insertion_sort_max)) {
    std::sort(begin, end, [](const EventRecord& a, const EventRecord& b) { return b < a; });
    return;
  }
  for (EventRecord* at = begin + 1; at < end; ++at) {
    const EventRecord record = *at;
    EventRecord* hole = at;
    for (; hole != begin && hole[-1] < record; --hole) *hole = hole[-1];
    *hole = record;
  }
}

}  // namespace

EventLadder::EventLadder() : hours_(1, 0) {}

EventLadder::~EventLadder() = default;

EventLadder::Chunk* EventLadder::add_chunk(std::size_t bucket) {
  if (free_ == nullptr) {
    slabs_.push_back(std::make_unique_for_overwrite<Chunk[]>(slab_chunks));
    for (std::size_t i = slab_chunks; i-- > 0;) {
      slabs_.back()[i].next = free_;
      free_ = &slabs_.back()[i];
    }
  }
  Chunk* const chunk = free_;
  free_ = chunk->next;
  chunk->next = buckets_[bucket];
  chunk->size = 0;
  buckets_[bucket] = chunk;
  occupied_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
  return chunk;
}

void EventLadder::free_chunks(std::size_t bucket) {
  for (Chunk* chunk = buckets_[bucket]; chunk != nullptr;) {
    Chunk* const next = chunk->next;
    in_buckets_ -= chunk->size;
    chunk->next = free_;
    free_ = chunk;
    chunk = next;
  }
  buckets_[bucket] = nullptr;
  occupied_[bucket / 64] &= ~(std::uint64_t{1} << (bucket % 64));
}

void EventLadder::put_far(std::uint64_t day, EventRecord record) {
  far_.push_back(record);
  far_first_ = std::min(far_first_, day);
}

void EventLadder::begin_hour() {
  for (;;) {
    for (; hour_ + 1 < hours_.size(); ++hour_) {
      if (hours_[hour_] == hours_[hour_ + 1]) continue;
      run_begin_ = today_records_.data() + hours_[hour_];
      run_end_ = today_records_.data() + hours_[hour_ + 1];
      ++hour_;
      sort_descending(run_begin_, run_end_);
      return;
    }
    run_begin_ = run_end_ = nullptr;
    if (!late_.empty()) return;  // they are of this day, and before all others
    if (!begin_day()) return;
  }
}

/// The first day after today with something in its bucket. Precondition: there is one.
std::uint64_t EventLadder::next_day() const {
  const std::size_t first = static_cast<std::size_t>((today_ + 1) % days);
  std::size_t word = first / 64;
  std::uint64_t bits = occupied_[word] & (~std::uint64_t{0} << (first % 64));
  while (bits == 0) {
    word = (word + 1) % occupied_.size();
    bits = occupied_[word];
  }
  const std::size_t bucket = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
  return today_ + 1 + (bucket + days - first) % days;
}

/// Loads the next day that has something. False if nothing is left.
bool EventLadder::begin_day() {
  while (in_buckets_ > 0 || !far_.empty()) {
    if (in_buckets_ == 0) {
      scratch_.clear();
      drain(scratch_);
      choose_day(scratch_);
      continue;
    }
    const std::uint64_t day = next_day();
    if (day >= far_first_) {
      bring_far_closer();
      continue;
    }
    today_ = day;
    spread_over_hours(static_cast<std::size_t>(day % days));
    follow_load();
    return true;
  }
  return false;
}

void EventLadder::spread_over_hours(std::size_t bucket) {
  std::size_t count = 0;
  for (const Chunk* chunk = buckets_[bucket]; chunk != nullptr; chunk = chunk->next)
    count += chunk->size;
  hour_bits_ = std::min(
      {static_cast<unsigned>(std::bit_width(count / records_an_hour)), hour_bits_max, day_bits_});
  const std::size_t hours = std::size_t{1} << hour_bits_;
  hours_.assign(hours + 1, 0);
  if (today_records_.size() < count)
    today_records_.resize(std::max(count, 2 * today_records_.size()));
  const auto for_each = [&](auto visit) {
    for (const Chunk* chunk = buckets_[bucket]; chunk != nullptr; chunk = chunk->next)
      for (std::size_t i = 0; i < chunk->size; ++i) visit(chunk->records[i]);
  };
  for_each([this](const EventRecord& record) { ++hours_[hour_of(record)]; });
  std::uint32_t end = 0;
  for (std::uint32_t& hour : hours_) hour = end += hour;
  // Filled from behind, the ends move to the beginnings.
  for_each(
      [this](const EventRecord& record) { today_records_[--hours_[hour_of(record)]] = record; });
  hour_ = 0;
  free_chunks(bucket);
  ++days_loaded_;
  records_loaded_ += count;
}

void EventLadder::bring_far_closer() {
  today_ = far_first_ - 1;
  far_first_ = ~std::uint64_t{0};
  scratch_.swap(far_);
  far_.clear();
  size_ -= scratch_.size();
  for (const EventRecord& record : scratch_) push(record);
}

/// Days that have become too long or too short are cut anew.
void EventLadder::follow_load() {
  if (days_loaded_ < days_between_judgements) return;
  const std::size_t mean = records_loaded_ / days_loaded_;
  days_loaded_ = records_loaded_ = 0;
  const bool too_long = mean > 4 * records_a_day_;
  const bool too_short = mean * 8 < records_a_day_ && far_.size() > size_ / 8;
  if (!too_long && !too_short) return;
  scratch_.clear();
  drain(scratch_);
  choose_day(scratch_);
}

void EventLadder::assign(std::span<const EventRecord> records) {
  scratch_.assign(records.begin(), records.end());
  choose_day(scratch_);
}

/// Cuts days so that those ahead cover about ten times the span in which the records lie.
/// Precondition: empty.
void EventLadder::choose_day(std::span<EventRecord> records) {
  if (records.empty()) return;
  records_a_day_ = std::clamp<std::size_t>(10 * records.size() / days, 8, 8192);
  const auto quarter = records.begin() + static_cast<std::ptrdiff_t>(records.size() / 4);
  std::nth_element(records.begin(), quarter, records.end());
  const std::uint64_t first = std::min_element(records.begin(), quarter + 1)->time;
  const double gap = static_cast<double>(quarter->time - first) /
                     static_cast<double>(std::max<std::ptrdiff_t>(quarter - records.begin(), 1));
  const auto day = static_cast<std::uint64_t>(gap * static_cast<double>(records_a_day_));
  day_bits_ = std::min(static_cast<unsigned>(std::bit_width(day)), 62U);
  today_ = first >> day_bits_;  // the day before that of the first
  for (const EventRecord& record : records) push(record);
}

void EventLadder::drain(std::vector<EventRecord>& records) {
  const std::span<const EventRecord> late = late_.records();
  records.insert(records.end(), late.begin(), late.end());
  late_.clear();
  records.insert(records.end(), run_begin_, run_end_);
  if (hour_ + 1 < hours_.size())
    records.insert(records.end(), today_records_.data() + hours_[hour_],
                   today_records_.data() + hours_.back());
  for (std::size_t bucket = 0; bucket < days; ++bucket) {
    for (const Chunk* chunk = buckets_[bucket]; chunk != nullptr; chunk = chunk->next)
      records.insert(records.end(), chunk->records, chunk->records + chunk->size);
    free_chunks(bucket);
  }
  records.insert(records.end(), far_.begin(), far_.end());
  far_.clear();
  far_first_ = ~std::uint64_t{0};
  hours_.assign(1, 0);
  hour_ = 0;
  run_begin_ = run_end_ = nullptr;
  size_ = 0;
}

}  // namespace tiersim
