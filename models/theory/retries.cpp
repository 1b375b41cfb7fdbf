#include "models/theory/retries.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

RetryChain retry_chain(const std::vector<int>& attempts, double failure_probability) {
  TIERSIM_ASSERT(!attempts.empty());
  TIERSIM_ASSERT(failure_probability >= 0 && failure_probability <= 1);
  // From the leaves up: the calls of a tier to the next per call that it gets itself.
  std::vector<double> calls(attempts.size());
  double fails = failure_probability;
  for (std::size_t tier = attempts.size(); tier-- > 0;) {
    TIERSIM_ASSERT(attempts[tier] >= 1);
    double power = 1;
    for (int k = 0; k < attempts[tier]; ++k) {
      calls[tier] += power;
      power *= fails;
    }
    fails = power;
  }
  for (std::size_t tier = 1; tier < calls.size(); ++tier) calls[tier] *= calls[tier - 1];
  return {1 - fails, calls};
}

RetryBackoff retry_backoff(int attempts, double failure_probability, double base_s, double factor,
                           double cap_s, Jitter jitter) {
  TIERSIM_ASSERT(attempts >= 1 && failure_probability >= 0 && failure_probability <= 1);
  TIERSIM_ASSERT(base_s >= 0 && factor >= 0 && cap_s >= 0);
  RetryBackoff result;
  std::vector<double> total{0};  // mean total back-off after k retries
  double reaches = 1;            // probability of attempt k + 1
  result.attempts = 1;
  for (int k = 1; k < attempts; ++k) {
    const double longest = std::min(cap_s, base_s * std::pow(factor, k - 1));
    const double mean = jitter == Jitter::full ? longest / 2 : longest;
    const double variance = jitter == Jitter::full ? longest * longest / 12 : 0;
    reaches *= failure_probability;
    result.attempts += reaches;
    result.backoff_s += reaches * mean;
    result.backoff_max_s += longest;
    result.backoff_variance_s2 += reaches * variance;
    total.push_back(total.back() + mean);
  }
  // To the variance given the number of retries, that of the mean given the number.
  double power = 1;
  for (std::size_t k = 0; k < total.size(); ++k) {
    const double ends = k + 1 < total.size() ? power * (1 - failure_probability) : power;
    const double away = total[k] - result.backoff_s;
    if (ends > 0) result.backoff_variance_s2 += ends * away * away;
    power *= failure_probability;
  }
  result.success_probability = 1 - reaches * failure_probability;
  return result;
}

}  // namespace tiersim::theory
