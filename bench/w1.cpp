// W1: M/M/1 at utilisation 0.9, a coroutine per customer, against the floor.
#include "bench/comparison.hpp"
#include "bench/floor/floor.hpp"
#include "bench/models/places.hpp"
#include "models/theory/erlang.hpp"

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  constexpr double rate_per_s = 900.0;
  constexpr double service_s = 1e-3;
  const std::uint64_t customers = count_argument(argc, argv, 1e7);
  Comparison comparison("W1: M/M/1, utilisation 0.9; a customer is 2 events", "customer",
                        tiersim::theory::mmc_mean_wait(1, rate_per_s, service_s) + service_s);
  comparison.add({.name = "floor: switch, 4-ary heap, ring",
                  .run = [=] { return floor::m_m_1(customers); },
                  .is_floor = true});
  comparison.add(
      {.name = "Station, customers as objects",
       .run = [=] { return run_open<OnStationAsCustomers<1>>(customers, rate_per_s, service_s); },
       .ratio_max = 1.5});
  comparison.add({.name = "Station",
                  .run = [=] { return run_open<OnStation<1>>(customers, rate_per_s, service_s); },
                  .ratio_max = 1.5});
  comparison.add({.name = "Resource and delay", .run = [=] {
                    return run_open<OnResource<1>>(customers, rate_per_s, service_s);
                  }});
  comparison.run();
  return 0;
}
