#include <algorithm>

#include "lab/scenario/assemble.hpp"

namespace tiersim::lab {

namespace {

void add_name(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void add_zones(std::vector<std::string>& zones, const ComponentParams& params) {
  std::visit(
      [&zones](const auto& p) {
        if constexpr (requires { p.zone; }) {
          if (!p.zone.empty()) add_name(zones, p.zone);
        }
        if constexpr (requires { p.zones; }) {
          for (const std::string& zone : p.zones) add_name(zones, zone);
        }
        if constexpr (requires { p.replica_zones; }) {
          for (const std::string& zone : p.replica_zones) add_name(zones, zone);
        }
      },
      params);
}

}  // namespace

std::vector<std::string> zones_of(const cluster::ClusterParams& cluster) {
  std::vector<std::string> zones;
  const auto add = [&zones](const std::string& zone) {
    if (!zone.empty()) add_name(zones, zone);
  };
  for (const auto& group : cluster.node_groups) add(group.zone);
  if (cluster.karpenter) {
    for (const auto& pool : cluster.karpenter->node_pools) {
      for (const auto& offering : pool.offerings) add(offering.zone);
    }
  }
  return zones;
}

NameTables name_tables(const Scenario& scenario, const Traces& traces) {
  NameTables names;
  names.zones = {"", ""};
  for (const WorkloadSpec& workload : scenario.workloads) {
    names.workloads.push_back(workload.name);
    for (const auto& [name, weight] : workload.mix) add_name(names.classes, name);
    const auto trace = traces.by_workload.find(workload.name);
    if (trace != traces.by_workload.end()) {
      for (const std::string& name : trace->second.class_names) add_name(names.classes, name);
    }
  }
  for (const ComponentSpec& component : scenario.components) {
    names.columns.push_back(component.name);
    add_zones(names.zones, component.params);
    if (const auto* deployment = std::get_if<DeploymentParams>(&component.params)) {
      for (const auto& [operation, steps] : deployment->operations)
        add_name(names.classes, operation);
    }
  }
  for (const WorkloadSpec& workload : scenario.workloads) {
    if (!workload.zone.empty()) add_name(names.zones, workload.zone);
  }
  if (scenario.cluster) {
    for (const std::string& zone : zones_of(*scenario.cluster)) add_name(names.zones, zone);
  }
  names.columns.emplace_back("network");
  return names;
}

}  // namespace tiersim::lab
