#pragma once
#include <optional>

#include "models/theory/law.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// The root σ of σ = A*(rate (1 - σ)) between 0 and 1, as 1 - σ, which keeps its digits in heavy
/// traffic: A* is the transform of the interarrival times. An arrival to GI/M finds one customer
/// more with σ times the probability, once all servers are busy. Nothing when rate · mean <= 1.
/// Preconditions: positive finite mean, rate > 0.
[[nodiscard]] std::optional<double> one_less_geometric_root(const Law& interarrival,
                                                            double rate_per_s);

/// GI/M/c, FIFO, in steady state: exact.
class GiMQueue {
 public:
  /// Nothing without a steady state. Preconditions: a positive finite mean interarrival time, rate
  /// > 0, servers >= 1. O(servers³ + servers² log servers · transforms).
  /// Sources: L. Takács, "Introduction to the theory of queues", Oxford University Press, 1962, for
  /// the geometric tail; probabilities of free servers from the embedded chain.
  static std::optional<GiMQueue> solve(const Law& interarrival, double service_rate_per_s,
                                       int servers);

  StationMeans means;
  double wait_probability = 0;  ///< fraction of the arrivals that wait
  double geometric_root = 0;    ///< σ

  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;
  [[nodiscard]] double sojourn_quantile_s(double p) const;

 private:
  [[nodiscard]] double sojourn_survival(double t) const;

  double service_rate_ = 0;
  double wait_rate_ = 0;  // who waits, waits an exponential time with this rate
};

}  // namespace tiersim::theory
