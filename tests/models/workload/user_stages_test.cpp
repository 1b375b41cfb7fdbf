#include "models/workload/user_stages.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

/// All changes, the number at the start included.
std::vector<UserPoint> steps(const UserStages& stages) {
  std::vector<UserPoint> all{{TimePoint{}, stages.users_at(TimePoint{})}};
  while (const auto next = stages.next_step(all.back().at)) all.push_back(*next);
  return all;
}

using Counts = std::vector<std::pair<std::int64_t, std::uint32_t>>;

void check_counts(const UserStages& stages, const Counts& counts) {
  for (const auto& [ms, users] : counts) {
    INFO("at " << ms << " ms");
    CHECK(stages.users_at(at(ms * 1ms)) == users);
  }
}

}  // namespace

// The two cases follow k6's executor ramping-vus: a rising line counts full users, a falling one
// keeps the last until it is all gone, offsets are counted back from the end of the stage and cut
// to nanoseconds.
TEST_CASE("stages to 100 and 1000 users give k6's numbers", "[workload]") {
  const std::vector<UserStage> ramps{
      {120s, 100}, {300s, 100}, {120s, 1000}, {600s, 1000}, {120s, 0}};
  const auto stages = UserStages::ramps(1, ramps);
  check_counts(stages, {{0, 1},
                        {1000, 1},
                        {1212, 1},
                        {1213, 2},
                        {60000, 50},
                        {119999, 99},
                        {120000, 100},
                        {300000, 100},
                        {420000, 100},
                        {480000, 550},
                        {539999, 999},
                        {540000, 1000},
                        {1140000, 1000},
                        {1140001, 1000},
                        {1140120, 999},
                        {1200000, 500},
                        {1259879, 2},
                        {1259880, 1},
                        {1260000, 0}});
  const auto all = steps(stages);
  CHECK(all.size() == 2000);
  const std::vector<UserPoint> first{{at(0ns), 1},          {at(1212121213ns), 2},
                                     {at(2424242425ns), 3}, {at(3636363637ns), 4},
                                     {at(4848484849ns), 5}, {at(6060606061ns), 6}};
  CHECK(std::vector<UserPoint>(all.begin(), all.begin() + 6) == first);
  CHECK(all.back() == UserPoint{at(1260s), 0});
  CHECK(stages.users_max() == 1000);
}

TEST_CASE("a stage of no length is a jump, and at the end all users stop", "[workload]") {
  const std::vector<UserStage> ramps{{10s, 10}, {0s, 50}, {10s, 50}, {10s, 5}};
  const auto stages = UserStages::ramps(0, ramps);
  check_counts(stages, {{0, 0},
                        {999, 0},
                        {1000, 1},
                        {9999, 9},
                        {10000, 50},
                        {20000, 50},
                        {20222, 50},
                        {20223, 49},
                        {29999, 6},
                        {30000, 0}});
  const auto all = steps(stages);
  // 0 and 1 to 9; 10 and 50 at one instant are one change; 49 to 6; 5 and 0 likewise.
  CHECK(all.size() == 10 + 1 + 44 + 1);
  CHECK(all.back() == UserPoint{at(30s), 0});
}

TEST_CASE("each user runs from its step up to its step down", "[workload]") {
  const UserStages stages(
      {{at(0s), 0}, {at(10s), 10}, {at(20s), 10}, {at(30s), 0}, {at(40s), 0}, {at(50s), 5}});
  CHECK(stages.active_from(0, at(0s)) == at(1s));  // the first user comes when the line reaches 1
  CHECK(stages.active_from(9, at(0s)) == at(10s));
  CHECK(stages.active_from(9, at(15s)) == at(15s));
  CHECK(stages.inactive_from(9, at(10s)) == at(21s));  // the last one goes first
  CHECK(stages.inactive_from(0, at(10s)) == at(30s));
  CHECK(stages.inactive_from(0, at(0s)) == at(0s));
  CHECK(stages.active_from(0, at(30s)) == at(42s));
  CHECK_FALSE(stages.active_from(9, at(21s)).has_value());
  CHECK_FALSE(stages.active_from(10, at(0s)).has_value());
  CHECK_FALSE(
      stages.inactive_from(0, at(42s)).has_value());  // after the last point the number stays
  CHECK(stages.is_active(4, at(1h)));
}

TEST_CASE("the three ways of asking agree", "[workload]") {
  const UserStages stages({{at(0s), 3},
                           {at(7s), 17},
                           {at(7s), 5},
                           {at(9s), 5},
                           {at(11s), 1},
                           {at(11s), 9},
                           {at(20s), 0}});
  for (Duration t{}; t < 22s; t += 37ms) {
    const auto next = stages.next_step(at(t));
    for (std::uint32_t index = 0; index < 18; ++index) {
      const bool active = stages.is_active(index, at(t));
      const auto other =
          active ? stages.inactive_from(index, at(t)) : stages.active_from(index, at(t));
      CHECK((!other || (next && *other >= next->at)));
      if (other) CHECK(stages.is_active(index, *other) != active);
      if (other) CHECK(stages.is_active(index, *other - 1ns) == active);
    }
  }
}

TEST_CASE("constant users never change", "[workload]") {
  const UserStages stages(40);
  CHECK(stages.users_at(at(1h)) == 40);
  CHECK_FALSE(stages.next_step(at(0s)).has_value());
  CHECK_FALSE(stages.inactive_from(39, at(0s)).has_value());
}

TEST_CASE("before its first point the number is that of the first point", "[workload]") {
  const UserStages stages({{at(10s), 4}, {at(20s), 6}});
  CHECK(stages.users_at(at(0s)) == 4);
  CHECK(stages.next_step(at(0s)) == UserPoint{at(15s), 5});
}

// Locust's dispatcher: floor(rate) users at once, a lot each floor(rate)/rate seconds, the first at
// the start.
TEST_CASE("users are spawned in Locust's lots", "[workload]") {
  const auto fast = steps(UserStages::spawned(0, 1000, 10));
  CHECK(fast.size() == 100);
  CHECK(fast[0] == UserPoint{at(0s), 10});
  CHECK(fast[7] == UserPoint{at(7s), 80});
  CHECK(fast.back() == UserPoint{at(99s), 1000});
  const std::vector<UserPoint> slow{
      {at(0s), 1}, {at(2s), 2}, {at(4s), 3}, {at(6s), 4}, {at(8s), 5}};
  CHECK(steps(UserStages::spawned(0, 5, 0.5)) == slow);
  CHECK(steps(UserStages::spawned(7, 7, 2.5)) == std::vector<UserPoint>{{at(0s), 7}});
  CHECK(steps(UserStages::spawned(7, 2, 2.5)) ==
        std::vector<UserPoint>{{at(0s), 5}, {at(800ms), 3}, {at(1600ms), 2}});
}

TEST_CASE("a million users over a day keep nanosecond instants", "[workload]") {
  const UserStages stages({{at(0s), 0}, {at(24h), 1'000'000}});
  CHECK(stages.active_from(0, at(0s)) == at(86400us));
  CHECK(stages.active_from(499'999, at(0s)) == at(12h));
  CHECK(stages.users_at(at(12h)) == 500'000);
}

TEST_CASE("stages that cannot be are refused", "[workload]") {
  CHECK_THROWS_AS(UserStages(std::vector<UserPoint>{}), InternalError);
  CHECK_THROWS_AS(UserStages({{at(2s), 1}, {at(1s), 1}}), InternalError);
  CHECK_THROWS_AS(UserStages::spawned(0, 5, 0), InternalError);
}
