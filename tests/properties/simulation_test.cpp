// Clock, events, timers, delays and the ready ring against a plain list of what is due.
#include "sim/kernel/simulation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "sim/kernel/constant_delay.hpp"
#include "sim/kernel/frame_pool.hpp"
#include "sim/kernel/process.hpp"
#include "tests/properties/property.hpp"
#include "tests/properties/reference.hpp"
#include "tests/properties/script.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// The kernel.
class Kernel {
 public:
  explicit Kernel(Script& script) : script_(script) {
    for (std::size_t i = 0; i < actors; ++i) {
      events_.push_back(std::make_unique<ScriptedEvent>(*this, i));
      timers_.push_back(std::make_unique<ScriptedTimer>(*this, i));
      scopes_.push_back(std::make_unique<ProcessScope>(simulation_));
    }
    for (const Duration span : constant_spans) delays_.emplace_back(simulation_, span);
  }

  void act(const Step& step) {
    ScriptedEvent& event = *events_[step.actor];
    ScriptedTimer& timer = *timers_[step.actor];
    ProcessScope& scope = *scopes_[step.actor];
    switch (step.what) {
      case Do::schedule:
        if (!event.pending()) event.schedule_in(step.span);
        break;
      case Do::standing:
        if (!event.pending()) event.schedule_standing(simulation_.after(step.span));
        break;
      case Do::reschedule:
        event.reschedule(simulation_.after(step.span));
        break;
      case Do::cancel:
        event.cancel();
        break;
      case Do::arm:
        if (!timer.armed()) timer.arm(simulation_, step.span);
        break;
      case Do::disarm:
        timer.disarm();
        break;
      case Do::wait:
        scope.spawn(wait(step.actor, step.span));
        break;
      case Do::pass:
        scope.spawn(pass(step.actor, delays_[step.actor % delays_.size()]));
        break;
      case Do::kill:
        if (step.actor != running_) scope.destroy_all();
        break;
    }
  }

  void run_until(TimePoint end) { simulation_.run_until(end); }

  [[nodiscard]] TimePoint now() const { return simulation_.now(); }

  [[nodiscard]] std::uint64_t handled() const { return simulation_.events(); }

 private:
  class ScriptedEvent final : public Event {
   public:
    ScriptedEvent(Kernel& kernel, std::size_t actor)
        : Event(kernel.simulation_), kernel_(kernel), actor_(actor) {}

   protected:
    void fire() override { kernel_.happened(Sort::event, actor_); }

   private:
    Kernel& kernel_;
    std::size_t actor_;
  };

  class ScriptedTimer final : public Timer {
   public:
    ScriptedTimer(Kernel& kernel, std::size_t actor) : kernel_(kernel), actor_(actor) {}

   protected:
    void expire() override { kernel_.happened(Sort::timer, actor_); }

   private:
    Kernel& kernel_;
    std::size_t actor_;
  };

  Process wait(std::size_t actor, Duration span) {
    co_await simulation_.delay(span);
    process_happened(actor);
  }

  Process pass(std::size_t actor, ConstantDelay& delay) {
    co_await delay.pass();
    process_happened(actor);
  }

  void happened(Sort sort, std::size_t actor) {
    script_.happened(*this, {sort, actor, simulation_.now()});
  }

  void process_happened(std::size_t actor) {
    running_ = actor;  // a frame that runs must not be destroyed
    happened(Sort::process, actor);
    running_ = nobody;
  }

  static constexpr std::size_t nobody = ~std::size_t{0};

  Script& script_;
  std::size_t running_ = nobody;
  Simulation simulation_;
  std::deque<ConstantDelay> delays_;
  std::vector<std::unique_ptr<ScriptedEvent>> events_;
  std::vector<std::unique_ptr<ScriptedTimer>> timers_;
  std::vector<std::unique_ptr<ProcessScope>> scopes_;
};

/// Runs a program in stretches, with some steps taken from outside before each.
template <class Backend>
void play(Backend& backend, Script& script, const std::vector<Duration>& stretches) {
  TimePoint end{};
  for (const Duration stretch : stretches) {
    script.act(backend, 9);
    end += std::min(stretch, TimePoint::max() - end);
    backend.run_until(end);
  }
  script.act(backend, 9);
  backend.run_until(TimePoint::max() - 1ns);
}

}  // namespace

TEST_CASE("what is due happens in the order of (time, scheduled)", "[properties][kernel]") {
  rc::prop("events, timers, delays and processes, called off and killed at random", [] {
    const auto program = *steps(any_step(), 4.0);
    const auto stretches = *steps(any_span(), 0.1);
    const std::int64_t frames = FramePool::live();
    Script expected(program);
    Script happened(program);
    Reference reference(expected);
    play(reference, expected, stretches);
    {
      Kernel kernel(happened);
      play(kernel, happened, stretches);
      RC_ASSERT(happened.log() == expected.log());
      RC_ASSERT(kernel.handled() == reference.handled());
      RC_ASSERT(kernel.now() == reference.now());
    }
    RC_ASSERT(FramePool::live() == frames);
  });
}
