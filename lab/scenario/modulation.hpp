#pragma once
#include <vector>

#include "lab/scenario/workload_spec.hpp"

namespace tiersim::lab {

// What a process does in the long run whose states are gone round in order, each for an exponential
// time. Preconditions of both: at least one state, a rate above 0, stays above 0.

/// Arrivals per second, by the shares of time of the states.
[[nodiscard]] double mean_rate_per_s(const std::vector<ArrivalState>& states);

/// Limit of variance / mean of the number of arrivals in a long time; 1 if the rates are equal. A
/// queue close to saturation sees the process as a renewal process of this squared coefficient of
/// variation. Source: W. Fischer, K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP)
/// cookbook", Performance Evaluation 18(2), 1993.
[[nodiscard]] double dispersion_limit(const std::vector<ArrivalState>& states);

}  // namespace tiersim::lab
