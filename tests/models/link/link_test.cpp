#include "models/link/link.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

TEST_CASE("a time-out abandons the call, which runs on and burns capacity") {
  TestWorld world;
  Echo slow(world, 100ms);
  Link link({.timeout = 30ms}, world.context("a->b"), slow);
  Caller caller(world, link);
  caller.call(0ms);
  world.run_until(50ms);
  CHECK(caller.answers == std::vector<Answer>{{timeout, 30ms}});
  CHECK(slow.ended == 0);
  world.run_until(1s);
  CHECK(slow.ended == 1);
  CHECK(caller.answers.size() == 1);  // the late answer is dropped
  CHECK(link.timeouts() == 1);
}

TEST_CASE("an answer at the very end of the time-out still counts") {
  TestWorld world;
  Echo just(world, 30ms);
  Link link({.timeout = 30ms}, world.context("a->b"), just);
  Caller caller(world, link);
  caller.call(0ms);
  world.run_until(1s);
  REQUIRE(caller.answers.size() == 1);
  CHECK(caller.answers.front().at == 30ms);
}

TEST_CASE("a failure is tried again, as often as allowed and not beyond the deadline") {
  TestWorld world;
  Echo failing(world, 10ms, refused);
  Link link({.timeout = std::nullopt, .attempts_max = 3, .budget_ratio = 10}, world.context("a->b"),
            failing);
  Caller caller(world, link);
  caller.call(0ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{refused, 30ms}});
  CHECK(failing.calls == 3);
  CHECK(failing.last.attempt == 2);
  Request hurried;
  hurried.deadline = TimePoint{1s + 15ms};
  caller.call(1s, hurried);
  world.run_until(2s);
  CHECK(failing.calls == 5);  // after the second try at 1.02 s the deadline has passed
}

TEST_CASE("without a budget left nothing is tried again") {
  TestWorld world;
  Echo failing(world, 1ms, refused);
  Link link({.timeout = std::nullopt, .attempts_max = 2, .budget_ratio = 0.1},
            world.context("a->b"), failing);
  Caller caller(world, link);
  for (int i = 0; i < 1000; ++i) caller.call(10ms * i);
  world.run_until(20s);
  // 100 tokens saved up and 0.1 for each first try: about 100 + 0.1 · 1000 tries again (the first
  // ones waste a little).
  CHECK(link.retries() > 190);
  CHECK(link.retries() <= 200);
  CHECK(failing.calls == 1000 + static_cast<int>(link.retries()));
  CHECK(link.retries_refused() == 1000 - link.retries());
}
