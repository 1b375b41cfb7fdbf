#include "models/cache/entry_table.hpp"

#include <algorithm>

namespace tiersim {

EntryTable::EntryTable(std::size_t entries_max) : entries_max_(entries_max), places_(64, nothing) {}

std::size_t EntryTable::home(std::uint64_t key) const {
  // splitmix64's finisher: neighbouring keys land far apart.
  std::uint64_t z = key + 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return static_cast<std::size_t>(z ^ (z >> 31)) & (places_.size() - 1);
}

/// The place of the key, or the empty place where its probing ends.
std::size_t EntryTable::find(std::uint64_t key) const {
  std::size_t place = home(key);
  while (places_[place] != nothing && entries_[places_[place]].key != key)
    place = (place + 1) & (places_.size() - 1);
  return place;
}

bool EntryTable::look_up(std::uint64_t key, TimePoint now) {
  const std::size_t place = find(key);
  const std::uint32_t entry = places_[place];
  if (entry == nothing) return false;
  if (entries_[entry].expires <= now) {
    erase_at(place);
    return false;
  }
  if (entry != newest_) {
    unlink(entry);
    link_newest(entry);
  }
  return true;
}

bool EntryTable::store(std::uint64_t key, TimePoint expires) {
  if (2 * (size_ + 1) > places_.size()) grow();
  std::size_t place = find(key);
  if (places_[place] != nothing) {
    const std::uint32_t entry = places_[place];
    entries_[entry].expires = expires;
    unlink(entry);
    link_newest(entry);
    return false;
  }
  bool evicted = false;
  if (entries_max_ != 0 && size_ >= entries_max_) {
    erase_at(find(entries_[oldest_].key));
    evicted = true;
    place = find(key);
  }
  std::uint32_t entry = 0;
  if (free_.empty()) {
    entry = static_cast<std::uint32_t>(entries_.size());
    entries_.emplace_back();
  } else {
    entry = free_.back();
    free_.pop_back();
  }
  entries_[entry].key = key;
  entries_[entry].expires = expires;
  places_[place] = entry;
  link_newest(entry);
  ++size_;
  return evicted;
}

void EntryTable::clear() {
  std::fill(places_.begin(), places_.end(), nothing);
  entries_.clear();
  free_.clear();
  newest_ = oldest_ = nothing;
  size_ = 0;
}

void EntryTable::erase_at(std::size_t place) {
  const std::uint32_t entry = places_[place];
  unlink(entry);
  free_.push_back(entry);
  --size_;
  // Knuth, TAOCP 3, 6.4 algorithm R: later keys of the same run move up, so that no mark of the
  // deleted one is needed.
  const std::size_t mask = places_.size() - 1;
  std::size_t hole = place;
  for (std::size_t at = (place + 1) & mask; places_[at] != nothing; at = (at + 1) & mask) {
    const std::size_t wanted = home(entries_[places_[at]].key);
    if (((at - wanted) & mask) >= ((at - hole) & mask)) {
      places_[hole] = places_[at];
      hole = at;
    }
  }
  places_[hole] = nothing;
}

void EntryTable::unlink(std::uint32_t entry) {
  const Entry& e = entries_[entry];
  (e.newer == nothing ? newest_ : entries_[e.newer].older) = e.older;
  (e.older == nothing ? oldest_ : entries_[e.older].newer) = e.newer;
}

void EntryTable::link_newest(std::uint32_t entry) {
  entries_[entry].newer = nothing;
  entries_[entry].older = newest_;
  (newest_ == nothing ? oldest_ : entries_[newest_].newer) = entry;
  newest_ = entry;
}

void EntryTable::grow() {
  std::vector<std::uint32_t> old(places_.size() * 2, nothing);
  old.swap(places_);
  for (const std::uint32_t entry : old) {
    if (entry != nothing) places_[find(entries_[entry].key)] = entry;
  }
}

}  // namespace tiersim
