#include "models/edge/load_balancer.hpp"

#include <memory>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

/// A balancer over backends that answer after a fixed time.
struct Bench {
  TestWorld world;
  std::vector<std::unique_ptr<Echo>> backends;
  std::unique_ptr<LoadBalancer> balancer;
  std::unique_ptr<Caller> caller;

  Bench(BalancingAlgorithm algorithm, const std::vector<int>& weights,
        const std::vector<Duration>& times) {
    LoadBalancerParams params;
    params.algorithm = algorithm;
    std::vector<LoadBalancer::Target> targets;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      backends.push_back(std::make_unique<Echo>(world, times[i]));
      targets.push_back({backends.back().get(), nullptr, weights[i], {}});
    }
    balancer = std::make_unique<LoadBalancer>(params, world.context("edge"), std::move(targets));
    caller = std::make_unique<Caller>(world, *balancer);
  }

  ~Bench() { world.callers.destroy_all(); }  // requests in flight go before the balancer

  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  /// Which backend served each call, as letters.
  std::string picks(int calls, Duration gap) {
    std::string letters;
    std::vector<int> before(backends.size(), 0);
    for (int i = 0; i < calls; ++i) {
      caller->call(world.now() + gap);
      world.run_until(world.now() + gap);
      for (std::size_t b = 0; b < backends.size(); ++b) {
        if (backends[b]->calls > before[b]) letters += static_cast<char>('a' + b);
        before[b] = backends[b]->calls;
      }
    }
    return letters;
  }
};

}  // namespace

TEST_CASE("round robin takes one after the other") {
  CHECK(Bench(BalancingAlgorithm::round_robin, {1, 1, 1}, {1ms, 1ms, 1ms}).picks(7, 10ms) ==
        "abcabca");
}

TEST_CASE("smooth weighted round robin spreads 5:1:1 as nginx does") {
  CHECK(
      Bench(BalancingAlgorithm::weighted_round_robin, {5, 1, 1}, {1ms, 1ms, 1ms}).picks(14, 10ms) ==
      "aabacaaaabacaa");
}

TEST_CASE("least connections avoids who is slow, and is round robin among equals") {
  CHECK(Bench(BalancingAlgorithm::least_conn, {1, 1, 1}, {1ms, 1ms, 1ms}).picks(6, 10ms) ==
        "abcabc");
  // b answers after 100 ms: with a request open it is passed over.
  CHECK(Bench(BalancingAlgorithm::least_conn, {1, 1}, {1ms, 100ms}).picks(6, 10ms) == "abaaaa");
}

TEST_CASE("least connections counts per weight") {
  // All stay open: 3 of 4 go to the backend of weight 3.
  Bench bench(BalancingAlgorithm::least_conn, {3, 1}, {10s, 10s});
  const std::string picks = bench.picks(8, 1ms);
  CHECK(std::count(picks.begin(), picks.end(), 'a') == 6);
}

TEST_CASE("random draws by weight, power of two takes the emptier", "[statistical]") {
  Bench random(BalancingAlgorithm::random, {3, 1}, {1us, 1us});
  const std::string picks = random.picks(20'000, 1ms);
  const auto a = static_cast<double>(std::count(picks.begin(), picks.end(), 'a'));
  CHECK(std::abs(a - 15'000) < 4.9 * 61.2);
  Bench two(BalancingAlgorithm::power_of_two, {1, 1}, {1us, 10s});
  CHECK(std::abs(static_cast<int>(two.picks(100, 1ms).find_last_of('b'))) <
        20);  // once b is busy a is always emptier
}

TEST_CASE("a new pod is used and a withdrawn one is not, while its open requests go on") {
  TestWorld world;
  Echo first(world, 50ms);
  Echo second(world, 50ms);
  EndpointSet pods;
  LoadBalancer balancer({}, world.context("edge"), {{nullptr, &pods, 1, {}}});
  Caller caller(world, balancer);
  caller.call(0ms);
  world.run_until(1ms);
  pods.add({0, &first});
  caller.call(2ms);
  world.run_until(3ms);
  pods.remove(0);
  pods.add({1, &second});
  caller.call(4ms);
  world.run_until(1s);
  CHECK(caller.answers == std::vector<Answer>{{no_backend, 0ms}, {ok, 52ms}, {ok, 54ms}});
  CHECK(first.calls == 1);
  CHECK(second.calls == 1);
}

TEST_CASE("max_connections turns away, and a killed balancer resets and refuses") {
  TestWorld world;
  Echo echo(world, 10ms);
  LoadBalancerParams params;
  params.max_connections = 1;
  LoadBalancer balancer(params, world.context("edge"), {{&echo, nullptr, 1, {}}});
  Caller caller(world, balancer);
  caller.call(0ms);
  caller.call(1ms);
  caller.call(20ms);
  world.run_until(25ms);
  balancer.strike(Strike::kill, "", 1);
  caller.call(26ms);
  world.run_until(1s);
  CHECK(caller.answers ==
        std::vector<Answer>{{rejected_limit, 1ms}, {ok, 10ms}, {reset, 25ms}, {refused, 26ms}});
}
