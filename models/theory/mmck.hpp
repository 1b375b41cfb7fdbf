#pragma once
#include <vector>

#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// M/M/c/K, FIFO, in steady state: an arrival that finds K customers inside, in service included,
/// is lost. Means and quantiles are those of the customers that are served.
class MMcKQueue {
 public:
  /// Preconditions: rates > 0, 1 <= servers <= places. Always stable. O(places).
  MMcKQueue(double arrival_rate_per_s, double service_rate_per_s, int servers, int places);

  StationMeans means;
  double wait_probability = 0;
  double loss_probability = 0;
  double empty_probability = 0;
  double throughput_per_s = 0;

  [[nodiscard]] double wait_survival(double t) const;
  [[nodiscard]] double sojourn_survival(double t) const;
  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;
  [[nodiscard]] double sojourn_quantile_s(double p) const;

 private:
  double service_rate_;
  int servers_;
  std::vector<double> ahead_;  // P(a served customer waits, with i others waiting when it comes)
};

}  // namespace tiersim::theory
