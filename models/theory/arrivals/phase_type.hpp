#pragma once
#include <cstddef>
#include <vector>

#include "models/theory/arrivals/level_chain.hpp"

namespace tiersim::theory {

/// The time until a Markov chain with finitely many phases is left: exponential, Erlang and
/// hyperexponential laws and all their mixtures and sums. Rates in 1/s.
struct PhaseType {
  std::vector<double> start;    ///< probability to start in each phase, sum 1
  Block within;                 ///< rates between phases; the diagonal has no effect
  std::vector<double> leaving;  ///< rate from each phase out of the chain

  [[nodiscard]] std::size_t phases() const { return start.size(); }

  /// Seconds.
  [[nodiscard]] double mean() const;

  /// Precondition: rate > 0.
  static PhaseType exponential(double rate);
  /// Sum of k exponentials of `rate` each. Preconditions: k >= 1, rate > 0.
  static PhaseType erlang(int k, double rate);
  /// Branch i with probability p[i], then exponential with rates[i]. Preconditions: as many
  /// probabilities as rates, at least one; p >= 0 with sum 1 to 1e-9, rates > 0.
  static PhaseType hyperexponential(const std::vector<double>& p, const std::vector<double>& rates);
};

}  // namespace tiersim::theory
