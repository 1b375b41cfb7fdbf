#include "models/compute/program.hpp"

#include <cmath>

#include "models/compute/deployment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;
using enum tiersim::OutcomeKind;

namespace {

CpuStep cpu(Duration demand) {
  return {Distribution::deterministic(demand)};
}

WaitStep waits(Duration time) {
  return {Distribution::deterministic(time)};
}

/// A pod that performs the steps, with a service under the name "other".
struct Bench {
  TestWorld world;
  Echo other;
  Context place;
  Deployment deployment;
  Caller caller;

  explicit Bench(const Steps& steps, OutcomeKind answer = ok)
      : other(world, 10ms, answer),
        place(world.context("api")),
        deployment({}, place, {1}, {bound(steps)}),
        caller(world, deployment) {
    deployment.start();
  }

  ~Bench() {
    world.callers.destroy_all();
    deployment.evacuate();
  }

  Program bound(const Steps& steps) {
    Binding binding;
    binding.service = [this](const std::string&) -> Service& { return other; };
    binding.operation = [](const std::string&) { return ClassId{9}; };
    binding.draw_number = [this](const std::string& step) { return place.draw_number(step); };
    return bind_steps(steps, binding, "op");
  }

  std::vector<Answer> run() {
    caller.call(0ms);
    world.run_until(10s);
    return caller.answers;
  }
};

}  // namespace

TEST_CASE("steps are done one after the other") {
  Bench bench({{cpu(3ms)},
               {waits(4ms)},
               {CallStep{{"other"}, "named"}},
               {QueryStep{{"other"}, true, Distribution::deterministic(7ms)}}});
  CHECK(bench.run() == std::vector<Answer>{{ok, 27ms}});
  CHECK(bench.other.last.verb == Verb::write);
  CHECK(bench.other.last.demand == 7ms);
}

TEST_CASE("a failure ends the operation") {
  Bench bench({{cpu(3ms)}, {CallStep{{"other"}, ""}}, {cpu(3ms)}}, refused);
  CHECK(bench.run() == std::vector<Answer>{{refused, 13ms}});
}

TEST_CASE("parallel branches take as long as the longest") {
  Bench bench({{ParallelStep{
      {{{waits(5ms)}}, {{CallStep{{"other"}, ""}}, {waits(2ms)}}, {{waits(1ms)}}}}}});
  CHECK(bench.run() == std::vector<Answer>{{ok, 12ms}});
}

TEST_CASE("repeat does its body that many times, with draws of its own") {
  Bench bench({{RepeatStep{3, {{CallStep{{"other"}, ""}}}}}});
  CHECK(bench.run() == std::vector<Answer>{{ok, 30ms}});
  CHECK(bench.other.calls == 3);
}

TEST_CASE("a look-up that fails is a miss: the origin is asked and the key is stored") {
  CacheStep look_up{{"other"}, {100, 0.0}, 10s, {{waits(5ms)}}};
  Bench bench({{look_up}}, miss);
  CHECK(bench.run() == std::vector<Answer>{{ok, 25ms}});  // get 10, origin 5, put 10
  CHECK(bench.other.last.verb == Verb::put);
  CHECK(bench.other.last.ttl == 10s);
  Bench hit({{look_up}}, ok);
  CHECK(hit.run() == std::vector<Answer>{{ok, 10ms}});
}

TEST_CASE("loops stand inside each other") {
  Bench bench({{RepeatStep{3, {{RepeatStep{2, {{CallStep{{"other"}, ""}}}}}, {waits(1ms)}}}}});
  CHECK(bench.run() == std::vector<Answer>{{ok, 63ms}});
  CHECK(bench.other.calls == 6);
}

TEST_CASE("a look-up within a miss leaves the outer one its key") {
  const CacheStep inner{{"other"}, {1, 0.0}, 5s, {{waits(5ms)}}};
  const CacheStep outer{{"other"}, {1, 0.0}, 10s, {{inner}}};
  Bench bench({{outer}}, miss);
  CHECK(bench.run() == std::vector<Answer>{{ok, 45ms}});  // get, get 20, origin 5, put, put 20
  CHECK(bench.other.last.ttl == 10s);
  CHECK(bench.other.last.key == std::uint64_t{bench.place.draw_number("op/0")} << 32);
}

TEST_CASE("a step's draw does not depend on what its neighbours draw") {
  // The first and second step share a block of the generator; gamma takes several numbers.
  const auto time_of = [](const Steps& steps) { return Bench(steps).run().at(0).at; };
  const WaitStep exponential{Distribution::exponential(0.010)};
  const Duration first = time_of({{exponential}, {waits(0ms)}});
  const Duration second = time_of({{waits(0ms)}, {exponential}});
  const WaitStep gamma{Distribution::gamma(0.010, 2.0)};
  const Duration before = time_of({{gamma}, {waits(0ms)}});
  CHECK(first != second);
  CHECK(time_of({{exponential}, {exponential}}) == first + second);
  CHECK(time_of({{gamma}, {exponential}}) == before + second);
}

TEST_CASE("options are chosen by weight", "[statistical]") {
  ChooseStep choose;
  choose.options.emplace_back(3.0, Steps{{waits(1ms)}});
  choose.options.emplace_back(1.0, Steps{{waits(2ms)}});
  Bench bench({{choose}});
  for (int i = 0; i < 10'000; ++i) bench.caller.call(10ms * i);
  bench.world.run_until(200s);
  double first = 0;
  for (std::size_t i = 0; i < bench.caller.answers.size(); ++i)
    first += bench.caller.answers[i].at % 10ms == 1ms ? 1 : 0;
  CHECK(std::fabs(first - 7500) < 4.9 * std::sqrt(10'000 * 0.75 * 0.25));
}
