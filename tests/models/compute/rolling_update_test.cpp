#include "models/compute/rolling_update.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

using Sizes = std::vector<std::int32_t>;

constexpr CountOrPercent percent(std::int32_t value) {
  return {value, true};
}

constexpr CountOrPercent count(std::int32_t value) {
  return {value, false};
}

}  // namespace

TEST_CASE("maxSurge is rounded up and maxUnavailable down") {
  CHECK(rollout_bounds(percent(25), percent(25), 10) == RolloutBounds{3, 2});
  CHECK(rollout_bounds(percent(25), percent(25), 4) == RolloutBounds{1, 1});
  CHECK(rollout_bounds(percent(25), percent(25), 3) == RolloutBounds{1, 0});
  CHECK(rollout_bounds(percent(10), percent(10), 30) == RolloutBounds{3, 3});
  CHECK(rollout_bounds(count(2), count(5), 10) == RolloutBounds{2, 5});
}

TEST_CASE("one pod may be unavailable if both bounds come to nothing; never more than there are") {
  CHECK(rollout_bounds(count(0), percent(9), 10) == RolloutBounds{0, 1});
  CHECK(rollout_bounds(count(0), count(0), 10) == RolloutBounds{0, 1});
  CHECK(rollout_bounds(count(1), count(5), 3) == RolloutBounds{1, 3});
  CHECK(rollout_bounds(count(1), count(5), 0) == RolloutBounds{1, 0});
}

TEST_CASE("the new set grows first, by the surge that is left") {
  CHECK(rolling_update_step({{10, 10}, {0, 0}}, 10, {3, 2}) == Sizes{10, 3});
  CHECK(rolling_update_step({{8, 8}, {3, 0}}, 10, {3, 2}) == Sizes{8, 5});
  CHECK(rolling_update_step({{4, 4}, {8, 8}}, 10, {3, 2}) == Sizes{4, 9});
  CHECK(rolling_update_step({{1, 1}, {9, 9}}, 10, {3, 2}) == Sizes{1, 10});
}

TEST_CASE("old pods go down to replicas - maxUnavailable available ones") {
  // 13 pods, of which the 3 new ones are not available: 13 - 8 - 3 = 2 may go; 10 - 8 = 2 do.
  CHECK(rolling_update_step({{10, 10}, {3, 0}}, 10, {3, 2}) == Sizes{8, 3});
  // Nothing is available to spare.
  CHECK(rolling_update_step({{8, 8}, {5, 0}}, 10, {3, 2}) == Sizes{8, 5});
  // Two of the new pods are available: 13 - 8 - 3 = 2, and 8 + 2 - 8 = 2.
  CHECK(rolling_update_step({{8, 8}, {5, 2}}, 10, {3, 2}) == Sizes{6, 5});
}

TEST_CASE("old pods that are not available go first, within the budget for clean-up") {
  // 14 - 8 - (3 - 3) = 6: set 0 loses its 2, set 1 its 3; available 6 + 3 = 9, so one more goes.
  CHECK(rolling_update_step({{5, 3}, {6, 3}, {3, 3}}, 10, {4, 2}) == Sizes{2, 3, 3});
  // 13 - 8 - 3 = 2 of 5 that are not available; of 5 available ones none can be spared.
  CHECK(rolling_update_step({{10, 5}, {3, 0}}, 10, {3, 2}) == Sizes{8, 3});
}

TEST_CASE("the oldest set is emptied before the next") {
  CHECK(rolling_update_step({{1, 1}, {5, 5}, {7, 7}}, 10, {3, 2}) == Sizes{0, 1, 7});
  CHECK(rolling_update_step({{1, 1}, {5, 5}, {10, 10}}, 10, {6, 2}) == Sizes{0, 0, 10});
  CHECK(rolling_update_step({{1, 1}, {5, 5}, {10, 4}}, 10, {6, 2}) == Sizes{0, 4, 10});
}

TEST_CASE("a new set that is too large shrinks to the number asked for") {
  CHECK(rolling_update_step({{2, 2}, {10, 10}}, 6, {2, 1}) == Sizes{2, 6});
}

TEST_CASE("a whole rollout, pods becoming available at once, step by step") {
  // replicas 4, surge 1, unavailable 1, as 25 % of 4.
  ReplicaSetViews sets{{4, 4}, {0, 0}};
  std::vector<Sizes> steps;
  for (int i = 0; i < 20 && steps.size() < 20; ++i) {
    const Sizes next = rolling_update_step(sets, 4, {1, 1});
    if (next == Sizes{sets[0].spec, sets[1].spec}) break;
    steps.push_back(next);
    sets = {{next[0], next[0]}, {next[1], next[1]}};
  }
  CHECK(steps == std::vector<Sizes>{{4, 1}, {2, 1}, {2, 3}, {0, 3}, {0, 4}});
}

