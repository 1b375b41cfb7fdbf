// W2: M/M/100 at utilisation 0.9, a coroutine per customer, against the floor.
#include "bench/comparison.hpp"
#include "bench/floor/floor.hpp"
#include "bench/models/places.hpp"
#include "models/theory/erlang.hpp"

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  constexpr double rate_per_s = 90.0;
  constexpr double service_s = 1.0;
  const std::uint64_t customers = count_argument(argc, argv, 5e6);
  Comparison comparison("W2: M/M/100, utilisation 0.9; a customer is 2 events", "customer",
                        tiersim::theory::mmc_mean_wait(100, rate_per_s, service_s) + service_s);
  comparison.add({.name = "floor: arrival lane, 4-ary heap",
                  .run = [=] { return floor::m_m_100(customers, service_s); },
                  .is_floor = true});
  comparison.add(
      {.name = "Station, customers as objects",
       .run = [=] { return run_open<OnStationAsCustomers<100>>(customers, rate_per_s, service_s); },
       .ratio_max = 1.5});
  comparison.add({.name = "Station",
                  .run = [=] { return run_open<OnStation<100>>(customers, rate_per_s, service_s); },
                  .ratio_max = 1.5});
  comparison.add({.name = "Resource and delay", .run = [=] {
                    return run_open<OnResource<100>>(customers, rate_per_s, service_s);
                  }});
  comparison.run();
  return 0;
}
