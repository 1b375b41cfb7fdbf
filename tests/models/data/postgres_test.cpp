#include "models/data/postgres.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

Request query(Verb verb, Duration demand) {
  Request request;
  request.verb = verb;
  request.demand = demand;
  return request;
}

PostgresParams database(int concurrency, int max_connections = 100) {
  PostgresParams params;
  params.concurrency = concurrency;
  params.max_connections = max_connections;
  return params;
}

}  // namespace

TEST_CASE("a server works on as many queries at once as it may, the rest wait") {
  TestWorld world;
  Postgres db(database(2), world.context("db"), {});
  Caller caller(world, db);
  for (int i = 0; i < 3; ++i) caller.call(0ms, query(Verb::read, 10ms));
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{ok, 10ms}, {ok, 10ms}, {ok, 20ms}});
}

TEST_CASE("a connection above max_connections less the reserved ones is refused at once") {
  TestWorld world;
  Postgres db(database(1, 5), world.context("db"), {});  // 5 - 3 reserved = 2
  Caller caller(world, db);
  for (int i = 0; i < 3; ++i) caller.call(0ms, query(Verb::write, 10ms));
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{too_many_connections, 0ms}, {ok, 10ms}, {ok, 20ms}});
}

TEST_CASE(
    "reads go to the replicas in turn, writes to the primary; a dead replica refuses its share") {
  TestWorld world;
  Postgres db(database(8), world.context("db"), {clients_zone, clients_zone});
  Caller caller(world, db);
  CHECK(db.strike(Strike::kill, "replica-1", 1));
  CHECK_FALSE(db.strike(Strike::kill, "replica-2", 1));
  for (int i = 0; i < 4; ++i) caller.call(1ms * i, query(Verb::read, 10ms));
  caller.call(4ms, query(Verb::write, 10ms));
  world.run_until(1s);
  int failures = 0;
  for (const Answer& answer : caller.answers) failures += answer.kind == refused ? 1 : 0;
  CHECK(failures == 2);
  CHECK(caller.answers.size() == 5);
}

TEST_CASE("a killed primary resets its queries; a slow one takes longer from that moment on") {
  TestWorld world;
  Postgres db(database(8), world.context("db"), {});
  Caller caller(world, db);
  caller.call(0ms, query(Verb::write, 10ms));
  world.run_until(5ms);
  db.strike(Strike::slow, "primary", 2);  // 5 ms of work are left: 10 ms
  caller.call(20ms, query(Verb::write, 10ms));
  world.run_until(25ms);
  db.strike(Strike::kill, "primary", 1);
  caller.call(30ms, query(Verb::write, 10ms));
  world.run_until(35ms);
  db.strike(Strike::heal, "primary", 1);
  caller.call(40ms, query(Verb::write, 10ms));
  world.run_until(1s);
  CHECK(caller.answers ==
        std::vector<Answer>{{ok, 15ms}, {reset, 25ms}, {refused, 30ms}, {ok, 50ms}});
}

TEST_CASE("to slow a dead server does not revive it, and slow service is charged as it was") {
  TestWorld world;
  Postgres db(database(8), world.context("db"), {});
  Caller caller(world, db);
  db.strike(Strike::kill, "primary", 1);
  db.strike(Strike::slow, "primary", 4);
  caller.call(0ms, query(Verb::write, 10ms));
  world.run_until(1s);
  db.strike(Strike::heal, "primary", 1);
  db.strike(Strike::slow, "primary", 4);
  caller.call(1s, query(Verb::write, 10ms));
  world.run_until(2s);
  CHECK(caller.answers == std::vector<Answer>{{refused, 0ms}, {ok, 1040ms}});
  std::vector<ComponentReport> reports;
  db.report(reports);
  CHECK(reports.at(0).flow->service.max() == Approx(0.040));
}
