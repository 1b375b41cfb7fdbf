#pragma once
#include <vector>

namespace tiersim::theory {

/// Tiers that call each other in a row; every tier calls the next up to `attempts` times until one
/// call succeeds.
struct RetryChain {
  double success_probability = 0;         ///< of a request
  std::vector<double> calls_per_request;  ///< mean calls that reach tier 1, 2, …; the last: leaves
};

/// `attempts[i]` by tier i to tier i + 1; every call of the last tier fails with the given
/// probability, independently. Preconditions: attempts not empty, each >= 1; 0 <= probability <= 1.
[[nodiscard]] RetryChain retry_chain(const std::vector<int>& attempts, double failure_probability);

enum class Jitter {
  none,
  full  ///< uniform between 0 and the back-off
};

/// One caller that tries again after growing back-offs; attempts fail independently and take no
/// time here.
struct RetryBackoff {
  double success_probability = 0;  ///< within all attempts
  double attempts = 0;             ///< mean
  double backoff_s = 0;            ///< mean total per request, failures included
  double backoff_max_s = 0;        ///< largest possible total
  double backoff_variance_s2 = 0;
};

/// Before retry k = 1, 2, …: the smaller of cap and base · factor^(k-1). Preconditions: attempts >=
/// 1, 0 <= failure_probability <= 1, base, factor and cap >= 0.
[[nodiscard]] RetryBackoff retry_backoff(int attempts, double failure_probability, double base_s,
                                         double factor, double cap_s, Jitter jitter);

}  // namespace tiersim::theory
