#pragma once
#include <optional>

namespace tiersim::theory {

/// Work that arrives evenly at a station whose capacity is cut for a while. Nothing is waiting
/// before. A fluid: what the law of large numbers leaves of a queue.
struct Outage {
  double arrival_rate_per_s = 0;
  double capacity_per_s = 0;   ///< while healthy
  double outage_s = 0;         ///< how long it lasts
  double capacity_left = 0;    ///< share of the capacity during the outage, 0 … 1
  std::optional<double> room;  ///< largest backlog; what does not fit is lost
};

struct OutageEffect {
  double backlog_peak = 0;
  double drain_s = 0;        ///< from the end of the outage until nothing waits
  double delay_max_s = 0;    ///< of work that is not lost, FIFO
  double delay_total_s = 0;  ///< area under the backlog, customer seconds
  double delay_mean_s = 0;   ///< of what arrives from the outage until all is drained, unless lost
  double lost = 0;
};

/// Preconditions: 0 <= arrival rate < capacity, outage_s >= 0, 0 <= capacity_left <= 1, room > 0.
/// Source: G. F. Newell, "Applications of queueing theory", Chapman and Hall, 1971.
[[nodiscard]] OutageEffect outage_effect(const Outage& outage);

/// One unit that fails and is repaired, both after exponential times, up at 0.
struct RepairableUnit {
  double failure_rate_per_s = 0;  ///< > 0
  double repair_rate_per_s = 0;   ///< > 0

  /// P(up at t). Precondition: t >= 0.
  [[nodiscard]] double up_at(double t_s) const;
  /// Mean time down in (0, t), seconds. Precondition: t >= 0.
  [[nodiscard]] double down_mean_s(double t_s) const;
  /// Variance of the time down in (0, t), seconds squared. Precondition: t >= 0.
  [[nodiscard]] double down_variance_s2(double t_s) const;
};

}  // namespace tiersim::theory
