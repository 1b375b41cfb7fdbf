#pragma once
#include <concepts>
#include <cstdint>

#include "bench/outcome.hpp"
#include "bench/process_memory.hpp"
#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/statistics/log_histogram.hpp"

namespace tiersim::bench {

/// A base, so that it is there before the event that is a base as well, and goes after it.
struct HasClock {
  Simulation clock_;
};

/// Customers arrive in a Poisson stream, each is a coroutine, and their times in the system are
/// kept: what the open work items have in common.
///
/// `Place` is made from a Simulation. Its `customer(OpenQueue&)` is the coroutine
/// of one customer and calls `leave` at its end; or, without coroutines, its `receive(OpenQueue&)`
/// takes the next customer in.
template <class Place>
class OpenQueue final : private HasClock, private Event {
 public:
  OpenQueue(std::uint64_t customers, double arrival_rate_per_s, double mean_service_s)
      : Event(clock_),
        customers_(customers),
        mean_gap_s_(1.0 / arrival_rate_per_s),
        mean_service_s_(mean_service_s) {}

  Outcome run() {
    schedule_standing(clock_.after(gap()));
    clock_.run_until(TimePoint{from_seconds(0.5 * static_cast<double>(customers_) * mean_gap_s_)});
    const std::uint64_t by_half_time = allocations();
    clock_.run_to_exhaustion();
    return {.mean_s = histogram_.mean(),
            .units = histogram_.count(),
            .events = clock_.events(),
            .late_allocations = allocations() - by_half_time};
  }

  [[nodiscard]] TimePoint now() const { return clock_.now(); }

  [[nodiscard]] Simulation& simulation() { return clock_; }

  [[nodiscard]] Place& place() { return place_; }

  /// Exponential.
  Duration draw_service() { return from_seconds(services_.exponential() * mean_service_s_); }

  void leave(TimePoint arrived) { histogram_.record(to_seconds(now() - arrived)); }

 private:
  Duration gap() { return from_seconds(arrivals_.exponential() * mean_gap_s_); }

  void fire() override {
    if (++arrived_ < customers_) schedule_standing(clock_.after(gap()));
    if constexpr (requires { place_.receive(*this); }) {
      place_.receive(*this);
    } else {
      scope_.start(Place::customer(*this));
    }
  }

  Stream arrivals_ = Stream::named({}, "customers", "arrivals");
  Stream services_ = Stream::named({}, "customers", "service");
  Place place_{clock_};
  std::uint64_t customers_;
  double mean_gap_s_;
  double mean_service_s_;
  std::uint64_t arrived_ = 0;
  LogHistogram histogram_;
  ProcessScope scope_{clock_};
};

template <class Place>
Outcome run_open(std::uint64_t customers, double arrival_rate_per_s, double mean_service_s) {
  return OpenQueue<Place>(customers, arrival_rate_per_s, mean_service_s).run();
}

}  // namespace tiersim::bench
