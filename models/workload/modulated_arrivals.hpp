#pragma once
#include <cstddef>
#include <vector>

#include "models/workload/arrival_process.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// A Poisson process whose rate a hidden environment sets: calm and rush, day after day or second
/// after second. The environment goes round its states in order and stays in each for an
/// exponential time; two states make the MMPP(2) of the textbooks. Over spans longer than a round
/// it is burstier than Poisson, over short ones it looks like it.
///
/// The run starts in a state drawn by the shares of time, so it is stationary from the start.
/// Source: W. Fischer, K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook",
/// Performance Evaluation 18(2), 1993.
class ModulatedArrivals final : public ArrivalProcess {
 public:
  struct State {
    double per_s = 0;        ///< arrivals per second in this state
    double mean_stay_s = 1;  ///< mean length of a stay, seconds
  };

  /// Preconditions: at least one state, rates finite and not negative, at least one positive; mean
  /// stays finite and positive.
  ModulatedArrivals(std::vector<State> states, Stream stream, TimePoint start = {});

 protected:
  TimePoint advance() override;

 private:
  /// Begins a stay in that state at `at_ns_`.
  void enter(std::size_t state);

  std::vector<State> states_;
  Stream stream_;
  std::size_t state_ = 0;
  double at_ns_ = 0;     ///< since the clock's start, not rounded
  double until_ns_ = 0;  ///< end of the stay
};

}  // namespace tiersim
