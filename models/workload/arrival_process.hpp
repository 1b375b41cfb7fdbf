#pragma once
#include <optional>

#include "models/request.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A sequence of arrival instants that does not depend on how the requests fare: the open side of a workload.
/// A pure generator; whoever drives it decides when to ask for the next instant.
class ArrivalProcess {
 public:
  ArrivalProcess() = default;
  ArrivalProcess(const ArrivalProcess&) = delete;
  ArrivalProcess& operator=(const ArrivalProcess&) = delete;
  virtual ~ArrivalProcess() = default;

  /// The next arrival, never before the one returned last; nothing when no more will come, then and ever after.
  virtual std::optional<TimePoint> next() = 0;

  /// The recorded class of the arrival returned last, if the process knows classes (else the request mix decides).
  [[nodiscard]] virtual std::optional<ClassId> last_class() const { return std::nullopt; }
};

}  // namespace tiersim
