// Random services that call each other: a deadlock is found exactly when nothing can go on any
// more, and what was found in the middle of a run never goes on.
#include "sim/kernel/deadlock.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/sojourn.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/within.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr std::size_t services = 4;

enum class Do : std::uint8_t { work, call, call_within, side_by_side };

/// A step of a request: it may have steps inside.
struct Step {
  Do what = Do::work;
  std::size_t which = 0;  ///< service
  Duration time{};        ///< of work, or until the caller gives up
  std::vector<Step> inside;
};

/// What happens at some instant.
struct Order {
  Duration after{};
  bool kill = false;
  std::size_t which = 0;
  std::vector<Step> work;
};

rc::Gen<std::vector<Step>> some_steps(int depth);

rc::Gen<Step> any_step(int depth) {
  return rc::gen::build<Step>(
      rc::gen::set(&Step::what, depth > 0 ? rc::gen::weightedElement<Do>({{2, Do::work},
                                                                          {6, Do::call},
                                                                          {1, Do::call_within},
                                                                          {1, Do::side_by_side}})
                                          : rc::gen::just(Do::work)),
      rc::gen::set(&Step::which, number<std::size_t>(0, services - 1)),
      rc::gen::set(&Step::time, rc::gen::map(number(0, 20), [](int ms) { return 1ms * ms; })),
      rc::gen::set(&Step::inside,
                   depth > 0 ? some_steps(depth - 1) : rc::gen::just(std::vector<Step>{})));
}

rc::Gen<std::vector<Step>> some_steps(int depth) {
  return rc::gen::mapcat(number<std::size_t>(0, 3), [depth](std::size_t count) {
    return rc::gen::container<std::vector<Step>>(count, any_step(depth));
  });
}

rc::Gen<Order> any_order() {
  return rc::gen::build<Order>(
      rc::gen::set(&Order::after, rc::gen::map(number(0, 8), [](int ms) { return 1ms * ms; })),
      rc::gen::set(&Order::kill, rc::gen::map(number(0, 15), [](int n) { return n == 0; })),
      rc::gen::set(&Order::which, number<std::size_t>(0, services - 1)),
      rc::gen::set(&Order::work, some_steps(3)));
}

/// Services with few slots; a slot is held while the service calls others.
class Town {
 public:
  Town() {
    for (std::size_t i = 0; i < services; ++i) {
      slots_.push_back(std::make_unique<Resource>(simulation_, i + 1));
      slots_.back()->set_name("service " + std::to_string(i));
      slots_.back()->set_visits(visits_[i]);
    }
  }

  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  ~Town() {
    requests_.destroy_all();
    background_.destroy_all();
  }

  void carry_out(const Order& order) {
    simulation_.run_until(simulation_.after(order.after));
    if (order.kill)
      visits_[order.which].abort_all();
    else
      requests_.start(request(order.work));
  }

  /// Until nothing can happen any more.
  void come_to_rest() { simulation_.run_until(TimePoint{24h}); }

  [[nodiscard]] std::optional<Deadlock> deadlock() { return find_deadlock(simulation_); }

  [[nodiscard]] std::size_t waiting() const {
    std::size_t all = 0;
    for (const auto& slots : slots_) all += slots->waiting();
    return all;
  }

  [[nodiscard]] bool all_ended() const { return requests_.empty() && background_.empty(); }

  [[nodiscard]] std::size_t held() const {
    std::size_t all = 0;
    for (const auto& slots : slots_) all += slots->held();
    return all;
  }

 private:
  Process request(std::vector<Step> steps) { co_await perform(std::move(steps)); }

  Task<Outcome> perform(std::vector<Step> steps) {
    for (const Step& step : steps) {
      if (step.what == Do::work) {
        co_await simulation_.delay(step.time);
      } else if (step.what == Do::call) {
        co_await serve(step.which, step.inside);
      } else if (step.what == Do::call_within) {
        co_await within(background_, step.time, serve(step.which, step.inside));
      } else {
        std::vector<Task<Outcome>> branches;
        for (const Step& branch : step.inside)
          branches.push_back(serve(branch.which, branch.inside));
        co_await all<Outcome>(simulation_, std::move(branches));
      }
    }
    co_return Outcome{};
  }

  Task<Outcome> serve(std::size_t which, std::vector<Step> steps) {
    Sojourn sojourn{simulation_, visits_[which]};
    Lease slot = slots_[which]->try_acquire();
    if (!slot) {
      Resource::Acquire acquire = slots_[which]->acquire();
      slot = co_await sojourn.through(acquire);
    }
    if (slot && !sojourn.cut_short()) {
      Task<Outcome> call = perform(std::move(steps));
      co_await sojourn.through(call);
    }
    co_return Outcome{};
  }

  Simulation simulation_;
  std::array<VisitGroup, services> visits_;
  std::vector<std::unique_ptr<Resource>> slots_;
  ProcessScope background_{simulation_};
  ProcessScope requests_{simulation_};
};

}  // namespace

TEST_CASE("a deadlock is found exactly when nothing can go on", "[properties][kernel]") {
  rc::prop("at rest", [] {
    const auto orders = *steps(any_order());
    Town town;
    for (const Order& order : orders) town.carry_out(order);
    town.come_to_rest();
    const std::optional<Deadlock> found = town.deadlock();
    RC_TAG(found ? "deadlock" : "none");
    RC_ASSERT(found.has_value() == (town.waiting() > 0));
    RC_ASSERT(found.has_value() != town.all_ended());
    if (!found) RC_ASSERT(town.held() == 0U);
    if (found) RC_ASSERT(found->waiting == town.waiting());
  });
  rc::prop("in the middle: what was found stays", [] {
    auto orders = *steps(any_order());
    std::erase_if(orders, [](const Order& order) { return order.kill; });
    Town town;
    std::optional<Deadlock> first;
    for (const Order& order : orders) {
      town.carry_out(order);
      if (!first) first = town.deadlock();
    }
    town.come_to_rest();
    if (!first) return;
    RC_TAG("deadlock on the way");
    const std::optional<Deadlock> last = town.deadlock();
    RC_ASSERT(last.has_value());
    for (const Deadlock::Line& line : first->lines) {
      const auto same = std::find_if(last->lines.begin(), last->lines.end(),
                                     [&](const auto& other) { return other.name == line.name; });
      RC_ASSERT(same != last->lines.end());
      RC_ASSERT(same->waiting >= line.waiting);  // a line that stands still only grows
    }
    RC_ASSERT(last->oldest.front().since <= first->oldest.front().since);
  });
}
