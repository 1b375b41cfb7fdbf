#include "models/cache/cache.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

Request asks(Verb verb, std::uint64_t key, Duration ttl = forever) {
  Request request;
  request.verb = verb;
  request.key = key;
  request.ttl = ttl;
  return request;
}

}  // namespace

TEST_CASE(
    "a stored key is found until its time to live is over; a killed cache refuses and comes back "
    "empty") {
  TestWorld world;
  CacheParams params;
  params.latency = Distribution::deterministic(1ms);
  Cache cache(params, world.context("redis"));
  Caller caller(world, cache);
  caller.call(0s, asks(Verb::get, 5));
  caller.call(1s, asks(Verb::put, 5, 10s));
  caller.call(2s, asks(Verb::get, 5));
  caller.call(12s, asks(Verb::get, 5));  // stored at 1.001 s for 10 s
  caller.call(13s, asks(Verb::put, 5));
  world.run_until(14s);
  CHECK(cache.strike(Strike::kill, "", 1));
  caller.call(15s, asks(Verb::get, 5));
  world.run_until(16s);
  CHECK(cache.strike(Strike::heal, "", 1));
  caller.call(17s, asks(Verb::get, 5));
  world.run_until(20s);
  using enum OutcomeKind;
  CHECK(caller.answers == std::vector<Answer>{{miss, 1ms},
                                              {ok, 1001ms},
                                              {ok, 2001ms},
                                              {miss, 12001ms},
                                              {ok, 13001ms},
                                              {refused, 15s},
                                              {miss, 17001ms}});
}
