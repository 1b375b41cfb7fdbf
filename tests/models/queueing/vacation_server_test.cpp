#include "models/queueing/vacation_server.hpp"

#include "tests/models/queueing/visits.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using Visits = test::Visits<Duration>;

namespace {

/// Vacations of 10 ms.
struct House {
  Simulation simulation;
  VacationServer server{simulation, Distribution::deterministic(10ms), Stream(1)};
  Visits visits{simulation};

  auto served_for(Duration service) {
    return [this, service] { return server.visit(service); };
  }

  void run_for(Duration span) { simulation.run_until(TimePoint{span}); }
};

}  // namespace

TEST_CASE("who comes during a vacation waits for its end") {
  House house;
  house.visits.come(4ms, house.served_for(3ms));
  house.run_for(5ms);
  CHECK(house.server.is_away());
  CHECK(house.server.waiting() == 1);
  house.run_for(12ms);
  CHECK_FALSE(house.server.is_away());
  house.run_for(1s);
  CHECK(house.visits.log == std::vector<Visits::Entry>{{13ms, 6ms}});
}

TEST_CASE("the server goes away again and again until somebody waits, and stays while they do") {
  House house;
  house.visits.come(31ms, house.served_for(2ms));  // vacations end at 10, 20, 30, 40
  house.visits.come(39ms, house.served_for(5ms));  // served from 42 to 47
  house.visits.come(48ms, house.served_for(1ms));  // away from 47 to 57
  house.run_for(1s);
  CHECK(house.visits.log == std::vector<Visits::Entry>{{42ms, 9ms}, {47ms, 3ms}, {58ms, 9ms}});
}

TEST_CASE("who gives up leaves the line, or the server to the next") {
  House house;
  house.visits.come(1ms, 14ms, house.served_for(9ms));  // in service since 10
  house.visits.come(2ms, 13ms, house.served_for(9ms));  // in line
  house.visits.come(3ms, house.served_for(2ms));        // from 14 to 16
  house.run_for(1s);
  CHECK(house.visits.log == std::vector<Visits::Entry>{{16ms, 11ms}});
}

TEST_CASE("a server given up in service goes on vacation when nobody waits") {
  House house;
  house.visits.come(1ms, 14ms, house.served_for(9ms));
  house.visits.come(15ms, house.served_for(1ms));  // away from 14 to 24
  house.run_for(1s);
  CHECK(house.visits.log == std::vector<Visits::Entry>{{25ms, 9ms}});
}
