#include "models/autoscaling/cluster_autoscaler/drain.hpp"

#include <algorithm>

#include "models/autoscaling/nodes/disruption_budget.hpp"

namespace tiersim::cluster_autoscaler {

DrainStep Drain::step(TimePoint now, const std::vector<nodes::Pod>& pods,
                      std::map<std::string, std::int32_t, std::less<>> disruptions_allowed) {
  nodes::RemainingDisruptions budgets(std::move(disruptions_allowed));
  DrainStep step;
  step.delete_node = true;
  const bool too_late = now - started_ > options_.max_pod_eviction_time;
  for (const nodes::Pod& pod : pods) {
    if (pod.daemon) continue;
    step.delete_node = false;
    if (evicted_.contains(pod.name)) continue;
    if (too_late) {
      step.failure = "pod " + pod.name + " could not be evicted in time";
      step.evictions.clear();
      return step;
    }
    if (!budgets.allow({pod})) continue;
    budgets.take({pod});
    evicted_.insert(pod.name);
    step.evictions.push_back(
        {pod.name, std::min(pod.termination_grace, options_.max_graceful_termination_sec)});
  }
  return step;
}

}  // namespace tiersim::cluster_autoscaler
