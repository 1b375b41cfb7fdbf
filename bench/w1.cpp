// W1: M/M/1 at utilisation 0.9 through the kernel's public primitives; a coroutine per customer.
#include <cstdlib>

#include "bench/measuring.hpp"
#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/task.hpp"
#include "sim/kernel/within.hpp"
#include "sim/statistics/log_histogram.hpp"

namespace {

using namespace tiersim;

constexpr double utilisation = 0.9;
constexpr double mean_service_s = 1e-3;
constexpr double theory_s = mean_service_s / (1.0 - utilisation);

/// Open arrivals as a callback, as the sources of `models/` make them.
template <class Queue>
class Model final : private Event {
 public:
  explicit Model(std::uint64_t customers) : Event(simulation_), customers_(customers) {}

  bench::Outcome run() {
    schedule_in(gap());
    simulation_.run_to_exhaustion();
    return {sum_s_ / static_cast<double>(customers_), customers_, simulation_.events()};
  }

 private:
  Duration gap() { return from_seconds(arrivals_.exponential() * mean_service_s / utilisation); }

  void fire() override {
    const Duration service = from_seconds(services_.exponential() * mean_service_s);
    if (++arrived_ < customers_) schedule_in(gap());
    scope_.start(customer(service));
  }

  Process customer(Duration service) {
    const TimePoint arrived = simulation_.now();
    co_await queue_.serve(service);
    const double sojourn = to_seconds(simulation_.now() - arrived);
    sum_s_ += sojourn;
    histogram_.record(sojourn);
  }

  Simulation simulation_;
  Stream arrivals_ = Stream::named({}, "w1", "arrivals");
  Stream services_ = Stream::named({}, "w1", "service");
  Queue queue_{simulation_};
  std::uint64_t customers_;
  std::uint64_t arrived_ = 0;
  double sum_s_ = 0;
  LogHistogram histogram_;
  ProcessScope scope_{simulation_};
};

struct OnStation {
  explicit OnStation(Simulation& simulation) : station(simulation, {.servers = 1}) {}

  Station::Visit serve(Duration service) { return station.visit(service); }

  Station station;
};

struct OnResource {
  explicit OnResource(Simulation& simulation) : server(simulation, 1) {}

  Task<> serve(Duration service) {
    Lease lease = co_await server.acquire();
    co_await server.simulation().delay(service);
  }

  Resource server;
};

/// The station behind a service call with a time-out of 30 s that never expires.
struct OnStationWithin {
  explicit OnStationWithin(Simulation& simulation)
      : station(simulation, {.servers = 1}), background(simulation) {}

  Within<Station::Result> serve(Duration service) {
    return within(background, 30s, visit(service));
  }

  Task<Station::Result> visit(Duration service) {
    const Station::Result result = co_await station.visit(service);
    co_return result;
  }

  Station station;
  ProcessScope background;
};

template <class Queue>
void measure(const char* name, std::uint64_t customers) {
  bench::measure(name, theory_s, [customers] { return Model<Queue>(customers).run(); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto customers = static_cast<std::uint64_t>(argc > 1 ? std::atof(argv[1]) : 1e7);
  std::printf("W1: M/M/1, utilisation 0.9, %.0f customers (a unit is a customer, 2 events)\n",
              static_cast<double>(customers));
  measure<OnStation>("Station", customers);
  measure<OnResource>("Task: Resource and delay", customers);
  measure<OnStationWithin>("Station, 30 s time-out", customers);
  return 0;
}
