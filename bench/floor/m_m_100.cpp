#include "bench/floor/chance.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/parts.hpp"

namespace tiersim::bench::floor {

namespace {

constexpr std::size_t servers = 100;
constexpr double utilisation = 0.9;

}  // namespace

Outcome m_m_100(std::uint64_t customers, double mean_service_s) {
  const double mean_gap_s = mean_service_s / (utilisation * static_cast<double>(servers));
  Chance chance(1);
  Heap departures(2 * servers);
  Numbering numbering;
  Ring<double> line;
  Slots<double> in_service;  // arrival times
  Sojourns sojourns;
  std::size_t idle = servers;
  const auto departure = [&](double now, std::uint32_t slot) {
    return numbering.record(now + chance.exponential() * mean_service_s, slot);
  };
  departures.push(never);
  double next_arrival = chance.exponential() * mean_gap_s;
  while (sojourns.count() < customers) {
    const Record event = departures.top();
    if (std::bit_cast<std::uint64_t>(next_arrival) < event.time) {
      const double now = next_arrival;
      next_arrival += chance.exponential() * mean_gap_s;
      if (idle == 0) {
        line.push(now);
        continue;
      }
      --idle;
      const std::uint32_t slot = in_service.take();
      in_service[slot] = now;
      departures.push(departure(now, slot));
      continue;
    }
    const double now = event.seconds();
    const std::uint32_t slot = event.slot();
    sojourns.record(now - in_service[slot]);
    if (line.empty()) {
      ++idle;
      in_service.give_back(slot);
      departures.pop();
    } else {
      in_service[slot] = line.pop();
      departures.replace_top(departure(now, slot));
    }
  }
  return {.mean_s = sojourns.mean(), .units = customers, .events = 2 * customers};
}

}  // namespace tiersim::bench::floor
