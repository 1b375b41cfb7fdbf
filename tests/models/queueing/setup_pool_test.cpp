#include "models/queueing/setup_pool.hpp"

#include "tests/models/queueing/visits.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using State = SetupPool::State;

namespace {

struct Told {
  Duration wait;
  bool started_server;

  Told(Duration w, bool s) : wait(w), started_server(s) {}

  explicit Told(const SetupPool::Result& result) : Told(result.wait, result.started_server) {}

  bool operator==(const Told&) const = default;
};

using Visits = test::Visits<Told>;
using Log = std::vector<Visits::Entry>;

/// Set-ups of 10 ms.
struct House {
  House(std::size_t servers, Duration idle_time)
      : pool(simulation,
             {.servers = servers,
              .setup = Distribution::deterministic(10ms),
              .idle_time = Distribution::deterministic(idle_time)},
             Stream(1), Stream(2)) {}

  auto served_for(Duration service) {
    return [this, service] { return pool.visit(service); };
  }

  void run_for(Duration span) { simulation.run_until(TimePoint{span}); }

  Simulation simulation;
  SetupPool pool;
  Visits visits{simulation};
};

}  // namespace

TEST_CASE("the first to come starts the server, the next ones wait with it") {
  House house(1, 0ms);
  house.visits.come(5ms, house.served_for(4ms));
  house.visits.come(8ms, house.served_for(1ms));
  house.run_for(9ms);
  CHECK(house.pool.count(State::setting_up) == 1);
  CHECK(house.pool.waiting() == 2);
  house.run_for(100ms);
  CHECK(house.visits.log == Log{{19ms, {10ms, true}}, {20ms, {11ms, false}}});
  CHECK(house.pool.server_seconds(State::off) == Approx(0.085));
  CHECK(house.pool.server_seconds(State::setting_up) == Approx(0.010));
  CHECK(house.pool.server_seconds(State::busy) == Approx(0.005));
  CHECK(house.pool.server_seconds(State::idle) == 0.0);
}

TEST_CASE("a server stays on for its idle time, anew after each service") {
  House house(1, 7ms);
  house.visits.come(0ms, house.served_for(1ms));   // 10 to 11, idle until 18
  house.visits.come(15ms, house.served_for(2ms));  // at once, idle from 17 to 24
  house.visits.come(23ms, house.served_for(2ms));  // at once, idle from 25 to 32
  house.visits.come(33ms, house.served_for(1ms));  // set up from 33 to 43
  house.run_for(60ms);
  CHECK(
      house.visits.log ==
      Log{{11ms, {10ms, true}}, {17ms, {0ms, false}}, {25ms, {0ms, false}}, {44ms, {10ms, true}}});
  CHECK(house.pool.server_seconds(State::idle) == Approx(0.004 + 0.006 + 0.007 + 0.007));
}

TEST_CASE("a set-up is given up when a server comes free for its customer first") {
  House house(2, 0ms);
  house.visits.come(0ms, house.served_for(5ms));   // set up until 10, served until 15
  house.visits.come(12ms, house.served_for(3ms));  // starts the other, served by the first at 15
  house.run_for(14ms);
  CHECK(house.pool.count(State::setting_up) == 1);
  house.run_for(16ms);
  CHECK(house.pool.count(State::setting_up) == 0);
  CHECK(house.pool.count(State::busy) == 1);
  house.run_for(1s);
  CHECK(house.visits.log == Log{{15ms, {10ms, true}}, {18ms, {3ms, true}}});
  CHECK(house.pool.server_seconds(State::setting_up) == Approx(0.013));
}

TEST_CASE("no more servers are started than there are") {
  House house(2, 0ms);
  for (int i = 0; i < 3; ++i) house.visits.come(0ms, house.served_for(4ms));
  house.run_for(1s);
  CHECK(house.visits.log == Log{{14ms, {10ms, true}}, {14ms, {10ms, true}}, {18ms, {14ms, false}}});
}

TEST_CASE("who gives up in line gives up a set-up, who gives up in service frees the server") {
  House house(2, 50ms);
  house.visits.come(0ms, 6ms, house.served_for(4ms));
  house.visits.come(1ms, 12ms, house.served_for(4ms));  // set-ups end at 10 and, given up, at 11
  house.run_for(7ms);
  CHECK(house.pool.count(State::setting_up) == 1);
  house.run_for(11ms);
  CHECK(house.pool.count(State::busy) == 1);
  house.run_for(13ms);
  CHECK(house.pool.count(State::idle) == 1);
  CHECK(house.visits.log.empty());
}

TEST_CASE("of idle servers the one idle for the shortest time is taken") {
  House house(2, 10ms);
  house.visits.come(0ms, house.served_for(1ms));   // 10 to 11
  house.visits.come(0ms, house.served_for(4ms));   // 10 to 14
  house.visits.come(16ms, house.served_for(9ms));  // by the second, the first goes off at 21
  house.run_for(22ms);
  CHECK(house.pool.count(State::off) == 1);
  CHECK(house.pool.count(State::busy) == 1);
}
