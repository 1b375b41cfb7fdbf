#include "models/queueing/retrial_station.hpp"

#include "tests/models/queueing/visits.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Told {
  bool served;
  std::uint64_t attempts;
  Duration in_orbit;

  Told(bool s, std::uint64_t a, Duration o) : served(s), attempts(a), in_orbit(o) {}

  explicit Told(const RetrialStation::Result& result)
      : Told(result.served, result.attempts, result.in_orbit) {}

  bool operator==(const Told&) const = default;
};

using Visits = test::Visits<Told>;
using Log = std::vector<Visits::Entry>;

/// One server; pauses of 10 ms.
struct House {
  explicit House(double retry_probability)
      : station(simulation,
                {.servers = 1,
                 .pause = Distribution::deterministic(10ms),
                 .retry_probability = retry_probability},
                Stream(1), Stream(2)) {}

  auto served_for(Duration service) {
    return [this, service] { return station.visit(service); };
  }

  void run_for(Duration span) { simulation.run_until(TimePoint{span}); }

  Simulation simulation;
  RetrialStation station;
  Visits visits{simulation};
};

}  // namespace

TEST_CASE("who is refused tries again after a pause, until served") {
  House house(1.0);
  house.visits.come(0ms, house.served_for(25ms));
  house.visits.come(2ms, house.served_for(3ms));  // tries at 2, 12, 22 and 32
  house.run_for(20ms);
  CHECK(house.station.busy() == 1);
  CHECK(house.station.orbiting() == 1);
  house.run_for(1s);
  CHECK(house.visits.log == Log{{25ms, {true, 1, 0ms}}, {35ms, {true, 4, 30ms}}});
  CHECK(house.station.attempts() == 5);
  CHECK(house.station.orbit_seconds() == Approx(0.030));
  CHECK(house.station.busy_seconds() == Approx(0.028));
}

TEST_CASE("an orbit is no line: who comes while the server is free goes first") {
  House house(1.0);
  house.visits.come(0ms, house.served_for(5ms));
  house.visits.come(1ms, house.served_for(5ms));  // tries at 1, 11 and 21
  house.visits.come(6ms, house.served_for(6ms));  // 6 to 12
  house.run_for(1s);
  CHECK(house.visits.log ==
        Log{{5ms, {true, 1, 0ms}}, {12ms, {true, 1, 0ms}}, {26ms, {true, 3, 20ms}}});
}

TEST_CASE("who does not try again is lost at once") {
  House house(0.0);
  house.visits.come(0ms, house.served_for(25ms));
  house.visits.come(2ms, house.served_for(3ms));
  house.run_for(1s);
  CHECK(house.visits.log == Log{{2ms, {false, 1, 0ms}}, {25ms, {true, 1, 0ms}}});
  CHECK(house.station.orbit_seconds() == 0.0);
}

TEST_CASE("who leaves the orbit for good is no longer counted in it") {
  House house(1.0);
  house.visits.come(0ms, house.served_for(100ms));
  house.visits.come(2ms, 7ms, house.served_for(3ms));
  house.run_for(50ms);
  CHECK(house.station.orbiting() == 0);
  CHECK(house.station.orbit_seconds() == Approx(0.005));
}
