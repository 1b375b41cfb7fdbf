#pragma once
#include <vector>

namespace tiersim::theory {

/// Share of the time that something is up which fails and is repaired. Precondition: mtbf > 0.
[[nodiscard]] constexpr double availability_of(double mtbf, double mttr) {
  return mtbf / (mtbf + mttr);
}

/// At least k of n that fail independently, each up with probability `each`. Preconditions: 1 <= k
/// <= n, 0 <= each <= 1. Source: K. S. Trivedi, "Probability and statistics with reliability,
/// queueing, and computer science applications", 2001, chapter 3.
[[nodiscard]] double k_of_n(int n, int k, double each);

/// All of several that fail independently.
[[nodiscard]] double in_series(const std::vector<double>& availabilities);

}  // namespace tiersim::theory
