#pragma once
#include <optional>
#include <vector>

#include "models/theory/arrivals/level_chain.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// Poisson arrivals whose rate is switched between two values by a Markov chain (MMPP(2)).
struct SwitchedPoisson {
  double rate_1_per_s = 0;
  double rate_2_per_s = 0;
  double from_1_to_2_per_s = 0;
  double from_2_to_1_per_s = 0;

  [[nodiscard]] double mean_rate_per_s() const;
  /// Squared coefficient of variation of a time between arrivals.
  [[nodiscard]] double interarrival_scv() const;
  /// Limit of variance / mean of the number of arrivals in a long time. Source: H. Heffes, D. M.
  /// Lucantoni, "A Markov modulated characterization of packetized voice and data traffic", IEEE
  /// Journal on Selected Areas in Communications 4(6), 1986.
  [[nodiscard]] double dispersion_limit() const;
};

/// MMPP(2)/M/c, FIFO, in steady state: exact, matrix-geometric.
class SwitchedPoissonQueue {
 public:
  /// Nothing without a steady state. Preconditions: rates of arrival >= 0, not both 0; all other
  /// rates > 0; servers >= 1. O(servers).
  static std::optional<SwitchedPoissonQueue> solve(const SwitchedPoisson& arrivals,
                                                   double service_rate_per_s, int servers);

  StationMeans means;
  double wait_probability = 0;  ///< fraction of the arrivals that wait

  /// Time fraction with n customers or more.
  [[nodiscard]] double at_least(int n) const;

  /// P(n + 1 customers) / P(n customers) for many customers.
  [[nodiscard]] double decay() const { return levels_.decay(); }

  /// P(wait > t) of an arrival.
  [[nodiscard]] double wait_survival(double t) const;
  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;

 private:
  void find_means(double rate_per_s);
  void find_queued(double share_1, double share_2);

  double work_rate_ = 0;  // of all servers
  UnboundedLevels levels_;

  // P(an arrival finds all servers busy and n waiting or more) = sum of weight · factor^n.
  struct Term {
    double weight;
    double factor;
  };

  std::vector<Term> queued_;
};

}  // namespace tiersim::theory
