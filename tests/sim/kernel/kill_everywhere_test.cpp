// Kills and time-outs at every event of a small run of nested services: whatever is cut off, and
// whenever, every request has one outcome and everything that was held comes back.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "sim/chance/stream.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/gate.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/within.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

enum class Answer : std::uint8_t { ok, reset, timeout, pool_timeout, refused };

/// Client -> (time-out, retry) -> pod {slots, CPU, parallel branches} -> pool -> database
/// {servers}.
class House {
 public:
  explicit House(std::uint64_t seed) : chance_(seed) {}

  ~House() {
    requests.destroy_all();
    background.destroy_all();
  }

  void load(int count) {
    for (int i = 0; i < count; ++i) {
      at_ += span(550'000);
      requests.start(request(at_));
    }
  }

  void kill_pod(std::size_t which) { pods_[which].abort_all(); }

  void kill_database() { database_visits_.abort_all(); }

  void close_gate() { gate_.close(); }

  void open_gate() { gate_.open(); }

  void shrink() {
    slots_[0].resize(1);
    database_.resize(1);
    cpu_.set_speed(0.5);
  }

  void grow() {
    slots_[0].resize(5);
    database_.resize(4);
    cpu_.set_speed(2);
  }

  void check_empty() {
    CHECK(arrived == std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0}));
    CHECK(requests.empty());
    CHECK(background.empty());
    CHECK(slots_[0].held() + slots_[1].held() + connections_.held() == 0);
    CHECK(slots_[0].waiting() + slots_[1].waiting() + connections_.waiting() == 0);
    CHECK(database_.busy() == 0);
    CHECK(database_.waiting() == 0);
    CHECK(cpu_.jobs() == 0);
    CHECK(pods_[0].empty());
    CHECK(pods_[1].empty());
    CHECK(database_visits_.empty());
  }

  Simulation simulation;
  ProcessScope background{simulation};
  ProcessScope requests{simulation};
  std::uint64_t arrived = 0;
  std::array<std::uint64_t, 5> outcomes{};

 private:
  Duration span(std::uint64_t longest) {
    return Duration{static_cast<std::int64_t>(chance_.below(longest / 1000) * 1000)};
  }

  Process request(Duration when) {
    co_await simulation.delay(when);
    ++arrived;
    Answer answer = Answer::timeout;
    for (int tries = 0; tries < 2; ++tries) {
      const std::optional<Answer> reply = co_await within(background, 4ms, serve(chance_.below(2)));
      answer = reply.value_or(Answer::timeout);
      if (answer == Answer::ok) break;
    }
    ++outcomes[static_cast<std::size_t>(answer)];
  }

  Task<Answer> serve(std::size_t pod) {
    const Answer answer = co_await abortable(simulation, pods_[pod], work(pod), Answer::reset);
    co_return answer;
  }

  Task<Answer> work(std::size_t pod) {
    Lease slot = co_await slots_[pod].acquire(
        {.patience = 3ms, .priority = static_cast<std::int32_t>(chance_.below(3))});
    if (!slot) co_return Answer::refused;
    co_await cpu_.use(span(700'000));
    const bool passed = co_await gate_.wait(1ms);
    if (!passed) co_return Answer::refused;
    std::vector<Task<Answer>> branches;
    for (int i = 0; i < 2; ++i) branches.push_back(query());
    if (chance_.below(3) == 0) {
      const First<Answer> first = co_await any<Answer>(simulation, std::move(branches));
      co_return first.result;
    }
    const std::vector<Answer> answers = co_await all<Answer>(simulation, std::move(branches));
    for (const Answer answer : answers) {
      if (answer != Answer::ok) co_return answer;
    }
    co_return Answer::ok;
  }

  Task<Answer> query() {
    Lease connection = co_await connections_.acquire({.patience = 2ms});
    if (!connection) co_return Answer::pool_timeout;
    const Answer answer =
        co_await abortable(simulation, database_visits_, execute(), Answer::reset);
    if (answer != Answer::ok) co_return answer;
    co_await simulation.delay(span(100'000));
    co_return Answer::ok;
  }

  Task<Answer> execute() {
    const auto priority = static_cast<std::int32_t>(chance_.below(3));
    const Station::Result result =
        co_await database_.visit(span(900'000), {.patience = 2ms, .priority = priority});
    co_return result.end == Station::End::served ? Answer::ok : Answer::timeout;
  }

  Stream chance_;
  Duration at_{};
  std::array<VisitGroup, 2> pods_;
  VisitGroup database_visits_;
  std::array<Resource, 2> slots_{Resource{simulation, 3, Discipline::priority},
                                 Resource{simulation, 2, Discipline::lifo, 4}};
  ProcessorSharing cpu_{simulation, {.cores = 2, .quota = 1.5, .period = 2ms}};
  Gate gate_{simulation, true};
  Resource connections_{simulation, 3};
  Station database_{simulation,
                    {.servers = 2, .discipline = Discipline::priority, .preemptive = true}};
};

using Blow = std::function<void(House&)>;

constexpr int requests_per_run = 40;
constexpr Duration grid = 1us;

/// The instants, rounded up to the grid, at which something happens in an undisturbed run.
std::vector<TimePoint> instants(std::uint64_t seed) {
  House house(seed);
  house.load(requests_per_run);
  std::vector<TimePoint> found;
  while (!house.requests.empty() || !house.background.empty()) {
    const std::uint64_t before = house.simulation.events();
    house.simulation.run_until(house.simulation.now() + grid);
    if (house.simulation.events() != before) found.push_back(house.simulation.now());
  }
  house.check_empty();
  CHECK(house.outcomes[static_cast<std::size_t>(Answer::ok)] > 10);
  CHECK(house.outcomes[static_cast<std::size_t>(Answer::ok)] < requests_per_run);
  return found;
}

/// Strikes first thing at the instant, before anything else that is due then.
void strike_before(std::uint64_t seed, TimePoint when, const Blow& blow) {
  House house(seed);

  class Strike final : public Event {
   public:
    Strike(House& target, const Blow& what)
        : Event(target.simulation), target_(target), what_(what) {}

   private:
    void fire() override { what_(target_); }

    House& target_;
    const Blow& what_;
  } strike(house, blow);

  strike.schedule(when);
  house.load(requests_per_run);
  house.simulation.run_to_exhaustion();
  house.check_empty();
}

/// Strikes when everything that is due at the instant has been done.
void strike_after(std::uint64_t seed, TimePoint when, const Blow& blow) {
  House house(seed);
  house.load(requests_per_run);
  house.simulation.run_until(when);
  blow(house);
  house.simulation.run_to_exhaustion();
  house.check_empty();
}

const std::vector<Blow>& blows() {
  static const std::vector<Blow> all_blows{
      [](House& house) { house.kill_pod(0); },
      [](House& house) { house.kill_database(); },
      [](House& house) {  // grants made by the first kill hit frames that the next ones destroy
        house.kill_pod(1);
        house.kill_database();
        house.kill_pod(0);
      },
      [](House& house) {
        house.shrink();
        house.kill_pod(0);
        house.grow();
        house.kill_database();
        house.kill_pod(1);
      },
      [](House& house) { house.close_gate(); },
      [](House& house) {
        house.close_gate();
        house.open_gate();
        house.kill_pod(0);
        house.shrink();
      },
      [](House& house) { house.background.destroy_all(); },
  };
  return all_blows;
}

}  // namespace

TEST_CASE("a kill, a time-out or a resize at any event leaves nothing held and loses no request",
          "[kernel]") {
  const std::int64_t frames = FramePool::live();
  for (const std::uint64_t seed : {1U, 2U}) {
    const std::vector<TimePoint> when = instants(seed);
    REQUIRE(when.size() > 200);
    for (const TimePoint instant : when) {
      for (const Blow& blow : blows()) {
        strike_before(seed, instant, blow);
        strike_after(seed, instant, blow);
      }
    }
    REQUIRE(FramePool::live() == frames);
  }
}

TEST_CASE("the end of the run at any event destroys everything in flight", "[kernel]") {
  const std::int64_t frames = FramePool::live();
  for (const TimePoint instant : instants(3)) {
    House house(3);
    house.load(requests_per_run);
    house.simulation.run_until(instant);
    house.requests.destroy_all();
    house.background.destroy_all();
    CHECK(FramePool::live() == frames);
    house.simulation.run_to_exhaustion();
    house.arrived = 0;
    house.outcomes = {};
    house.check_empty();
  }
}

TEST_CASE("kills come again and again, and the counts do not depend on anything else", "[kernel]") {
  const auto counts = [] {
    House house(9);
    house.load(4000);
    Stream when(4);
    for (int i = 0; i < 300; ++i) {
      house.simulation.run_until(house.simulation.now() +
                                 Duration{static_cast<std::int64_t>(when.below(8'000'000))});
      blows()[static_cast<std::size_t>(i) % 3](house);
    }
    house.simulation.run_to_exhaustion();
    house.check_empty();
    return house.outcomes;
  };
  const std::array<std::uint64_t, 5> first = counts();
  CHECK(first == counts());
  for (const std::uint64_t count : first) CHECK(count > 0);
}
