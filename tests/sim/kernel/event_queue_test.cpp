#include "sim/kernel/event_queue.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

EventRecord record(std::uint64_t time, std::uint64_t sequence, std::uint32_t slot = 0) {
  return {time, (sequence << EventRecord::slot_bits) | slot};
}

using Key = std::pair<std::uint64_t, std::uint64_t>;

Key key(const EventRecord& event) {
  return {event.time, event.order};
}

}  // namespace

TEST_CASE("a record is 16 bytes and ordered by time, then insertion", "[kernel]") {
  STATIC_REQUIRE(sizeof(EventRecord) == 16);
  CHECK(record(1, 9) < record(2, 1));
  CHECK(record(2, 1, 7) < record(2, 2, 3));
  CHECK_FALSE(record(2, 2) < record(2, 2));
  CHECK(record(~std::uint64_t{0}, 1) < record(~std::uint64_t{0}, 2));
  CHECK(record(5, 77, EventRecord::slot_max).slot() == EventRecord::slot_max);
}

TEST_CASE("equal times come out in the order they went in", "[kernel]") {
  EventQueue queue;
  for (std::uint64_t i = 1; i <= 1000; ++i) queue.push(record(i % 3, i));
  std::vector<std::uint64_t> order;
  std::uint64_t time = 0;
  while (!queue.empty()) {
    const EventRecord taken = queue.take();
    if (taken.time != time) order.clear();
    time = taken.time;
    order.push_back(taken.order);
    CHECK(std::is_sorted(order.begin(), order.end()));
  }
}

TEST_CASE("the queue agrees with a sorted set under random pushes, takes and removals",
          "[kernel]") {
  Stream chance(20261121);
  for (const std::uint64_t range : {2U, 50U, 100'000U}) {
    EventQueue queue;
    std::set<Key> reference;
    std::uint64_t sequence = 0;
    std::uint64_t now = 0;
    for (int step = 0; step < 60'000; ++step) {
      const std::uint64_t growing = step % 20'000 < 10'000 ? 6 : 3;
      const std::uint64_t dice = chance.below(1000);
      if (dice < growing * 100 || reference.empty()) {
        const EventRecord fresh = record(now + chance.below(range), ++sequence);
        queue.push(fresh);
        reference.insert(key(fresh));
      } else if (dice < 998) {
        REQUIRE(key(queue.top()) == *reference.begin());
        const EventRecord taken = queue.take();
        REQUIRE(key(taken) == *reference.begin());
        reference.erase(reference.begin());
        now = taken.time;
      } else {
        const std::uint64_t keep = chance.below(4);
        const auto dead = [keep](std::uint64_t order) {
          return ((order >> EventRecord::slot_bits) & 3) != keep;
        };
        queue.remove_if([&dead](const EventRecord& event) { return dead(event.order); });
        std::erase_if(reference, [&dead](const Key& entry) { return dead(entry.second); });
      }
      REQUIRE(queue.size() == reference.size());
    }
    while (!reference.empty()) {
      REQUIRE(key(queue.take()) == *reference.begin());
      reference.erase(reference.begin());
    }
    CHECK(queue.empty());
  }
}

TEST_CASE("the hole that a take leaves is closed by whatever comes next", "[kernel]") {
  EventQueue queue;
  queue.push(record(1, 1));
  CHECK(queue.take().time == 1);
  CHECK(queue.empty());
  queue.push(record(7, 2));
  CHECK(queue.top().time == 7);
  queue.push(record(3, 3));
  CHECK(queue.take().time == 3);
  queue.remove_if([](const EventRecord& event) { return event.time == 7; });
  CHECK(queue.empty());
  queue.push(record(4, 4));
  CHECK(queue.size() == 1);
  CHECK(queue.take().time == 4);
}
