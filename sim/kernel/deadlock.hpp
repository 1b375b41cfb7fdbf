#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

class Simulation;

/// Coroutines that wait for units of resources and will never get one.
struct Deadlock {
  /// A resource with a line that does not move.
  struct Line {
    std::string name;
    std::size_t units = 0;
    std::size_t held = 0;
    std::size_t waiting = 0;
  };

  /// Somebody in such a line.
  struct Waiting {
    std::uint64_t who = 0;  ///< AcquireOptions::who
    TimePoint since{};
    std::vector<std::string> holds;  ///< resources, by those who call it, outermost first
    std::string wants;
  };

  static constexpr std::size_t listed_max = 10;

  TimePoint at{};
  std::vector<Line> lines;  ///< in the order in which the resources were made
  /// At most `listed_max`: first those of the circle itself, then who waits behind them, each by
  /// the length of the wait.
  std::vector<Waiting> oldest;
  std::size_t waiting = 0;  ///< in all lines
};

/// The largest set of resources of which every unit is held by somebody who waits, without a
/// time-out, for a unit of the set, be it in a line himself or through the calls he has under way.
/// No event can free such a unit: only a kill from outside could. Nothing if there is none, and for
/// resources of which it is not known who holds the units (Resource::set_visits).
///
/// Source of the condition: E. G. Coffman, M. J. Elphick, A. Shoshani, "System Deadlocks", ACM
/// Computing Surveys 3(2), 1971. O(w log w · rounds), w waiters with the calls above them.
[[nodiscard]] std::optional<Deadlock> find_deadlock(Simulation& simulation);

/// Everybody who waits for a unit, whoever holds it.
[[nodiscard]] std::optional<Deadlock> find_waiting(Simulation& simulation);

/// What a reader needs to find the circle. `name_of` names who waits; without it by number.
[[nodiscard]] std::string to_text(const Deadlock& deadlock,
                                  const std::function<std::string(std::uint64_t)>& name_of = {});

/// Looks for a deadlock now and then at a cost that hardly shows: first only whether a line has
/// stood still since the last look, and for the circle itself at intervals that double while there
/// is none.
class DeadlockWatch {
 public:
  /// The simulation must outlive the watch.
  explicit DeadlockWatch(Simulation& simulation) : simulation_(simulation) {}

  /// To be called at intervals.
  [[nodiscard]] std::optional<Deadlock> look();

 private:
  [[nodiscard]] bool a_line_stands_still() const;

  Simulation& simulation_;
  TimePoint last_look_{};
  unsigned looks_to_skip_ = 0;
  unsigned skipped_ = 0;
};

}  // namespace tiersim
