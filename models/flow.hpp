#pragma once
#include <array>
#include <cstdint>

#include "models/request.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/statistics/log_histogram.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Counts what goes in and out of a component, with exact integer areas, so that conservation and
/// Little's law can be checked after every run instead of being believed.
class Flow {
 public:
  class Visit;

  /// Forgets what was measured so far; lifetime counts stay, and those inside stay inside.
  void begin_measuring(TimePoint now);

  [[nodiscard]] std::uint64_t arrived() const { return arrived_; }

  [[nodiscard]] std::uint64_t completed() const { return completed_; }

  [[nodiscard]] std::uint64_t failed() const { return failed_; }

  [[nodiscard]] std::uint64_t inside() const { return inside_; }

  /// Outcomes of the visits that ended since measuring began.
  [[nodiscard]] const std::array<std::uint64_t, outcome_kinds>& outcomes() const {
    return outcomes_;
  }

  [[nodiscard]] std::uint64_t ended_measured() const;

  /// arrived = completed + failed + inside.
  [[nodiscard]] bool conserved() const { return arrived_ == completed_ + failed_ + inside_; }

  /// Time average of the number inside since measuring began.
  [[nodiscard]] double inside_mean(TimePoint now) const;
  /// |L - λW| / L over the measured time: what is left is the visits that cross its two ends.
  [[nodiscard]] double littles_law_error(TimePoint now) const;
  /// L = λW with the visits that cross the two ends accounted for holds exactly, to the nanosecond.
  [[nodiscard]] bool littles_law_holds(TimePoint now) const;

  LogHistogram wait;     ///< s a visit spent in this component's waiting lines
  LogHistogram service;  ///< s a visit was served here, without waiting and without calls to others

 private:
  __extension__ using Wide = unsigned __int128;

  // Inline, for every visit to every component comes and goes here.

  void enter(TimePoint now) {
    area_ = area_until(now);
    last_ = now;
    ++arrived_;
    ++inside_;
    arrival_instants_ += ticks(now);
  }

  void leave(TimePoint arrived, TimePoint now, OutcomeKind outcome) {
    area_ = area_until(now);
    last_ = now;
    --inside_;
    arrival_instants_ -= ticks(arrived);
    sojourns_ += ticks(now) - ticks(arrived);
    ++outcomes_[static_cast<std::size_t>(outcome)];
    ++(Outcome{outcome}.failed() ? failed_ : completed_);
  }

  /// Nanoseconds since the start, never negative: products of unsigned numbers take one
  /// multiplication.
  [[nodiscard]] static std::uint64_t ticks(TimePoint instant) {
    return static_cast<std::uint64_t>(instant.time_since_epoch().count());
  }

  [[nodiscard]] Wide area_until(TimePoint now) const {
    return area_ + static_cast<Wide>(inside_) * (ticks(now) - ticks(last_));
  }

  [[nodiscard]] Wide ages_at(TimePoint now) const {
    return static_cast<Wide>(inside_) * ticks(now) - arrival_instants_;
  }

  std::uint64_t arrived_ = 0;
  std::uint64_t completed_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t inside_ = 0;
  std::array<std::uint64_t, outcome_kinds> outcomes_{};
  TimePoint since_{};          // measuring began
  TimePoint last_{};           // area_ is complete up to here
  Wide area_ = 0;              // ns × visits
  Wide sojourns_ = 0;          // ns, of the visits that ended
  Wide arrival_instants_ = 0;  // ns, summed over those inside
  Wide ages_at_start_ = 0;     // ns, of those inside when measuring began
};

/// A visit to a component, from arrival to whatever ends it. A visit whose frame is destroyed
/// counts as a reset.
class [[nodiscard]] Flow::Visit {
 public:
  Visit(Flow& flow, const Simulation& simulation)
      : flow_(flow), simulation_(simulation), arrived_(simulation.now()) {
    flow_.enter(arrived_);
  }

  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  ~Visit() { flow_.leave(arrived_, simulation_.now(), outcome_); }

  [[nodiscard]] TimePoint arrived() const { return arrived_; }

  /// Names how the visit ends; it ends with its frame.
  Outcome end(Outcome outcome) {
    outcome_ = outcome.kind;
    return outcome;
  }

 private:
  Flow& flow_;
  const Simulation& simulation_;
  TimePoint arrived_;
  OutcomeKind outcome_ = OutcomeKind::reset;
};

}  // namespace tiersim
