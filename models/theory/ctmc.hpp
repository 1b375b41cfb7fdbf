#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// A continuous-time Markov chain with finitely many states, few enough for a full matrix.
class MarkovChain {
 public:
  /// Precondition: states >= 1.
  explicit MarkovChain(std::size_t states);

  [[nodiscard]] std::size_t states() const { return states_; }

  /// Adds to the rate from one state to another, in 1/s. A rate to itself has no effect.
  /// Preconditions: both below states(), rate >= 0.
  void add(std::size_t from, std::size_t to, double rate);

  [[nodiscard]] double rate(std::size_t from, std::size_t to) const {
    return rates_[from * states_ + to];
  }

  /// Time fraction of each state, every one to almost full relative precision: no subtractions.
  /// O(states³). Precondition: every state can be reached from every other. Source: W. K.
  /// Grassmann, M. I. Taksar, D. P. Heyman, "Regenerative analysis and steady state distributions
  /// for Markov chains", Operations Research 33(5), 1985.
  [[nodiscard]] std::vector<double> stationary() const;

 private:
  std::size_t states_;
  std::vector<double> rates_;  // row by row
};

}  // namespace tiersim::theory
