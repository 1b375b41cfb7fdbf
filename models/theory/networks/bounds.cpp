#include "models/theory/networks/bounds.hpp"

#include <algorithm>
#include <numeric>

#include "sim/assert.hpp"

namespace tiersim::theory {

ThroughputBounds throughput_bounds(const BalancedJobs& jobs) {
  TIERSIM_ASSERT(jobs.population >= 1 && jobs.think_s >= 0 && !jobs.demand_s.empty());
  for (const double demand : jobs.demand_s) TIERSIM_ASSERT(demand >= 0);
  const auto n = static_cast<double>(jobs.population);
  const double z = jobs.think_s;
  const double total = std::accumulate(jobs.demand_s.begin(), jobs.demand_s.end(), 0.0);
  const double largest = *std::max_element(jobs.demand_s.begin(), jobs.demand_s.end());
  const double mean = total / static_cast<double>(jobs.demand_s.size());
  TIERSIM_ASSERT(largest > 0);

  ThroughputBounds bounds;
  bounds.asymptotic_lower_per_s = n / (n * total + z);
  bounds.asymptotic_upper_per_s = std::min(1 / largest, n / (total + z));
  bounds.response_lower_s = std::max(total, n * largest - z);
  bounds.response_upper_s = n * total;
  bounds.balanced_lower_per_s = n / (total + z + (n - 1) * largest / (1 + z / (n * total)));
  bounds.balanced_upper_per_s =
      std::min(1 / largest, n / (total + z + (n - 1) * mean / (1 + z / total)));
  bounds.knee_population = (total + z) / largest;
  return bounds;
}

double interactive_response_s(double population, double throughput_per_s, double think_s) {
  TIERSIM_ASSERT(throughput_per_s > 0);
  return population / throughput_per_s - think_s;
}

}  // namespace tiersim::theory
