#include <cstddef>
#include <vector>

#include "bench/clocks.hpp"
#include "bench/floor/chance.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/ladder.hpp"

namespace tiersim::bench::floor {

namespace {

/// Kept in falling order, so that the earliest is the last.
class SortedArray {
 public:
  explicit SortedArray(std::size_t capacity) : records_(aligned_array<Record>(capacity)) {}

  Record pop() { return records_[--size_]; }

  void push(Record record) {
    std::size_t hole = size_++;
    for (; hole > 0 && records_[hole - 1] < record; --hole) records_[hole] = records_[hole - 1];
    records_[hole] = record;
  }

 private:
  AlignedArray<Record> records_;
  std::size_t size_ = 0;
};

/// Gives back the instant of the event it took, in seconds.
template <class Queue>
double hold_once(Queue& queue, Chance& chance, Numbering& numbering) {
  const Record event = queue.pop();
  queue.push(numbering.record(event.seconds() + chance.exponential(), event.slot()));
  return event.seconds();
}

double hold_once(Heap& heap, Chance& chance, Numbering& numbering) {
  const Record event = heap.top();
  heap.replace_top(numbering.record(event.seconds() + chance.exponential(), event.slot()));
  return event.seconds();
}

template <class Queue>
Outcome hold(std::size_t pending, std::uint64_t holds) {
  Queue queue(pending + 16);
  Chance chance(1);
  Numbering numbering;
  for (std::size_t i = 0; i < pending; ++i) {
    queue.push(numbering.record(chance.exponential(), static_cast<std::uint32_t>(i)));
  }
  double first_s = 0;
  for (std::uint64_t i = 0; i < 2 * pending; ++i) first_s = hold_once(queue, chance, numbering);
  double last_s = 0;
  const double begun = cpu_seconds();
  for (std::uint64_t i = 0; i < holds; ++i) last_s = hold_once(queue, chance, numbering);
  const double cpu_s = cpu_seconds() - begun;
  // Little's law: the mean span is the number pending over the holds per second.
  const double mean_s =
      (last_s - first_s) * static_cast<double>(pending) / static_cast<double>(holds);
  return {.mean_s = mean_s, .units = holds, .events = holds, .cpu_s = cpu_s};
}

}  // namespace

Outcome hold_on_heap(std::size_t pending, std::uint64_t holds) {
  return hold<Heap>(pending, holds);
}

Outcome hold_on_sorted_array(std::size_t pending, std::uint64_t holds) {
  return hold<SortedArray>(pending, holds);
}

Outcome hold_on_ladder(std::size_t pending, std::uint64_t holds) {
  return hold<Ladder>(pending, holds);
}

}  // namespace tiersim::bench::floor
