#include "models/cache/entry_table.hpp"

#include <algorithm>
#include <list>
#include <map>

#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("an entry lives until its expiry and not at it") {
  EntryTable table(0);
  CHECK_FALSE(table.look_up(7, TimePoint{0s}));
  table.store(7, TimePoint{10s});
  CHECK(table.look_up(7, TimePoint{9999999999ns}));
  CHECK_FALSE(table.look_up(7, TimePoint{10s}));
  CHECK(table.size() == 0);
}

TEST_CASE("the least recently used entry goes first") {
  EntryTable table(2);
  table.store(1, TimePoint::max());
  table.store(2, TimePoint::max());
  CHECK(table.look_up(1, TimePoint{}));
  CHECK(table.store(3, TimePoint::max()));  // 2 goes
  CHECK(table.look_up(1, TimePoint{}));
  CHECK_FALSE(table.look_up(2, TimePoint{}));
  CHECK(table.look_up(3, TimePoint{}));
  table.clear();
  CHECK(table.size() == 0);
  CHECK_FALSE(table.look_up(1, TimePoint{}));
}

TEST_CASE("the table does what a list and a map do, over random operations") {
  constexpr std::size_t capacity = 50;
  EntryTable table(capacity);
  std::list<std::uint64_t> order;  // newest first
  std::map<std::uint64_t, TimePoint> entries;
  Stream chance(41);
  for (int i = 0; i < 100'000; ++i) {
    const TimePoint now{1ms * i};
    const std::uint64_t key = chance.below(120);
    if (chance.below(2) == 0) {
      const auto found = entries.find(key);
      const bool alive = found != entries.end() && found->second > now;
      if (found != entries.end()) order.remove(key);
      if (alive)
        order.push_front(key);
      else
        entries.erase(key);
      REQUIRE(table.look_up(key, now) == alive);
    } else {
      const TimePoint expires = now + 1ms * static_cast<std::int64_t>(chance.below(300));
      bool evicts = false;
      if (entries.contains(key)) {
        order.remove(key);
      } else if (entries.size() == capacity) {
        entries.erase(order.back());
        order.pop_back();
        evicts = true;
      }
      order.push_front(key);
      entries[key] = expires;
      REQUIRE(table.store(key, expires) == evicts);
    }
    REQUIRE(table.size() == entries.size());
  }
}
