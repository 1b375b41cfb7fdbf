#pragma once
#include <utility>
#include <vector>

#include "sim/kernel/process.hpp"

namespace tiersim::test {

/// Coroutines that come to a queue at given instants, and what each was told when.
template <class Told>
class Visits {
 public:
  struct Entry {
    Duration at;  ///< when it went on
    Told told;

    bool operator==(const Entry&) const = default;
  };

  explicit Visits(Simulation& simulation) : simulation_(simulation), scope_(simulation) {}

  /// `enter()` gives what is awaited.
  template <class Enter>
  void come(Duration at, Enter enter) {
    scope_.spawn(visitor(at, std::move(enter)));
  }

  /// As `come`, but gone again at `until` unless it has been told something by then.
  template <class Enter>
  void come(Duration at, Duration until, Enter enter) {
    scope_.spawn(quitter(at, until, std::move(enter)));
  }

  std::vector<Entry> log;  ///< in the order in which they went on

 private:
  template <class Enter>
  Process visitor(Duration at, Enter enter) {
    co_await simulation_.delay(at);
    const auto told = co_await enter();
    log.push_back({simulation_.now().time_since_epoch(), Told{told}});
  }

  template <class Enter>
  Process quitter(Duration at, Duration until, Enter enter) {
    ProcessScope own(simulation_);
    own.spawn(visitor(at, std::move(enter)));
    co_await simulation_.delay(until);
  }

  Simulation& simulation_;
  ProcessScope scope_;
};

}  // namespace tiersim::test
