#pragma once
#include <cstddef>
#include <span>

namespace tiersim {

/// How much of a series to drop as warm-up.
struct Truncation {
  std::size_t batches = 0;  ///< batches dropped
  std::size_t values = 0;   ///< values dropped: batches × their size
  double statistic =
      0;            ///< the criterion there: squared standard error of the mean of what remains
  double mean = 0;  ///< mean of the batches that remain
  /// The minimum lies at the limit of half the series: it is still in its warm-up, and a longer run
  /// is needed.
  bool at_limit = false;
};

/// Marginal standard error rule: groups the values in batches of `size` (a partial one at the end
/// is dropped) and drops the d <= k/2 batches that minimise sum((Z - mean)^2)/(k - d)^2 over the k
/// - d that remain; the smallest d on a tie. Preconditions: size > 0, at least one whole batch.
/// O(n). Source: K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state
/// truncation heuristics for simulation", Winter Simulation Conference 2000.
[[nodiscard]] Truncation mser(std::span<const double> values, std::size_t size);

/// MSER with batches of 5.
[[nodiscard]] inline Truncation mser5(std::span<const double> values) {
  return mser(values, 5);
}

}  // namespace tiersim
