#pragma once
#include <cstddef>

namespace tiersim::theory {

/// n equal instances, chosen with equal probability, in front of one resource that all share: each
/// request needs service at one instance and at the resource, one server each.
struct SharedResource {
  double instance_demand_s = 0;  ///< > 0
  double shared_demand_s = 0;    ///< > 0

  /// Instances beyond which the shared resource is the bottleneck.
  [[nodiscard]] double knee() const { return instance_demand_s / shared_demand_s; }

  /// Asymptotic upper bound. Precondition: instances >= 1.
  [[nodiscard]] double bound_per_s(std::size_t instances) const;

  /// Exact throughput of `clients` who never think, with exponential FIFO or PS stations, by mean
  /// value analysis over equal stations. Preconditions: both >= 1. O(clients). Source: M. Reiser,
  /// S. S. Lavenberg, "Mean-value analysis of closed multichain queuing networks", Journal of the
  /// ACM 27(2), 1980.
  [[nodiscard]] double throughput_per_s(std::size_t instances, std::size_t clients) const;
};

}  // namespace tiersim::theory
