#include "bench/floor/ladder.hpp"

#include <algorithm>

namespace tiersim::bench::floor {

namespace {

bool later(const Record& a, const Record& b) {
  return b < a;
}

void sort_latest_first(Record* run, std::size_t size) {
  if (size > 32) {
    std::sort(run, run + size, later);
    return;
  }
  for (std::size_t i = 1; i < size; ++i) {
    const Record record = run[i];
    std::size_t hole = i;
    for (; hole > 0 && run[hole - 1] < record; --hole) run[hole] = run[hole - 1];
    run[hole] = record;
  }
}

}  // namespace

void ChunkedLists::clear(std::size_t list) {
  for (Chunk* chunk = heads_[list]; chunk != nullptr;) {
    Chunk* const next = chunk->next;
    chunk->next = free_;
    free_ = chunk;
    chunk = next;
  }
  heads_[list] = nullptr;
}

ChunkedLists::Chunk* ChunkedLists::prepend(std::size_t list) {
  if (free_ == nullptr) {
    const std::size_t chunks = slabs_.size() < 8 ? 64 : 4096;
    slabs_.push_back(aligned_array<Chunk>(chunks));
    for (std::size_t i = chunks; i-- > 0;) {
      slabs_.back()[i].next = free_;
      free_ = &slabs_.back()[i];
    }
  }
  Chunk* const chunk = free_;
  free_ = chunk->next;
  chunk->next = heads_[list];
  chunk->size = 0;
  heads_[list] = chunk;
  return chunk;
}

// With a tenth of the ring for each mean span, an exponential seldom reaches beyond it.
Ladder::Ladder(std::size_t pending)
    : records_per_day_(std::clamp<std::size_t>(10 * pending / coarse_buckets, 8, 8192)),
      late_(pending) {
  far_.reserve(pending);
}

void Ladder::next_run() {
  for (;;) {
    while (fine_next_ < fine_buckets_) {
      const std::uint32_t begin = fine_next_ == 0 ? 0 : fine_end_[fine_next_ - 1];
      const std::uint32_t end = fine_end_[fine_next_++];
      if (begin == end) continue;
      run_ = fine_.data() + begin;
      run_size_ = end - begin;
      sort_latest_first(run_, run_size_);
      return;
    }
    if (!late_.empty() || !next_day()) return;
  }
}

/// Goes to the next coarse bucket that holds something. False when everything went to the heap.
bool Ladder::next_day() {
  if (in_coarse_ == 0) {
    retune();
    return late_.empty();
  }
  do {
    ++today_;
    // What was far off comes within reach as the ring turns; half a turn is soon enough, for the
    // far ones were a whole turn away.
    if (++days_since_filing_ >= coarse_buckets / 2) file_far();
  } while (coarse_.empty(today_ % coarse_buckets));
  const std::size_t list = today_ % coarse_buckets;
  std::size_t records = 0;
  coarse_.for_each(list, [&](const Record&) { ++records; });
  if (records > 8 * records_per_day_) {
    retune();
    return late_.empty();
  }
  split(list, records);
  return true;
}

void Ladder::split(std::size_t list, std::size_t records) {
  fine_buckets_ = 1;
  while (fine_buckets_ * records_per_fine_bucket < records && fine_buckets_ < fine_buckets_max) {
    fine_buckets_ *= 2;
  }
  fine_begin_ = static_cast<double>(today_) / days_per_second_;
  fine_buckets_per_second_ = days_per_second_ * static_cast<double>(fine_buckets_);
  fine_.resize(std::max(fine_.size(), records));
  std::fill_n(fine_end_.begin(), fine_buckets_ + 1, 0U);
  coarse_.for_each(list, [&](const Record& record) { ++fine_end_[fine_bucket_of(record) + 1]; });
  for (std::size_t i = 1; i < fine_buckets_; ++i) fine_end_[i] += fine_end_[i - 1];
  // Each entry now tells where its bucket begins, and will tell where it ends.
  coarse_.for_each(
      list, [&](const Record& record) { fine_[fine_end_[fine_bucket_of(record)]++] = record; });
  fine_next_ = 0;
  in_coarse_ -= records;
  coarse_.clear(list);
}

void Ladder::file_far() {
  days_since_filing_ = 0;
  std::vector<Record> far;
  far.reserve(far_.capacity());
  far.swap(far_);
  for (const Record& record : far) push(record);
  if (far_.size() > in_coarse_) retune();
}

void Ladder::retune() {
  std::vector<Record> all(std::move(far_));
  far_.clear();
  late_.drain([&](const Record& record) { all.push_back(record); });
  for (std::size_t i = 0; i < coarse_buckets; ++i) {
    coarse_.for_each(i, [&](const Record& record) { all.push_back(record); });
    coarse_.clear(i);
  }
  in_coarse_ = 0;
  days_since_filing_ = 0;
  if (all.empty()) return;
  const std::size_t quarter = all.size() / 4;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(quarter);
  std::nth_element(all.begin(), middle, all.end());
  const Record first = *std::min_element(all.begin(), middle + 1);
  const double span_s = std::max(middle->seconds() - first.seconds(), 1e-9);
  days_per_second_ =
      static_cast<double>(quarter + 1) / (span_s * static_cast<double>(records_per_day_));
  today_ = day_of(first);
  for (const Record& record : all) push(record);
}

}  // namespace tiersim::bench::floor
