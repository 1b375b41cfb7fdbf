#include "models/compute/termination.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("SIGTERM comes at once without a preStop hook, SIGKILL after the grace period") {
  CHECK(termination_plan(0s, 30s) == TerminationPlan{0s, 30s});
}

TEST_CASE("the preStop hook takes of the grace period") {
  CHECK(termination_plan(5s, 30s) == TerminationPlan{5s, 30s});
  CHECK(termination_plan(28s, 30s) == TerminationPlan{28s, 30s});
}

TEST_CASE("a preStop hook that uses the grace period up is cut off and gives 2 s more") {
  CHECK(termination_plan(30s, 30s) == TerminationPlan{30s, 32s});
  CHECK(termination_plan(60s, 30s) == TerminationPlan{30s, 32s});
  CHECK(termination_plan(29s, 30s) == TerminationPlan{29s, 31s});
}

TEST_CASE("no preStop hook runs without a grace period") {
  CHECK(termination_plan(5s, 0s) == TerminationPlan{0s, 0s});
}

TEST_CASE("a container without lifecycle, or without a sleep, has no hook") {
  CHECK(Lifecycle{}.pre_stop() == 0s);
  CHECK(Lifecycle{LifecycleHandler{}}.pre_stop() == 0s);
  CHECK(Lifecycle{LifecycleHandler{SleepAction{7}}}.pre_stop() == 7s);
}
