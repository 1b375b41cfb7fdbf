#include <cstddef>
#include <vector>

#include "bench/cpu_clock.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/ladder.hpp"
#include "sim/chance/stream.hpp"

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

template <class Queue>
void hold_once(Queue& queue, Stream& chance, Numbering& numbering) {
  const Record event = queue.pop();
  queue.push(numbering.record(event.seconds() + chance.exponential(), event.slot()));
}

void hold_once(Heap& heap, Stream& chance, Numbering& numbering) {
  const Record event = heap.top();
  heap.replace_top(numbering.record(event.seconds() + chance.exponential(), event.slot()));
}

template <class Queue>
Outcome hold(std::size_t pending, std::uint64_t holds) {
  Queue queue(pending + 16);
  Stream chance(1);
  Numbering numbering;
  for (std::size_t i = 0; i < pending; ++i) {
    queue.push(numbering.record(chance.exponential(), static_cast<std::uint32_t>(i)));
  }
  for (std::uint64_t i = 0; i < 2 * pending; ++i) hold_once(queue, chance, numbering);
  const double begun = cpu_seconds();
  for (std::uint64_t i = 0; i < holds; ++i) hold_once(queue, chance, numbering);
  return {.units = holds, .events = holds, .cpu_s = cpu_seconds() - begun};
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
