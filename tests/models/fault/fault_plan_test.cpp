#include "models/fault/fault_plan.hpp"

#include "models/queueing/station_service.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

TEST_CASE("faults strike at their time, heal after theirs, and are written down") {
  TestWorld world;
  StationParams params;
  params.service = Distribution::deterministic(10ms);
  StationService desk(params, world.context("desk", 0, 2), nullptr);
  FaultPlan plan(world.world,
                 {{TimePoint{1s}, Strike::kill, "desk", 1, 2s},
                  {TimePoint{5s}, Strike::slow, "zone/a", 3, std::nullopt},
                  {TimePoint{6s}, Strike::kill, "desk/nobody", 1, std::nullopt}},
                 {&desk}, {"", "", "a"});
  plan.start();
  Caller caller(world, desk);
  for (const Duration at : std::vector<Duration>{0s, 1500ms, 3001ms, 5001ms}) caller.call(at);
  world.run_until(10s);
  CHECK(caller.answers ==
        std::vector<Answer>{{ok, 10ms}, {refused, 1500ms}, {ok, 3011ms}, {ok, 5031ms}});
  const auto& journal = world.journal.entries();
  REQUIRE(journal.size() == 4);
  CHECK(journal[0].event == "kill");
  CHECK(journal[1].event == "heal");
  CHECK(journal[1].at == TimePoint{3s});
  CHECK(journal[2].detail == "slower by a factor of 3");
  CHECK(journal[3].detail == "no such member at this time; nothing was done");
}
