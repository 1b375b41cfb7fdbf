#include "bench/floor/chance.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/parts.hpp"

namespace tiersim::bench::floor {

Outcome m_m_1(std::uint64_t customers) {
  enum : std::uint32_t { arrival, departure };

  constexpr double mean_service_s = 1e-3;
  constexpr double mean_gap_s = mean_service_s / 0.9;
  Chance chance(1);
  Heap pending(64);
  Numbering numbering;
  Ring<double> line;  // arrival times; its front is in service
  Sojourns sojourns;
  bool busy = false;
  std::uint64_t arrived = 0;
  const auto begin_service = [&](double now) {
    pending.push(numbering.record(now + chance.exponential() * mean_service_s, departure));
  };
  pending.push(numbering.record(chance.exponential() * mean_gap_s, arrival));
  while (sojourns.count() < customers) {
    const Record event = pending.pop();
    const double now = event.seconds();
    switch (event.slot()) {
      case arrival:
        line.push(now);
        if (++arrived < customers) {
          pending.push(numbering.record(now + chance.exponential() * mean_gap_s, arrival));
        }
        if (!busy) begin_service(now);
        busy = true;
        break;
      case departure:
        sojourns.record(now - line.pop());
        busy = !line.empty();
        if (busy) begin_service(now);
        break;
      default:
        break;
    }
  }
  return {.mean_s = sojourns.mean(), .units = customers, .events = 2 * customers};
}

}  // namespace tiersim::bench::floor
