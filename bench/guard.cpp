// Runs one work item at one size, so that a profiler can count its instructions:
// tests/bench/instructions.py compares two sizes.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/models/hold.hpp"
#include "bench/models/places.hpp"
#include "bench/models/scenario_run.hpp"
#include "bench/models/three_tiers.hpp"

namespace {

using namespace tiersim::bench;

template <class Place>
Outcome m_m_1(std::uint64_t customers) {
  return run_open<Place>(customers, 900.0, 1e-3);
}

template <class Place>
Outcome m_m_100(std::uint64_t customers) {
  return run_open<Place>(customers, 1000.0, 90e-3);
}

template <class Place>
Outcome three_tiers(std::uint64_t requests) {
  return run_open<Place>(requests, ThreeTiers::arrival_rate_per_s, ThreeTiers::query_mean_s);
}

template <std::size_t pending>
Outcome hold(std::uint64_t holds) {
  HoldModel model(pending);
  model.run(2 * pending + holds);
  return {.units = holds};
}

Outcome scenario(std::uint64_t requests, std::vector<std::string> sets) {
  sets.push_back("run.duration=" + std::to_string(requests / 1000) + "s");
  return ScenarioRun(TIERSIM_SOURCE_DIR "/bench/w3.json", sets).run();
}

Outcome scenario_alone(std::uint64_t requests) {
  return scenario(requests, {});
}

Outcome scenario_with_timeout(std::uint64_t requests) {
  return scenario(requests, {"workload.clients.timeout=30s"});
}

struct Item {
  std::string_view name;
  Outcome (*run)(std::uint64_t units);
};

constexpr std::array items{
    Item{"w1_station", m_m_1<OnStation<1>>},
    Item{"w1_customers", m_m_1<OnStationAsCustomers<1>>},
    Item{"w1_resource", m_m_1<OnResource<1>>},
    Item{"w2_station", m_m_100<OnStation<100>>},
    Item{"w2_customers", m_m_100<OnStationAsCustomers<100>>},
    Item{"w2_resource", m_m_100<OnResource<100>>},
    Item{"w3_scenario", scenario_alone},
    Item{"w3_scenario_timeout", scenario_with_timeout},
    Item{"w3_stations", three_tiers<TiersOfStations>},
    Item{"w3_resources", three_tiers<TiersOfResources>},
    Item{"w4_customers", m_m_100<OnStationAsCustomers<100, ClientTimeout>>},
    Item{"w4_timer", m_m_100<OnStationWithTimer<100>>},
    Item{"w4_within", m_m_100<OnCallWithin<100>>},
    Item{"w5_100", hold<100>},
    Item{"w5_1000", hold<1'000>},
    Item{"w5_100000", hold<100'000>},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--compiler") {
    std::printf("%s\n", TIERSIM_COMPILER);
    return 0;
  }
  for (const Item& item : items) {
    if (argc != 3 || item.name != argv[1]) continue;
    const Outcome outcome = item.run(std::strtoull(argv[2], nullptr, 10));
    std::printf("%llu\n", static_cast<unsigned long long>(outcome.units));
    return 0;
  }
  std::fputs("usage: bench_guard ITEM UNITS | --compiler; the items:\n", stderr);
  for (const Item& item : items) std::fprintf(stderr, "  %s\n", item.name.data());
  return 2;
}
