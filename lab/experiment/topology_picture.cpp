#include "lab/experiment/topology_picture.hpp"

#include "lab/scenario/topology.hpp"

namespace tiersim::lab {

Topology draw_topology(const Scenario& scenario, const Traces& traces, const Result& result) {
  Topology topology;
  for (const WorkloadSpec& workload : scenario.workloads) {
    topology.nodes.push_back(
        {workload.name, "workload", workload.name, not_measured, not_measured});
  }
  for (const ComponentSpec& spec : scenario.components) {
    TopologyNode node{spec.name, std::string(spec.kind()), spec.name, not_measured, not_measured};
    const auto component = result.components.find(spec.name);
    if (component != result.components.end()) {
      node.utilization = component->second.utilization;
      if (component->second.replicas) node.replicas = component->second.replicas->mean;
    }
    topology.nodes.push_back(std::move(node));
  }
  for (const CallEdge& edge : survey(scenario, traces).edges) {
    topology.edges.push_back({edge.from, edge.to, edge.calls_per_s, edge.label});
  }
  return topology;
}

}  // namespace tiersim::lab
