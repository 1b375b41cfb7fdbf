#include "bench/floor/chance.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/parts.hpp"

namespace tiersim::bench::floor {

namespace {

constexpr std::size_t servers = 100;
constexpr double utilisation = 0.9;
constexpr double timeout_s = 30.0;

struct Customer {
  double arrived = 0;
  double expires = 0;
  std::uint32_t previous = 0;
  std::uint32_t next = 0;
};

/// Timers of one duration expire in the order in which they were armed: a list through the
/// customers themselves, closed by an end that never expires.
class TimerList {
 public:
  explicit TimerList(Slots<Customer>& customers) : customers_(customers), end_(customers.take()) {
    Customer& end = customers_[end_];
    end.previous = end.next = end_;
    end.expires = std::bit_cast<double>(std::uint64_t{0x7FF} << 52);  // infinity
  }

  [[nodiscard]] std::uint32_t first() { return customers_[end_].next; }

  [[nodiscard]] double expires_first() { return customers_[first()].expires; }

  void arm(std::uint32_t slot, double now) {
    Customer& customer = customers_[slot];
    Customer& end = customers_[end_];
    customer.expires = now + timeout_s;
    customer.previous = end.previous;
    customer.next = end_;
    customers_[end.previous].next = slot;
    end.previous = slot;
  }

  void disarm(std::uint32_t slot) {
    Customer& customer = customers_[slot];
    customers_[customer.previous].next = customer.next;
    customers_[customer.next].previous = customer.previous;
    customer.previous = customer.next = slot;
  }

 private:
  Slots<Customer>& customers_;
  std::uint32_t end_;
};

}  // namespace

Outcome m_m_100_with_timers(std::uint64_t customers, double mean_service_s) {
  const double mean_gap_s = mean_service_s / (utilisation * static_cast<double>(servers));
  Chance chance(1);
  Heap departures(2 * servers);
  Numbering numbering;
  Ring<std::uint32_t> line;
  Slots<Customer> inside;
  TimerList timers(inside);
  Sojourns sojourns;
  std::size_t idle = servers;
  std::uint64_t expired = 0;
  const auto departure = [&](double now, std::uint32_t slot) {
    return numbering.record(now + chance.exponential() * mean_service_s, slot);
  };
  departures.push(never);
  double next_arrival = chance.exponential() * mean_gap_s;
  while (sojourns.count() < customers) {
    const Record event = departures.top();
    const double expires = timers.expires_first();
    if (std::bit_cast<std::uint64_t>(next_arrival) < event.time && next_arrival < expires) {
      const double now = next_arrival;
      next_arrival += chance.exponential() * mean_gap_s;
      const std::uint32_t slot = inside.take();
      inside[slot].arrived = now;
      timers.arm(slot, now);
      if (idle == 0) {
        line.push(slot);
      } else {
        --idle;
        departures.push(departure(now, slot));
      }
      continue;
    }
    const double now = event.seconds();
    if (expires < now) [[unlikely]] {
      timers.disarm(timers.first());
      ++expired;
      continue;
    }
    const std::uint32_t slot = event.slot();
    sojourns.record(now - inside[slot].arrived);
    timers.disarm(slot);
    inside.give_back(slot);
    if (line.empty()) {
      ++idle;
      departures.pop();
    } else {
      departures.replace_top(departure(now, line.pop()));
    }
  }
  return {.mean_s = sojourns.mean(), .units = customers, .events = 2 * customers + expired};
}

}  // namespace tiersim::bench::floor
