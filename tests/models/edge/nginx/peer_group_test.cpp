#include "models/edge/nginx/peer_group.hpp"

#include "models/edge/nginx/hashing.hpp"
#include "models/edge/nginx/next_upstream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::nginx;

namespace {

std::vector<ServerParams> servers(int number) {
  std::vector<ServerParams> list;
  for (int i = 0; i < number; ++i) list.push_back({.name = "s" + std::to_string(i) + ":80"});
  return list;
}

}  // namespace

TEST_CASE("tried peers are remembered beyond the first 64", "[nginx]") {
  TriedPeers tried;
  for (const std::size_t peer : {0U, 63U, 64U, 200U}) {
    CHECK_FALSE(tried.has(peer));
    tried.add(peer);
    CHECK(tried.has(peer));
  }
  CHECK_FALSE(tried.has(65));
  CHECK_FALSE(tried.has(201));
}

TEST_CASE("the only server of an upstream is never out for failures", "[nginx]") {
  PeerGroup group(servers(1), true);
  for (int i = 0; i < 5; ++i) {
    const auto peer = group.round_robin({}, 100);
    REQUIRE(peer);
    group.open(*peer);
    group.close(*peer, true, 100);
  }
  CHECK(group.round_robin({}, 100) == std::size_t{0});
}

TEST_CASE("a server that failed is let through once in fail_timeout", "[nginx]") {
  PeerGroup group(servers(2));
  group.open(0);
  group.close(0, true, 100);  // max_fails is 1
  for (const Seconds now : {100, 105, 110}) CHECK_FALSE(group.is_usable(0, {}, now));
  REQUIRE(group.is_usable(0, {}, 111));
  group.take(0, 111);  // the probe is on its way
  CHECK_FALSE(group.is_usable(0, {}, 111));
  CHECK_FALSE(group.is_usable(0, {}, 121));
  group.open(0);
  group.close(0, false, 112);  // it answered
  CHECK(group.is_usable(0, {}, 112));
}

TEST_CASE("a server at max_conns is passed over", "[nginx]") {
  std::vector<ServerParams> list = servers(2);
  list[0].max_conns = 1;
  PeerGroup group(list);
  group.open(0);
  for (int i = 0; i < 3; ++i) CHECK(group.round_robin({}, 0) == std::size_t{1});
  CHECK(group.least_conn({}, 0) == std::size_t{1});
}

TEST_CASE("max_fails 0 counts no failure", "[nginx]") {
  std::vector<ServerParams> list = servers(2);
  list[0].max_fails = 0;
  PeerGroup group(list);
  for (int i = 0; i < 9; ++i) {
    group.open(0);
    group.close(0, true, 5);
  }
  CHECK(group.is_usable(0, {}, 5));
}

TEST_CASE("hashes give up when nobody is usable", "[nginx]") {
  std::vector<ServerParams> list = servers(3);
  for (ServerParams& server : list) server.down = true;
  const PeerGroup group(list);
  CHECK_FALSE(ip_hash(group, {10, 0, 0}, {}, 0));
  CHECK_FALSE(key_hash(group, "user-1", {}, 0));
  CHECK_FALSE(KetamaRing(group).choose(group, "user-1", {}, 0));
}

TEST_CASE("404 goes on when listed and is not held against the server", "[nginx]") {
  const NextUpstream rules{.statuses = {404, 503}};
  const NextStep not_found = next_step(rules, {.status = 404, .tries_left = 1});
  CHECK(not_found.again);
  CHECK_FALSE(not_found.failed);
  const NextStep unavailable = next_step(rules, {.status = 503, .tries_left = 1});
  CHECK(unavailable.again);
  CHECK(unavailable.failed);
  CHECK_FALSE(next_step(rules, {.status = 503, .tries_left = 0}).failed);  // passed on
  CHECK_FALSE(next_step(rules, {.status = 500, .tries_left = 2}).again);
}

TEST_CASE("time and a body that was sent forbid another try", "[nginx]") {
  NextUpstream rules{.timeout_ms = 1000};
  const TriedOnce refused{.result = TryResult::connect_error, .tries_left = 2, .elapsed_ms = 1000};
  CHECK_FALSE(next_step(rules, refused).again);
  CHECK(next_step(rules, refused).failed);
  rules.timeout_ms = 0;
  TriedOnce post{.result = TryResult::reset, .idempotent = false, .tries_left = 2};
  CHECK_FALSE(next_step(rules, post).again);
  post.result = TryResult::connect_timeout;  // nothing was sent
  CHECK(next_step(rules, post).again);
  rules.non_idempotent = true;
  post.result = TryResult::read_timeout;
  CHECK(next_step(rules, post).again);
}
