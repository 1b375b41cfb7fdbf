#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// N customers of one class, think time, and single servers with product form.
struct BalancedJobs {
  std::size_t population = 1;
  double think_s = 0;
  std::vector<double> demand_s;  ///< per request at each station
};

/// Bounds without solving. Throughputs in requests per second, responses without think time.
struct ThroughputBounds {
  double asymptotic_lower_per_s = 0;  ///< everybody waits for all the others at every station
  double asymptotic_upper_per_s = 0;  ///< nobody waits, or the bottleneck is always busy
  double response_lower_s = 0;        ///< of the asymptotic upper bound
  double response_upper_s = 0;        ///< of the asymptotic lower bound
  double balanced_lower_per_s = 0;    ///< balanced job bounds, which are tighter
  double balanced_upper_per_s = 0;
  double knee_population = 0;  ///< where the two asymptotes cross
};

/// Preconditions: population >= 1, think time and demands >= 0, at least one demand > 0.
/// Sources: P. J. Denning, J. P. Buzen, "The operational analysis of queueing network models", ACM
/// Computing Surveys 10(3), 1978; J. Zahorjan, K. C. Sevcik, D. L. Eager, B. Galler, "Balanced job
/// bound analysis of queueing networks", Communications of the ACM 25(2), 1982.
[[nodiscard]] ThroughputBounds throughput_bounds(const BalancedJobs& jobs);

/// Response time in a closed system, R = N/X - Z. Precondition: throughput > 0.
[[nodiscard]] double interactive_response_s(double population, double throughput_per_s,
                                            double think_s);

}  // namespace tiersim::theory
