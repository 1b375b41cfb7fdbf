#pragma once
#include <optional>
#include <vector>

#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// M/D/c FIFO in steady state: Poisson arrivals, constant service time. Exact: the queue that one
/// service time leaves to the next is the maximum of a random walk whose steps are Poisson less
/// servers, so that Spitzer's identity gives its law; only positive terms are added.
/// Sources: C. D. Crommelin, "Delay probability formulae", Post Office Electrical Engineers'
/// Journal 25, 1932; F. Spitzer, 1956; G. J. Franx, "A simple solution for the M/D/c waiting time
/// distribution", Operations Research Letters 29, 2001.
class MDcQueue {
 public:
  /// Nothing without a steady state. Preconditions: rate > 0, service > 0, servers >= 1.
  static std::optional<MDcQueue> solve(double arrival_rate_per_s, double service_s, int servers);

  StationMeans means;
  double wait_probability = 0;

  /// P(wait > t). Beyond the 1e-5 tail by its exponential decay.
  [[nodiscard]] double wait_survival(double t) const;
  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;

 private:
  MDcQueue(double arrival_rate_per_s, double service_s, int servers)
      : arrival_rate_(arrival_rate_per_s), service_(service_s), servers_(servers) {}

  void find_queue_law();
  [[nodiscard]] long double wait_probability_of(const std::vector<long double>& queue) const;

  double arrival_rate_;
  double service_;
  int servers_;
  long double decay_ = 0;             // of P(wait > t) per service time, far out
  std::vector<long double> at_most_;  // P(at most n wait), n = 0, 1, …
};

}  // namespace tiersim::theory
