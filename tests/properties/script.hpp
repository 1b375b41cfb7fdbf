#pragma once
// Random programs for a clock: what is scheduled, armed and called off whenever something happens.
#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <utility>
#include <vector>

#include "sim/time.hpp"
#include "tests/properties/property.hpp"

namespace tiersim::test {

inline constexpr std::size_t actors = 24;  // of each sort
inline constexpr std::array constant_spans{0ns, 3ns, 250'000ns};

enum class Do : std::uint8_t {
  schedule,    ///< an event, if it is idle
  standing,    ///< likewise, as one that stands
  reschedule,  ///< an event, idle or not
  cancel,      ///< an event
  arm,         ///< a timer, if it is disarmed
  disarm,      ///< a timer
  wait,        ///< a process that waits a span
  pass,        ///< a process that passes a constant delay
  kill,        ///< all processes of an actor
};

struct Step {
  Do what = Do::schedule;
  std::size_t actor = 0;
  Duration span{};
};

inline std::ostream& operator<<(std::ostream& out, const Step& step) {
  constexpr const char* names[] = {"schedule", "standing", "reschedule", "cancel", "arm",
                                   "disarm",   "wait",     "pass",       "kill"};
  return out << names[static_cast<int>(step.what)] << " " << step.actor << " in "
             << step.span.count();
}

/// Spans that often meet at one instant, and spans of every order of magnitude up to for ever.
inline rc::Gen<Duration> any_span() {
  return rc::gen::weightedOneOf<Duration>(
      {{4, rc::gen::map(number<std::int64_t>(0, 6), [](std::int64_t n) { return Duration{n}; })},
       {2, rc::gen::map(number<std::int64_t>(0, 40),
                        [](std::int64_t n) { return Duration{n * 131'072}; })},
       {4, rc::gen::map(rc::gen::pair(number(0, 61), number<std::int64_t>(1, 1000)),
                        [](const std::pair<int, std::int64_t>& p) {
                          return Duration{(p.second << 51) >> (61 - p.first)};
                        })},
       {1, rc::gen::just(forever)}});
}

inline rc::Gen<Step> any_step() {
  return rc::gen::build<Step>(
      rc::gen::set(&Step::what, rc::gen::weightedElement<Do>({{4, Do::schedule},
                                                              {2, Do::standing},
                                                              {2, Do::reschedule},
                                                              {2, Do::cancel},
                                                              {4, Do::arm},
                                                              {3, Do::disarm},
                                                              {4, Do::wait},
                                                              {2, Do::pass},
                                                              {1, Do::kill}})),
      rc::gen::set(&Step::actor, number<std::size_t>(0, actors - 1)),
      rc::gen::set(&Step::span, any_span()));
}

enum class Sort : std::uint8_t { event, timer, process };

/// Something happened: to whom and when.
struct Happening {
  Sort sort = Sort::event;
  std::size_t actor = 0;
  TimePoint at{};

  friend bool operator==(const Happening&, const Happening&) = default;
};

inline std::ostream& operator<<(std::ostream& out, const Happening& happening) {
  constexpr const char* names[] = {"event", "timer", "process"};
  return out << names[static_cast<int>(happening.sort)] << " " << happening.actor << " at "
             << happening.at.time_since_epoch().count();
}

/// Hands out the next steps of a program whenever something happens, and writes it down.
class Script {
 public:
  explicit Script(std::vector<Step> program) : program_(std::move(program)) {}

  /// Two steps for everything that happens: the program neither dies out nor runs away.
  template <class Backend>
  void happened(Backend& backend, const Happening& happening) {
    log_.push_back(happening);
    act(backend, 2);
  }

  template <class Backend>
  void act(Backend& backend, int count) {
    for (; count > 0 && next_ < program_.size(); --count) backend.act(program_[next_++]);
  }

  [[nodiscard]] const std::vector<Happening>& log() const { return log_; }

 private:
  std::vector<Step> program_;
  std::size_t next_ = 0;
  std::vector<Happening> log_;
};

}  // namespace tiersim::test
