#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// Keys with an expiry, the least recently used first out. Open addressing over an array of
/// entries; nothing is allocated once it has grown to its working set.
class EntryTable {
 public:
  /// `entries_max` 0: no limit.
  explicit EntryTable(std::size_t entries_max);

  /// Whether the key is stored and still alive; a hit makes it the most recently used, a dead entry
  /// is dropped.
  [[nodiscard]] bool look_up(std::uint64_t key, TimePoint now);
  /// Stores or renews the key; over the limit the least recently used goes. Returns whether one had
  /// to go.
  bool store(std::uint64_t key, TimePoint expires);
  void clear();

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t nothing = ~std::uint32_t{0};

  struct Entry {
    std::uint64_t key = 0;
    TimePoint expires{};
    std::uint32_t newer = nothing;
    std::uint32_t older = nothing;
  };

  [[nodiscard]] std::size_t home(std::uint64_t key) const;
  [[nodiscard]] std::size_t find(std::uint64_t key) const;
  void erase_at(std::size_t place);
  void unlink(std::uint32_t entry);
  void link_newest(std::uint32_t entry);
  void grow();

  std::size_t entries_max_;
  std::vector<std::uint32_t> places_;  // open addressing, linear probing; a power of two
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> free_;
  std::uint32_t newest_ = nothing;
  std::uint32_t oldest_ = nothing;
  std::size_t size_ = 0;
};

}  // namespace tiersim
