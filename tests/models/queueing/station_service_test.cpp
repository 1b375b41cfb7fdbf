#include "models/queueing/station_service.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

StationParams station(int servers) {
  StationParams params;
  params.servers = servers;
  params.service = Distribution::deterministic(10ms);
  return params;
}

}  // namespace

TEST_CASE("a station serves as many at once as it has servers, then calls on") {
  TestWorld world;
  Echo next(world, 1ms);
  StationService service(station(2), world.context("desk"), &next);
  Caller caller(world, service);
  for (int i = 0; i < 3; ++i) caller.call(0ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{ok, 11ms}, {ok, 11ms}, {ok, 21ms}});
}

TEST_CASE("who finds the line full or loses patience is turned away") {
  TestWorld world;
  StationParams params = station(1);
  params.waiting_max = 2;
  params.patience = 15ms;
  StationService service(params, world.context("desk"), nullptr);
  Caller caller(world, service);
  for (int i = 0; i < 4; ++i) caller.call(0ms);
  world.run_until(1s);
  CHECK(caller.answers ==
        std::vector<Answer>{{rejected_limit, 0ms}, {ok, 10ms}, {rejected_limit, 15ms}, {ok, 20ms}});
  std::vector<ComponentReport> reports;
  service.report(reports);
  CHECK(reports.at(0).counters.at("balked") == 1);
  CHECK(reports.at(0).counters.at("reneged") == 1);
  CHECK(reports.at(0).busy_seconds == Approx(0.020));
}

TEST_CASE("killing a station resets who is inside") {
  TestWorld world;
  StationService service(station(1), world.context("desk"), nullptr);
  Caller caller(world, service);
  caller.call(0ms);
  caller.call(1ms);
  world.run_until(5ms);
  service.strike(Strike::kill, "", 1);
  caller.call(6ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{reset, 5ms}, {reset, 5ms}, {refused, 6ms}});
}
