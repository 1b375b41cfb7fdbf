#include "models/autoscaling/cluster_autoscaler/provisioning.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster_autoscaler;

namespace {

constexpr TimePoint start{};
const Options options;

}  // namespace

TEST_CASE("section 5.1: nodes requested and not registered are upcoming", "[cluster_autoscaler]") {
  Provisioning group;
  group.requested(start, 3);
  CHECK(group.observe(start + 1min, 5, 2, options) == 0);
  CHECK(group.upcoming() == 3);
  CHECK(group.observe(start + 2min, 5, 4, options) == 0);
  CHECK(group.upcoming() == 1);
  CHECK(group.observe(start + 3min, 5, 5, options) == 0);
  CHECK(group.upcoming() == 0);
}

TEST_CASE("section 5.1: a target that somebody else raised is waited for as well",
          "[cluster_autoscaler]") {
  Provisioning group;
  CHECK(group.observe(start, 4, 1, options) == 0);
  CHECK(group.upcoming() == 3);
}

TEST_CASE("section 5.4: after max-node-provision-time it is given up and the group backed off",
          "[cluster_autoscaler]") {
  Provisioning group;
  group.requested(start, 3);
  CHECK(group.observe(start + 15min, 3, 1, options) == 0);
  CHECK_FALSE(group.is_backed_off(start + 15min));
  const TimePoint late = start + 15min + 10s;
  CHECK(group.observe(late, 3, 1, options) == 2);
  CHECK(group.upcoming() == 0);
  CHECK(group.is_backed_off(late + 5min - 1ns));
  CHECK_FALSE(group.is_backed_off(late + 5min));
}

TEST_CASE("section 5.4: only the requests that are too old are given up", "[cluster_autoscaler]") {
  Provisioning group;
  group.requested(start, 2);
  group.requested(start + 10min, 2);
  CHECK(group.observe(start + 16min, 4, 0, options) == 2);
  CHECK(group.upcoming() == 2);
}

TEST_CASE("section 5.4: the back-off doubles to 30 min, and a success ends it",
          "[cluster_autoscaler]") {
  Provisioning group;
  TimePoint now = start;
  for (const Duration expected : {5min, 10min, 20min, 30min, 30min}) {
    group.requested(now, 1);
    now += 16min;
    CHECK(group.observe(now, 1, 0, options) == 1);
    CHECK(*group.backoff_until() - now == expected);
  }
  group.requested(now, 1);
  CHECK(group.observe(now + 1min, 1, 1, options) == 0);
  CHECK_FALSE(group.is_backed_off(now + 1min));
  group.requested(now + 1min, 1);
  CHECK(group.observe(now + 17min, 2, 1, options) == 1);
  CHECK(*group.backoff_until() - now == 22min);
}
