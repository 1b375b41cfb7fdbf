// W3: three tiers, as a scenario through the lab and as coroutines on the kernel's primitives,
// against the floor.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/comparison.hpp"
#include "bench/floor/floor.hpp"
#include "bench/models/scenario_run.hpp"
#include "bench/models/three_tiers.hpp"

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  const std::uint64_t requests = count_argument(argc, argv, 1e6);
  const std::string duration = "run.duration=" + std::to_string(requests / 1000) + "s";
  const ScenarioRun scenario(TIERSIM_SOURCE_DIR "/bench/w3.json", {duration});
  const ScenarioRun with_timeout(TIERSIM_SOURCE_DIR "/bench/w3.json",
                                 {duration, "workload.clients.timeout=30s"});
  Comparison comparison("W3: balancer, 10 pods of 8 slots, cache, pool of 25", "request", {});
  comparison.add({.name = "floor: state machine, lanes, 4-ary heap",
                  .run = [=] { return floor::three_tiers(requests); },
                  .is_floor = true});
  comparison.add({.name = "scenario", .run = [&] { return scenario.run(); }, .ratio_max = 3.0});
  comparison.add({.name = "scenario, 30 s time-out",
                  .run = [&] { return with_timeout.run(); },
                  .ratio_max = 3.0,
                  .over = "scenario",
                  .extra_ns_max = 8.0});
  comparison.add({.name = "coroutines on Stations", .run = [=] {
                    return run_open<TiersOfStations>(requests, ThreeTiers::arrival_rate_per_s,
                                                     ThreeTiers::query_mean_s);
                  }});
  comparison.add({.name = "coroutines on Resources", .run = [=] {
                    return run_open<TiersOfResources>(requests, ThreeTiers::arrival_rate_per_s,
                                                      ThreeTiers::query_mean_s);
                  }});
  comparison.run();
  return 0;
}
