// W5: the event queue alone under the hold model, against the best structure at each size.
#include <string>

#include "bench/clocks.hpp"
#include "bench/comparison.hpp"
#include "bench/floor/floor.hpp"
#include "bench/models/hold.hpp"
#include "bench/process_memory.hpp"

namespace {

using namespace tiersim::bench;

Outcome hold_on_event_queue(std::size_t pending, std::uint64_t holds) {
  HoldModel model(pending);
  const double first_s = model.run(2 * pending);
  const double begun = cpu_seconds();
  model.run(holds / 2);
  const std::uint64_t before = allocations();
  const double last_s = model.run(holds - holds / 2);
  const double cpu_s = cpu_seconds() - begun;
  return {.mean_s = (last_s - first_s) * static_cast<double>(pending) / static_cast<double>(holds),
          .units = holds,
          .events = holds,
          .cpu_s = cpu_s,
          .late_allocations = allocations() - before};
}

void compare(std::size_t pending, std::uint64_t holds) {
  Comparison comparison("W5: hold model, " + std::to_string(pending) + " pending", "hold", 1.0);
  comparison.add({.name = "floor: 4-ary heap",
                  .run = [=] { return floor::hold_on_heap(pending, holds); },
                  .is_floor = true});
  comparison.add({.name = "floor: ladder",
                  .run = [=] { return floor::hold_on_ladder(pending, holds); },
                  .is_floor = true});
  if (pending <= 100) {
    comparison.add({.name = "floor: sorted array",
                    .run = [=] { return floor::hold_on_sorted_array(pending, holds); },
                    .is_floor = true});
  }
  comparison.add({.name = "EventQueue",
                  .run = [=] { return hold_on_event_queue(pending, holds); },
                  .ratio_max = 1.25});
  comparison.run();
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t holds = count_argument(argc, argv, 2e6);
  for (const std::size_t pending : {10, 100, 1'000, 10'000, 100'000, 1'000'000}) {
    compare(pending, holds);
  }
  return 0;
}
