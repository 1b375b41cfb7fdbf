#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// A closed network of single servers and delays, in demands per request.
struct ApproximateNetwork {
  std::vector<std::size_t> population;        ///< customers of each class
  std::vector<double> delay_s;                ///< of each class, without waiting
  std::vector<std::vector<double>> demand_s;  ///< [queue][class]
};

struct ApproximateSolution {
  std::vector<double> throughput_per_s;     ///< of each class
  std::vector<std::vector<double>> number;  ///< mean customers, [class][queue]
};

/// Approximate mean value analysis: an arriving customer of class r finds (N(r) - 1)/N(r) of its
/// own class's mean number and the whole mean number of the others. Iterates until no throughput
/// changes by more than `precision` of itself. Preconditions: as `solve(const ProductForm&)`;
/// precision > 0. O(classes · queues) a step. Source: P. J. Schweitzer, "Approximate analysis of
/// multiclass closed networks of queues", International Conference on Stochastic Control and
/// Optimization, 1979.
[[nodiscard]] ApproximateSolution bard_schweitzer(const ApproximateNetwork& network,
                                                  double precision = 1e-14);

}  // namespace tiersim::theory
