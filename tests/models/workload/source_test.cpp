#include "models/workload/source.hpp"

#include "models/workload/uniform_arrivals.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/world.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

std::unique_ptr<Client> client(TestWorld& world, RequestLog& log, Service& target,
                               std::optional<Duration> timeout = std::nullopt) {
  Client::Params params;
  params.classes = {0, 1};
  params.weights = {0.75, 0.25};
  params.timeout = timeout;
  return std::make_unique<Client>(params, world.context("clients"), log, target);
}

/// Passes everything on in the caller's frame and counts who is under way.
class Door final : public Service, private Router, private Transit::Held {
 public:
  Door(TestWorld& world, Service& behind) : world_(world), behind_(behind) {}

  Task<Outcome> serve(Request request) override { return behind_.serve(request); }

  Router* router() override { return this; }

  Flow flow;
  VisitGroup visits;
  int open = 0;
  bool locked = false;

 private:
  Task<Outcome> pass(Request& request, Transit& transit) override {
    transit.enter(flow, world_.simulation);
    transit.answer({locked ? OutcomeKind::refused : OutcomeKind::reset});
    if (locked) return {};
    ++open;
    transit.hold(*this);
    transit.expose(world_.simulation, visits);
    return behind_.serve(request);
  }

  void give_back() override { --open; }

  TestWorld& world_;
  Service& behind_;
};

/// One request, at 0 s, through a door to a service that takes 1.5 s; given up after 1.2 s.
struct ThroughDoor {
  TestWorld world;
  Echo slow{world, 1500ms};
  Door door{world, slow};
  RequestLog log{1, {forever, forever}, TimePoint{}};
  OpenSource source{client(world, log, door, 1200ms),
                    std::make_unique<UniformArrivals>(RateProfile(0.01))};

  ThroughDoor() { source.start(); }

  ~ThroughDoor() { source.evacuate(); }

  [[nodiscard]] std::uint64_t outcomes(OutcomeKind kind) const {
    const auto index = static_cast<std::size_t>(kind);
    return log.tally(0, 0).outcomes[index] + log.tally(0, 1).outcomes[index];
  }
};

}  // namespace

TEST_CASE("what is held on the way goes back when the call ends, not when the client gives up") {
  ThroughDoor run;
  run.world.run_until(1300ms);
  CHECK(run.log.in_flight() == 0);
  CHECK(run.outcomes(OutcomeKind::timeout) == 1);
  CHECK(run.door.open == 1);
  run.world.run_until(1600ms);
  CHECK(run.door.open == 0);
  CHECK(run.door.flow.completed() == 1);
  CHECK(run.outcomes(OutcomeKind::ok) == 0);  // the late answer is dropped
}

TEST_CASE("a kill on the way reaches the client at once and destroys the call") {
  ThroughDoor run;
  run.world.run_until(500ms);
  run.door.visits.abort_all();
  run.world.run_until(501ms);
  CHECK(run.outcomes(OutcomeKind::reset) == 1);
  CHECK(run.door.open == 0);
  CHECK(run.door.flow.failed() == 1);
  run.world.run_until(2s);
  CHECK(run.slow.ended == 0);
}

TEST_CASE("who is not let in has the answer at once") {
  ThroughDoor run;
  run.door.locked = true;
  run.world.run_until(1ms);
  CHECK(run.outcomes(OutcomeKind::refused) == 1);
  CHECK(run.slow.calls == 0);
  CHECK(run.door.flow.conserved());
}

TEST_CASE("what is under way goes with the source") {
  auto run = std::make_unique<ThroughDoor>();
  run->world.run_until(500ms);
  run->source.evacuate();
  CHECK(run->door.open == 0);
  CHECK(run->door.flow.inside() == 0);
}

TEST_CASE(
    "open arrivals come whatever becomes of the requests; warm-up does not count; a time-out is "
    "one outcome") {
  // One request a second from 0 on, each answered after 1.5 s, given up after 1.2 s. Counted from 2
  // s on; end at 5.5 s.
  TestWorld world;
  Echo slow(world, 1500ms);
  RequestLog log(1, {forever, forever}, TimePoint{2s});
  OpenSource source(client(world, log, slow, 1200ms),
                    std::make_unique<UniformArrivals>(RateProfile(1.0)));
  source.start();
  world.run_until(5500ms);
  CHECK(slow.calls == 6);
  RequestTally all;
  all.merge(log.tally(0, 0));
  all.merge(log.tally(0, 1));
  CHECK(all.offered == 4);  // born at 2, 3, 4 and 5 s
  CHECK(all.failed == 3);
  CHECK(all.in_flight() == 1);
  CHECK(all.outcomes[static_cast<std::size_t>(OutcomeKind::timeout)] == 3);
  source.evacuate();
  world.background.destroy_all();
}

TEST_CASE("closed users wait for their answer, think, and stop when they are no longer wanted") {
  // Two users until 10 s, then one: answer 1 s, think 1 s, so a request each 2 s.
  TestWorld world;
  Echo server(world, 1s);
  RequestLog log(1, {forever, forever}, TimePoint{});
  ClosedUsers users(client(world, log, server),
                    UserStages(std::vector<UserPoint>{
                        {TimePoint{}, 2}, {TimePoint{10s}, 2}, {TimePoint{10s}, 1}}),
                    Distribution::deterministic(1s));
  users.start();
  world.run_until(9500ms);
  CHECK(server.calls == 10);
  world.run_until(19500ms);
  CHECK(server.calls == 15);
  users.evacuate();
}

TEST_CASE("a request's class does not depend on what is done with it") {
  const auto classes = [](Duration answer) {
    TestWorld world;
    Echo target(world, answer);
    RequestLog log(1, {forever, forever}, TimePoint{});
    OpenSource source(client(world, log, target),
                      std::make_unique<UniformArrivals>(RateProfile(100.0)));
    source.start();
    world.run_until(20s);
    const std::pair<std::uint64_t, std::uint64_t> offered{log.tally(0, 0).offered,
                                                          log.tally(0, 1).offered};
    source.evacuate();
    return offered;
  };
  CHECK(classes(1ms) == classes(900ms));
  const auto [often, seldom] = classes(1ms);
  CHECK(often + seldom == 2001);
  CHECK(std::abs(static_cast<double>(seldom) - 500) < 4.9 * 19.4);
}
