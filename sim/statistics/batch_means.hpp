#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "sim/statistics/interval.hpp"

namespace tiersim {

/// Interval of a steady-state mean from one run, its correlated values cut into equal batches that
/// do not overlap. Source: C. Alexopoulos, A. F. Seila, "Output data analysis", in Handbook of
/// Simulation (J. Banks, ed.), 1998.
struct BatchMeans {
  std::vector<double> means;  ///< one a batch, in order
  IntervalEstimate interval;  ///< Student, batches - 1 degrees of freedom
  double lag1 =
      0;  ///< correlation of neighbouring batch means, biased (denominator: the number of batches)
  /// Sum of squared differences of neighbours over the sum of squared deviations: near 2 when the
  /// means are uncorrelated, less when the batches are too short.
  double von_neumann = 2;
};

/// Cuts `values` into `batches`; what remains at the end is left out. Preconditions: 2 <= batches
/// <= number of values, 0 < confidence < 1. A constant series has lag1 0 and von_neumann 2.
[[nodiscard]] BatchMeans batch_means(std::span<const double> values, std::size_t batches,
                                     double confidence);

}  // namespace tiersim
