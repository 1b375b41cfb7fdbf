#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "bench/models/open_queue.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"

// W3 as a user writes it on the primitives of the kernel: a coroutine per request.

namespace tiersim::bench {

/// What both ways of writing it share. The service that OpenQueue draws is the query's.
class ThreeTiers {
 public:
  static constexpr std::size_t pods = 10;
  static constexpr std::size_t slots_per_pod = 8;
  static constexpr std::size_t pool = 25;
  static constexpr double arrival_rate_per_s = 1000.0;
  static constexpr double query_mean_s = 5e-3;
  static constexpr Duration cache_latency = 500us;

  /// Goes to the pod with the fewest connections; a connection lasts until the reply.
  std::size_t connect() {
    std::size_t least = 0;
    for (std::size_t i = 1; i < pods; ++i) {
      least = connections_[i] < connections_[least] ? i : least;
    }
    ++connections_[least];
    return least;
  }

  void hang_up(std::size_t pod) { --connections_[pod]; }

  Duration draw_work() { return work_.sample_duration(services_); }

  bool draw_hit() { return choices_.uniform() < 0.8; }

 private:
  std::array<std::uint32_t, pods> connections_{};
  Distribution work_ = Distribution::lognormal(60e-3, 0.5329404);  // sigma 0.5
  Stream services_ = Stream::named({}, "pods", "service");
  Stream choices_ = Stream::named({}, "cache", "hit");
};

struct TiersOfStations : ThreeTiers {
  explicit TiersOfStations(Simulation& simulation) : database(simulation, {.servers = pool}) {
    for (std::size_t i = 0; i < pods; ++i) {
      pod.emplace_back(simulation, Station::Params{.servers = slots_per_pod});
    }
  }

  static Process customer(OpenQueue<TiersOfStations>& queue) {
    TiersOfStations& tiers = queue.place();
    const TimePoint arrived = queue.now();
    const std::size_t chosen = tiers.connect();
    co_await tiers.pod[chosen].visit(tiers.draw_work());
    if (tiers.draw_hit()) {
      co_await queue.simulation().delay(cache_latency);
    } else {
      co_await tiers.database.visit(queue.draw_service());
    }
    tiers.hang_up(chosen);
    queue.leave(arrived);
  }

  std::deque<Station> pod;
  Station database;
};

struct TiersOfResources : ThreeTiers {
  explicit TiersOfResources(Simulation& simulation) : connections(simulation, pool) {
    for (std::size_t i = 0; i < pods; ++i) pod.emplace_back(simulation, slots_per_pod);
  }

  static Process customer(OpenQueue<TiersOfResources>& queue) {
    TiersOfResources& tiers = queue.place();
    const TimePoint arrived = queue.now();
    const std::size_t chosen = tiers.connect();
    {
      const Lease slot = co_await tiers.pod[chosen].acquire();
      co_await queue.simulation().delay(tiers.draw_work());
    }
    if (tiers.draw_hit()) {
      co_await queue.simulation().delay(cache_latency);
    } else {
      const Lease connection = co_await tiers.connections.acquire();
      co_await queue.simulation().delay(queue.draw_service());
    }
    tiers.hang_up(chosen);
    queue.leave(arrived);
  }

  std::deque<Resource> pod;
  Resource connections;
};

}  // namespace tiersim::bench
