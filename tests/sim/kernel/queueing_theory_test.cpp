// The kernel's primitives against closed forms. Each check is a t-like test over independent
// replications with fixed seeds: |mean - theory| < 3.5 standard errors, passed by a correct kernel
// in about 99.8 % of seeds for 25 replications.
#include <cmath>
#include <functional>

#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/task.hpp"
#include "sim/statistics/tally.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

constexpr Duration mean_service = 1ms;
constexpr int replications = 25;

/// One replication: Poisson customers of a Server type; measures their time inside after a warm-up.
template <class Server>
class Run {
 public:
  Run(std::uint32_t replication, double utilisation, int servers,
      std::function<double(Stream&)> service)
      : arrivals_(Stream::named({20261121, replication}, "queue", "arrivals")),
        services_(Stream::named({20261121, replication}, "queue", "service")),
        service_(std::move(service)),
        gap_s_(to_seconds(mean_service) / (utilisation * servers)),
        server_(simulation_, static_cast<std::size_t>(servers)) {
    scope_.start(source());
    simulation_.run_until(TimePoint{60s});
  }

  [[nodiscard]] double mean_sojourn_s() const { return sojourns_.mean(); }

 private:
  Process source() {
    for (;;) {
      co_await simulation_.delay(from_seconds(gap_s_ * arrivals_.exponential()));
      scope_.spawn(customer(from_seconds(to_seconds(mean_service) * service_(services_))));
    }
  }

  Process customer(Duration service) {
    const TimePoint arrived = simulation_.now();
    co_await server_.serve(service);
    if (arrived > TimePoint{10s}) sojourns_.record(to_seconds(simulation_.now() - arrived));
  }

  Simulation simulation_;
  Stream arrivals_;
  Stream services_;
  std::function<double(Stream&)> service_;
  double gap_s_;
  Server server_;
  Tally sojourns_;
  ProcessScope scope_{simulation_};
};

struct StationServer {
  StationServer(Simulation& simulation, std::size_t servers)
      : station(simulation, {.servers = servers}) {}

  Station::Visit serve(Duration service) { return station.visit(service); }

  Station station;
};

struct ResourceServer {
  ResourceServer(Simulation& simulation, std::size_t servers) : units(simulation, servers) {}

  Task<> serve(Duration service) {
    Lease lease = co_await units.acquire();
    co_await units.simulation().delay(service);
  }

  Resource units;
};

struct SharedServer {
  SharedServer(Simulation& simulation, std::size_t cores)
      : cpu(simulation, {.cores = static_cast<double>(cores)}) {}

  ProcessorSharing::Use serve(Duration service) { return cpu.use(service); }

  ProcessorSharing cpu;
};

/// Distance from theory in standard errors.
template <class Server>
double z_score(double theory_s, double utilisation, int servers,
               const std::function<double(Stream&)>& service) {
  Tally means;
  for (std::uint32_t i = 0; i < replications; ++i) {
    means.record(Run<Server>(i, utilisation, servers, service).mean_sojourn_s());
  }
  return (means.mean() - theory_s) / std::sqrt(means.variance() / replications);
}

double exponential(Stream& stream) {
  return stream.exponential();
}

/// Mean 1, squared coefficient of variation 4.
double two_points(Stream& stream) {
  return stream.uniform() < 0.2 ? 5.0 : 0.0;
}

/// Erlang C by its recursion from Erlang B, written here apart from the models' own.
double waiting_probability(int servers, double offered) {
  double blocking = 1.0;
  for (int i = 1; i <= servers; ++i) blocking = offered * blocking / (i + offered * blocking);
  return blocking / (1.0 - (offered / servers) * (1.0 - blocking));
}

double mmc_sojourn_s(int servers, double utilisation) {
  const double service = to_seconds(mean_service);
  return service + waiting_probability(servers, utilisation * servers) * service /
                       (servers * (1.0 - utilisation));
}

}  // namespace

TEST_CASE("M/M/1 and M/M/5 on a station and on a resource", "[kernel][statistical]") {
  CHECK(mmc_sojourn_s(1, 0.8) == Approx(5e-3));
  CHECK(std::abs(z_score<StationServer>(5e-3, 0.8, 1, exponential)) < 3.5);
  CHECK(std::abs(z_score<ResourceServer>(5e-3, 0.8, 1, exponential)) < 3.5);
  CHECK(std::abs(z_score<StationServer>(mmc_sojourn_s(5, 0.85), 0.85, 5, exponential)) < 3.5);
  CHECK(std::abs(z_score<ResourceServer>(mmc_sojourn_s(5, 0.85), 0.85, 5, exponential)) < 3.5);
}

TEST_CASE("M/G/1 by Pollaczek and Khinchine", "[kernel][statistical]") {
  // Service is 0 or 5 with mean 1 and second moment 5: W = rho s (1 + cv^2) / (2 (1 - rho)), cv^2
  // = 4.
  const double theory = 1e-3 + 0.6 * 1e-3 * 5.0 / (2.0 * 0.4);
  CHECK(std::abs(z_score<StationServer>(theory, 0.6, 1, two_points)) < 3.5);
}

TEST_CASE("M/G/1 processor sharing: the mean depends on the mean demand only",
          "[kernel][statistical]") {
  const double theory = 1e-3 / (1.0 - 0.7);
  CHECK(std::abs(z_score<SharedServer>(theory, 0.7, 1, exponential)) < 3.5);
  CHECK(std::abs(z_score<SharedServer>(theory, 0.7, 1, two_points)) < 3.5);
  CHECK(std::abs(z_score<SharedServer>(theory, 0.7, 1, [](Stream&) { return 1.0; })) < 3.5);
}

TEST_CASE("M/M/2 processor sharing is M/M/2 in the mean", "[kernel][statistical]") {
  CHECK(std::abs(z_score<SharedServer>(mmc_sojourn_s(2, 0.8), 0.8, 2, exponential)) < 3.5);
}
