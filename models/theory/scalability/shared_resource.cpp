#include "models/theory/scalability/shared_resource.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::theory {

double SharedResource::bound_per_s(std::size_t instances) const {
  TIERSIM_ASSERT(instances >= 1 && instance_demand_s > 0 && shared_demand_s > 0);
  return std::min(static_cast<double>(instances) / instance_demand_s, 1 / shared_demand_s);
}

double SharedResource::throughput_per_s(std::size_t instances, std::size_t clients) const {
  TIERSIM_ASSERT(instances >= 1 && clients >= 1);
  const auto n = static_cast<double>(instances);
  double at_instance = 0;  // mean customers at each instance, and at the resource
  double at_resource = 0;
  double throughput = 0;
  for (std::size_t client = 1; client <= clients; ++client) {
    const double instance_s = instance_demand_s / n * (1 + at_instance);
    const double resource_s = shared_demand_s * (1 + at_resource);
    throughput = static_cast<double>(client) / (n * instance_s + resource_s);
    at_instance = throughput * instance_s;
    at_resource = throughput * resource_s;
  }
  return throughput;
}

}  // namespace tiersim::theory