TEST_CASE("without surge a pod goes before its successor comes") {
  CHECK(rolling_update_step({{3, 3}, {0, 0}}, 3, {0, 1}) == Sizes{2, 0});
  CHECK(rolling_update_step({{2, 2}, {0, 0}}, 3, {0, 1}) == Sizes{2, 1});
  CHECK(rolling_update_step({{2, 2}, {1, 0}}, 3, {0, 1}) == Sizes{2, 1});
}

TEST_CASE("a pod is available when it has been Ready for minReadySeconds") {
  CHECK(is_available(TimePoint{10s}, 0, TimePoint{10s}));
  CHECK_FALSE(is_available(TimePoint{10s}, 5, TimePoint{15s} - Duration{1}));
  CHECK(is_available(TimePoint{10s}, 5, TimePoint{15s}));
}

TEST_CASE("Recreate makes new pods only when all old ones are gone") {
  CHECK(recreate_step({{4, 4}, {0, 0}}, 4, 4) == Sizes{0, 0});
  CHECK(recreate_step({{0, 0}, {0, 0}}, 4, 1) == Sizes{0, 0});  // one is still terminating
  CHECK(recreate_step({{0, 0}, {0, 0}}, 4, 0) == Sizes{0, 4});
}

TEST_CASE("scaling in the middle of a rollout spreads the change in proportion") {
  // 10 replicas, surge 3: 8 old, 5 new. To 15: 18 pods are allowed, 5 more. 8 · 18 / 13 = 11.1 and
  // 5 · 18 / 13 = 6.9 (the example of the Kubernetes documentation, "Proportional scaling").
  CHECK(scale_in_proportion({{8, 8, 13}, {5, 0, 13}}, 15, {3, 2}, 13) == Sizes{11, 7});
  // Down to 5 with surge 2: 7 allowed, 6 fewer. 8 · 7 / 13 = 4.3, 5 · 7 / 13 = 2.7.
  CHECK(scale_in_proportion({{8, 8, 13}, {5, 0, 13}}, 5, {2, 1}, 13) == Sizes{4, 3});
}

TEST_CASE("what rounding leaves goes to the largest set") {
  // 3 sets of 3, surge 1, from 8 to 9 replicas: one more; 3 · 10 / 9 = 3.3 rounds to none for each.
  // Of equals on the way up the newest is the first.
  CHECK(scale_in_proportion({{3, 3, 9}, {3, 3, 9}, {3, 3, 9}}, 9, {1, 0}, 9) == Sizes{3, 3, 4});
  // From 8 to 7: one fewer, 3 · 8 / 9 = 2.7 rounds to none; on the way down the oldest is the
  // first.
  CHECK(scale_in_proportion({{3, 3, 9}, {3, 3, 9}, {3, 3, 9}}, 7, {1, 0}, 9) == Sizes{2, 3, 3});
  // The status stands in for what was not recorded.
  CHECK(scale_in_proportion({{8, 8}, {5, 0}}, 15, {3, 2}, 13) == Sizes{11, 7});
}

TEST_CASE("scaling to nothing empties every set, and a single set takes the number itself") {
  CHECK(scale_in_proportion({{8, 8, 13}, {5, 0, 13}}, 0, {0, 0}, 13) == Sizes{0, 0});
  CHECK(scale_in_proportion({{0, 0}, {10, 10}}, 20, {5, 5}, 10) == Sizes{0, 20});
  CHECK(scale_in_proportion({{10, 10}, {0, 0}}, 20, {5, 5}, 10) == Sizes{20, 0});
  CHECK(scale_in_proportion({{0, 0}, {0, 0}}, 3, {1, 0}, 0) == Sizes{0, 3});
}

TEST_CASE("when the new set is complete the old ones go") {
  CHECK(scale_in_proportion({{2, 2, 13}, {10, 10, 13}}, 10, {3, 2}, 12) == Sizes{0, 10});
}

TEST_CASE("the deadline for progress is passed after progressDeadlineSeconds, not at them") {
  CHECK_FALSE(progress_deadline_exceeded(TimePoint{0s}, 600, TimePoint{600s}));
  CHECK(progress_deadline_exceeded(TimePoint{0s}, 600, TimePoint{600s} + Duration{1}));
}
