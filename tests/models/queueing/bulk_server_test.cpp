#include "models/queueing/bulk_server.hpp"

#include "tests/models/queueing/visits.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Told {
  Duration wait;
  std::size_t batch;

  Told(Duration w, std::size_t b) : wait(w), batch(b) {}

  explicit Told(const BulkServer::Result& result) : Told(result.wait, result.batch) {}

  bool operator==(const Told&) const = default;
};

using Visits = test::Visits<Told>;
using Log = std::vector<Visits::Entry>;

/// Services of 10 ms.
struct House {
  House(std::size_t batch_min, std::size_t batch_max)
      : server(simulation,
               {.service = Distribution::deterministic(10ms),
                .batch_min = batch_min,
                .batch_max = batch_max},
               Stream(1)) {}

  void come(Duration at) {
    visits.come(at, [this] { return server.visit(); });
  }

  void come(Duration at, Duration until) {
    visits.come(at, until, [this] { return server.visit(); });
  }

  void run_for(Duration span) { simulation.run_until(TimePoint{span}); }

  Simulation simulation;
  BulkServer server;
  Visits visits{simulation};
};

}  // namespace

TEST_CASE("a free server takes who is there; nobody joins a batch under way") {
  House house(1, 8);
  house.come(0ms);
  house.come(3ms);
  house.come(4ms);
  house.run_for(5ms);
  CHECK(house.server.is_busy());
  CHECK(house.server.waiting() == 2);
  house.run_for(1s);
  CHECK(house.visits.log == Log{{10ms, {0ms, 1}}, {20ms, {7ms, 2}}, {20ms, {6ms, 2}}});
  CHECK(house.server.busy_seconds() == Approx(0.020));
  CHECK(house.server.waiting_seconds() == Approx(0.013));
}

TEST_CASE("a batch is no larger than the largest; the first in line go first") {
  House house(1, 2);
  house.come(0ms);
  for (int i = 1; i <= 3; ++i) house.come(i * 1ms);
  house.run_for(1s);
  CHECK(house.visits.log ==
        Log{{10ms, {0ms, 1}}, {20ms, {9ms, 2}}, {20ms, {8ms, 2}}, {30ms, {17ms, 1}}});
}

TEST_CASE("a server waits for the smallest batch") {
  House house(3, 4);
  house.come(0ms);
  house.come(5ms);
  house.come(7ms);  // all three from 7 to 17
  house.come(8ms);  // alone at 17
  house.come(20ms);
  house.come(30ms);  // from 30 to 40
  house.run_for(29ms);
  CHECK_FALSE(house.server.is_busy());
  house.run_for(1s);
  CHECK(house.visits.log == Log{{17ms, {7ms, 3}},
                                {17ms, {2ms, 3}},
                                {17ms, {0ms, 3}},
                                {40ms, {22ms, 3}},
                                {40ms, {10ms, 3}},
                                {40ms, {0ms, 3}}});
}

TEST_CASE("who gives up leaves the line, or a batch that goes on without") {
  House house(1, 8);
  house.come(0ms, 5ms);
  house.come(1ms, 6ms);
  house.come(2ms);
  house.run_for(1s);
  CHECK(house.visits.log == Log{{20ms, {8ms, 1}}});
  CHECK(house.server.waiting_seconds() == Approx(0.005 + 0.008));
}
