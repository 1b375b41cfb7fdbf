// W4: M/M/100, 1,000 customers a second; each arms a 30 s timer on arrival and takes it back on
// departure.
#include "bench/comparison.hpp"
#include "bench/floor/floor.hpp"
#include "bench/models/places.hpp"
#include "models/theory/erlang.hpp"

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  constexpr double rate_per_s = 1000.0;
  constexpr double service_s = 90e-3;
  constexpr double timer_ns_max = 8.0;
  const std::uint64_t customers = count_argument(argc, argv, 5e6);
  Comparison comparison("W4: M/M/100 with 30 s timers; a request is 2 events and a timer",
                        "request",
                        tiersim::theory::mmc_mean_wait(100, rate_per_s, service_s) + service_s);
  comparison.add({.name = "floor: a list of timers beside the heap",
                  .run = [=] { return floor::m_m_100_with_timers(customers, service_s); },
                  .is_floor = true});
  comparison.add({.name = "floor's model without timers",
                  .run = [=] { return floor::m_m_100(customers, service_s); }});
  comparison.add({.name = "Station", .run = [=] {
                    return run_open<OnStation<100>>(customers, rate_per_s, service_s);
                  }});
  comparison.add(
      {.name = "Station and Timer",
       .run = [=] { return run_open<OnStationWithTimer<100>>(customers, rate_per_s, service_s); },
       .ratio_max = 1.5,
       .over = "Station",
       .extra_ns_max = timer_ns_max});
  comparison.add({.name = "Customers as objects", .run = [=] {
                    return run_open<OnStationAsCustomers<100>>(customers, rate_per_s, service_s);
                  }});
  comparison.add({.name = "Customers as objects and Timer",
                  .run =
                      [=] {
                        return run_open<OnStationAsCustomers<100, ClientTimeout>>(
                            customers, rate_per_s, service_s);
                      },
                  .ratio_max = 1.5,
                  .over = "Customers as objects",
                  .extra_ns_max = timer_ns_max});
  comparison.add(
      {.name = "Station with patience",
       .run =
           [=] { return run_open<OnStationWithPatience<100>>(customers, rate_per_s, service_s); },
       .over = "Station",
       .extra_ns_max = timer_ns_max});
  comparison.add({.name = "Task: Station",
                  .run = [=] { return run_open<OnCall<100>>(customers, rate_per_s, service_s); }});
  comparison.add(
      {.name = "within(30 s, Task: Station)",
       .run = [=] { return run_open<OnCallWithin<100>>(customers, rate_per_s, service_s); },
       .over = "Task: Station",
       .extra_ns_max = timer_ns_max});
  comparison.run();
  return 0;
}
