#include "models/data/connection_pool.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

ConnectionPoolParams pool_of(int size, Duration patience) {
  ConnectionPoolParams params;
  params.default_pool_size = size;
  params.query_wait_timeout = patience;
  return params;
}

}  // namespace

TEST_CASE("queries wait for a connection in the order in which they came") {
  // Two connections, queries of 10 ms: the third starts when the first ends.
  TestWorld world;
  Echo database(world, 10ms);
  ConnectionPool pool(pool_of(2, 1s), world.context("pool"), database);
  Caller caller(world, pool);
  for (int i = 0; i < 5; ++i) caller.call(1ms * i);
  world.run_until(1s);
  CHECK(caller.answers ==
        std::vector<Answer>{{ok, 10ms}, {ok, 11ms}, {ok, 20ms}, {ok, 21ms}, {ok, 30ms}});
}

TEST_CASE("who waits longer than query_wait_timeout fails, and the connection is not lost") {
  TestWorld world;
  Echo database(world, 10ms);
  ConnectionPool pool(pool_of(1, 15ms), world.context("pool"), database);
  Caller caller(world, pool);
  for (int i = 0; i < 3; ++i) caller.call(0ms);
  caller.call(30ms);
  world.run_until(1s);
  CHECK(caller.answers ==
        std::vector<Answer>{{ok, 10ms}, {pool_timeout, 15ms}, {ok, 20ms}, {ok, 40ms}});
}

TEST_CASE("max_client_conn refuses who would be one too many") {
  TestWorld world;
  Echo database(world, 10ms);
  ConnectionPoolParams params = pool_of(1, 1s);
  params.max_client_conn = 2;
  ConnectionPool pool(params, world.context("pool"), database);
  Caller caller(world, pool);
  for (int i = 0; i < 3; ++i) caller.call(0ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{refused, 0ms}, {ok, 10ms}, {ok, 20ms}});
}

TEST_CASE("with scope pod each pod has connections of its own") {
  TestWorld world;
  Echo database(world, 10ms);
  ConnectionPoolParams params = pool_of(1, 1s);
  params.scope = PoolScope::pod;
  ConnectionPool pool(params, world.context("pool"), database);
  Caller caller(world, pool);
  for (const std::uint32_t pod : {0U, 1U, 0U}) {
    Request request;
    request.origin = pod;
    caller.call(0ms, request);
  }
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{ok, 10ms}, {ok, 10ms}, {ok, 20ms}});
}

TEST_CASE("killing the pool resets what it serves and refuses until it is healed") {
  TestWorld world;
  Echo database(world, 10ms);
  ConnectionPool pool(pool_of(1, 1s), world.context("pool"), database);
  Caller caller(world, pool);
  caller.call(0ms);
  caller.call(6ms);
  world.run_until(5ms);
  pool.strike(Strike::kill, "", 1);
  world.run_until(7ms);
  pool.strike(Strike::heal, "", 1);
  caller.call(8ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{reset, 5ms}, {refused, 6ms}, {ok, 18ms}});
  CHECK(database.ended == 1);
}
