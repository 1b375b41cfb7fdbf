#pragma once
#include <optional>

#include "models/request.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A sequence of arrival instants that does not depend on how the requests fare: the open side of a
/// workload. A pure generator; whoever drives it decides when to ask for the next instant.
class ArrivalProcess {
 public:
  ArrivalProcess() = default;
  ArrivalProcess(const ArrivalProcess&) = delete;
  ArrivalProcess& operator=(const ArrivalProcess&) = delete;
  virtual ~ArrivalProcess() = default;

  /// The next arrival, never before the one returned last; nothing when no more will come, then and
  /// ever after.
  std::optional<TimePoint> next() {
    const TimePoint at = next_or_never();
    return at == never ? std::nullopt : std::optional(at);
  }

  /// The same, with `never` for nothing: for who asks at every arrival. g++ 12 hands an optional
  /// over through memory, written in bytes and read in words, which makes the reader wait.
  [[nodiscard]] TimePoint next_or_never() { return advance(); }

  static constexpr TimePoint never = TimePoint::max();

  /// The recorded class of the arrival returned last, if the process knows classes (else the
  /// request mix decides).
  [[nodiscard]] virtual std::optional<ClassId> last_class() const { return std::nullopt; }

 protected:
  /// What `next` returns; `never` when no more will come.
  virtual TimePoint advance() = 0;
};

}  // namespace tiersim
