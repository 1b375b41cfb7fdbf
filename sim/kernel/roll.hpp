#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tiersim {

class RollTable;

/// One who may stand on a roll; takes itself off when destroyed.
class RollEntry {
 public:
  RollEntry() = default;
  RollEntry(const RollEntry&) = delete;
  RollEntry& operator=(const RollEntry&) = delete;

  ~RollEntry() { sign_off(); }

  void sign_off();

 private:
  friend class RollTable;

  RollTable* table_ = nullptr;
  std::uint32_t place_;   // both have a meaning while it stands on a roll
  std::uint32_t number_;  // in the order of coming; wraps
};

/// The places of a roll: entries, and the free places as a list.
class RollTable {
 public:
  RollTable() = default;
  RollTable(const RollTable&) = delete;
  RollTable& operator=(const RollTable&) = delete;

 protected:
  void enter(RollEntry& entry) {
    entry.table_ = this;
    entry.number_ = ++entered_;
    ++size_;
    if (free_ == none) {
      if (places_.empty()) places_.reserve(first_room);
      entry.place_ = places();
      places_.push_back(reinterpret_cast<std::uintptr_t>(&entry));
    } else {
      entry.place_ = free_;
      free_ = static_cast<std::uint32_t>(places_[free_] >> 1);
      places_[entry.place_] = reinterpret_cast<std::uintptr_t>(&entry);
    }
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Taken and free ones.
  [[nodiscard]] std::uint32_t places() const { return static_cast<std::uint32_t>(places_.size()); }

  /// None where the place is free: its lowest bit is set, as no address has it.
  [[nodiscard]] RollEntry* at(std::uint32_t place) const {
    const std::uintptr_t held = places_[place];
    return (held & 1) == 0 ? reinterpret_cast<RollEntry*>(held) : nullptr;
  }

  struct Ticket {
    std::uint32_t place;
    std::uint32_t age;  ///< how many have come since
  };

  /// Those present, oldest first.
  [[nodiscard]] std::vector<Ticket> in_order() const;

  /// The one with this ticket, if it has not gone; `now` is the number of those who ever came.
  [[nodiscard]] RollEntry* holder(Ticket ticket, std::uint32_t now) const {
    RollEntry* const entry = at(ticket.place);
    return entry != nullptr && now - entry->number_ == ticket.age ? entry : nullptr;
  }

  [[nodiscard]] std::uint32_t entered() const { return entered_; }

 private:
  friend class RollEntry;
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::size_t first_room = 64;  ///< so that a crowd comes without an allocation

  void strike_out(RollEntry& entry) {
    places_[entry.place_] = std::uintptr_t{free_} << 1 | 1;
    free_ = entry.place_;
    entry.table_ = nullptr;
    --size_;
  }

  std::vector<std::uintptr_t> places_;
  std::uint32_t free_ = none;
  std::uint32_t entered_ = 0;
  std::size_t size_ = 0;
};

/// Who is present, in a table beside them. To come and to go touches nobody else's memory, as the
/// hooks of a list would touch the neighbours': two cache misses a request where many are under
/// way.
template <class T>
class Roll : private RollTable {
 public:
  Roll() = default;

  ~Roll() {
    take_all([](T&) {});
  }

  [[nodiscard]] bool empty() const { return size() == 0; }

  /// Precondition: it stands on no roll.
  void enter(T& entry) { RollTable::enter(entry); }

  /// Visits everybody, in no particular order. The visitor lets nobody come or go.
  template <class Visitor>
  void for_each(Visitor visit) {
    for (std::uint32_t place = 0; place < places(); ++place) {
      if (RollEntry* const entry = at(place)) visit(static_cast<T&>(*entry));
    }
  }

  /// Takes everybody off, oldest first, and hands each to `visit`, which may make others go or
  /// come: the former are passed over, the latter taken off too.
  template <class Visitor>
  void take_all(Visitor visit) {
    while (!empty()) {
      const std::uint32_t now = entered();
      for (const Ticket ticket : in_order()) {
        RollEntry* const entry = holder(ticket, now);
        if (entry == nullptr) continue;
        entry->sign_off();
        visit(static_cast<T&>(*entry));
      }
    }
  }
};

inline void RollEntry::sign_off() {
  if (table_ != nullptr) table_->strike_out(*this);
}

}  // namespace tiersim
