#pragma once
#include <optional>

#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// M/M/c with an unlimited waiting room, FIFO, in steady state (A. K. Erlang, 1917).
class MMcQueue {
 public:
  /// Nothing without a steady state. Preconditions: rates > 0, servers >= 1. O(servers).
  static std::optional<MMcQueue> solve(double arrival_rate_per_s, double service_rate_per_s,
                                       int servers);

  StationMeans means;
  double wait_probability = 0;  ///< that an arrival waits at all
  double number_variance = 0;
  double wait_variance_s2 = 0;
  double sojourn_variance_s2 = 0;

  /// P(wait > t).
  [[nodiscard]] double wait_survival(double t) const;
  /// P(sojourn > t).
  [[nodiscard]] double sojourn_survival(double t) const;
  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;
  [[nodiscard]] double sojourn_quantile_s(double p) const;

 private:
  double service_rate_ = 0;
  double spare_rate_ =
      0;  // of all servers, beyond the arrivals: the wait of who waits has this rate
};

}  // namespace tiersim::theory
