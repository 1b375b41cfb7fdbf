#pragma once
#include <vector>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// Probabilities that a Poisson process of `rate` has k = 0 … last events in a time with this law.
/// From the generating function E[e^{-rate (1 - z) T}] on a circle, to about 1e-14 absolutely.
/// Preconditions: rate > 0, last >= 0.
[[nodiscard]] std::vector<double> mixed_poisson(const Law& time, double rate, int last);

/// Probabilities that an arrival to GI/M/c finds 0 … c - 1 customers, up to a factor; each further
/// customer has σ times the probability. No alternating sums, so that any number of servers will
/// do. Preconditions: servers >= 1, the root σ belongs to the law and to servers · service_rate.
[[nodiscard]] std::vector<double> found_by_arrivals(const Law& interarrival,
                                                    double service_rate_per_s, int servers,
                                                    double geometric_root);

}  // namespace tiersim::theory
