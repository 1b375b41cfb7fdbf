#include "models/queueing/batcher.hpp"

#include "tests/models/queueing/visits.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Told {
  std::size_t size;
  bool full;
  Duration open;
  Duration delay;

  Told(std::size_t s, bool f, Duration o, Duration d) : size(s), full(f), open(o), delay(d) {}

  explicit Told(const Batcher::Batch& batch)
      : Told(batch.size, batch.full, batch.open, batch.delay) {}

  bool operator==(const Told&) const = default;
};

using Visits = test::Visits<Told>;
using Log = std::vector<Visits::Entry>;

/// Batches of three at most, 10 ms after the first item at the latest.
struct House {
  void come(Duration at) {
    visits.come(at, [this] { return batcher.join(); });
  }

  void come(Duration at, Duration until) {
    visits.come(at, until, [this] { return batcher.join(); });
  }

  void run_for(Duration span) { simulation.run_until(TimePoint{span}); }

  Simulation simulation;
  Batcher batcher{simulation, {.size_max = 3, .timeout = 10ms}};
  Visits visits{simulation};
};

}  // namespace

TEST_CASE("a batch leaves with the item that fills it") {
  House house;
  for (const Duration at : {1ms, 4ms, 6ms}) house.come(at);
  house.run_for(5ms);
  CHECK(house.batcher.gathered() == 2);
  house.run_for(1s);
  CHECK(house.visits.log ==
        Log{{6ms, {3, true, 5ms, 5ms}}, {6ms, {3, true, 5ms, 2ms}}, {6ms, {3, true, 5ms, 0ms}}});
}

TEST_CASE("a batch that does not fill leaves when its timer ends") {
  House house;
  house.come(1ms);
  house.come(9ms);
  house.come(12ms);  // opens the next
  house.run_for(1s);
  CHECK(house.visits.log == Log{{11ms, {2, false, 10ms, 10ms}},
                                {11ms, {2, false, 10ms, 2ms}},
                                {22ms, {1, false, 10ms, 10ms}}});
}

TEST_CASE("a full batch takes its timer with it") {
  House house;
  for (const Duration at : {0ms, 1ms, 2ms}) house.come(at);
  house.come(5ms);  // its own timer ends at 15, not that of the first batch at 10
  house.run_for(1s);
  CHECK(house.visits.log.back() == Visits::Entry{15ms, {1, false, 10ms, 10ms}});
}

TEST_CASE("without a time-out an item waits until its batch is full; of size one it never waits") {
  Simulation simulation;
  Batcher pairs(simulation, {.size_max = 2});
  Batcher singles(simulation, {});
  Visits visits(simulation);
  visits.come(1ms, [&] { return pairs.join(); });
  visits.come(2h, [&] { return pairs.join(); });
  visits.come(3h, [&] { return singles.join(); });
  simulation.run_until(TimePoint{4h});
  CHECK(visits.log == Log{{2h, {2, true, 2h - 1ms, 2h - 1ms}},
                          {2h, {2, true, 2h - 1ms, 0ms}},
                          {3h, {1, true, 0ms, 0ms}}});
}

TEST_CASE("items that are withdrawn do not count, and an empty batch has no timer") {
  House house;
  house.come(0ms, 4ms);
  house.come(1ms);  // leaves with the timer of the one before
  house.run_for(20ms);
  CHECK(house.visits.log == Log{{10ms, {1, false, 10ms, 9ms}}});
  house.come(1ms, 4ms);  // from 21 to 24
  house.come(10ms);      // opens anew at 30
  house.run_for(1s);
  CHECK(house.visits.log.back() == Visits::Entry{40ms, {1, false, 10ms, 10ms}});
}
