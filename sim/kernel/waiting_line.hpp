#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/assert.hpp"
#include "sim/chance/stream.hpp"
#include "sim/description/enum_names.hpp"
#include "sim/kernel/intrusive_list.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Who is served next.
enum class Discipline : std::uint8_t {
  fifo,               ///< first come, first served
  lifo,               ///< last come, first served
  random,             ///< service in random order
  priority,           ///< smallest priority number first, FIFO among equals
  earliest_deadline,  ///< smallest deadline first, FIFO among equals
};

constexpr auto enum_names(Discipline) {
  using Name = EnumName<Discipline>;
  return std::array{
      Name{Discipline::fifo, "fifo", "First come, first served."},
      Name{Discipline::lifo, "lifo", "Last come, first served."},
      Name{Discipline::random, "random", "In random order."},
      Name{Discipline::priority, "priority", "Smallest priority number first."},
      Name{Discipline::earliest_deadline, "earliest_deadline", "Smallest deadline first."}};
}

/// Somebody in a waiting line. Lives in the frame of the one who waits; whoever owns it takes it
/// out before it goes.
class Waiter : public ListHook {
 public:
  TimePoint deadline = TimePoint::max();
  std::int32_t priority = 0;

 private:
  friend class WaitingLine;
  std::uint64_t ticket_;  // both are set by a line that needs them
  std::size_t place_;
};

/// A line of waiters under a discipline. FIFO and LIFO cost O(1) an operation, random O(1), the
/// ordered ones O(log n).
class WaitingLine {
 public:
  /// `chance` is needed by Discipline::random only and must outlive the line.
  explicit WaitingLine(Discipline discipline = Discipline::fifo, Stream* chance = nullptr)
      : discipline_(discipline), chance_(chance) {}

  [[nodiscard]] bool empty() const { return size_ == 0; }

  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] Discipline discipline() const { return discipline_; }

  void push(Waiter& waiter) {
    enrol(waiter);
    push_enrolled(waiter);
  }

  /// Notes that the waiter has come, whether or not it will have to wait: the rank among equals.
  void enrol(Waiter& waiter) {
    if (!is_list()) waiter.ticket_ = ++tickets_;
  }

  /// Lets one join who was enrolled before, perhaps served in part: under an ordered discipline
  /// ahead of those of equal rank who came later.
  void push_enrolled(Waiter& waiter) {
    if (is_list()) {
      ++size_;
      list_.push_back(waiter);
    } else {
      push_ordered(waiter);
    }
  }

  /// Whom `pop` would take, without taking. Precondition: not empty; not for Discipline::random.
  [[nodiscard]] Waiter& next();

  /// Takes the one to be served next out of the line. Precondition: not empty.
  Waiter& pop() {
    if (discipline_ != Discipline::fifo) return pop_by_discipline();
    TIERSIM_ASSERT(size_ > 0);
    --size_;
    return list_.pop_front();
  }

  /// Takes out a waiter who leaves. Precondition: it is in this line.
  void remove(Waiter& waiter);

  /// Visits everybody in the line, in an order of no meaning but the same in every run.
  template <class Visitor>
  void for_each(Visitor visit) {
    list_.for_each(visit);
    for (Waiter* const waiter : heap_) visit(*waiter);
  }

 private:
  [[nodiscard]] bool is_list() const {
    return discipline_ == Discipline::fifo || discipline_ == Discipline::lifo;
  }

  void push_ordered(Waiter& waiter);
  Waiter& pop_by_discipline();
  [[nodiscard]] bool before(const Waiter& a, const Waiter& b) const;
  void heap_push(Waiter& waiter);
  void heap_place(std::size_t place, Waiter& waiter);
  void heap_sift(std::size_t place);
  void heap_remove(std::size_t place);

  Discipline discipline_;
  Stream* chance_;
  IntrusiveList<Waiter> list_;
  std::vector<Waiter*> heap_;
  std::uint64_t tickets_ = 0;
  std::size_t size_ = 0;
};

}  // namespace tiersim
