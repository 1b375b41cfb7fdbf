// The section `cluster`, and what it asks of the deployments that live in it.
#include <algorithm>

#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// A machine, as far as a pod has to fit on it.
struct Machine {
  std::string name;
  Cores cpu;
  Bytes memory;
};

/// What is left of each kind of node beside the DaemonSets.
std::vector<Machine> machines_of(const cluster::ClusterParams& cluster) {
  std::vector<Machine> machines;
  const auto add = [&](const std::string& name, Cores cpu, Bytes memory) {
    machines.push_back({name,
                        {cpu.count - cluster.daemon_sets.cpu.count},
                        {memory.count - cluster.daemon_sets.memory.count}});
  };
  for (const auto& group : cluster.node_groups) add(group.name, group.cpu, group.memory);
  if (cluster.karpenter) {
    for (const auto& pool : cluster.karpenter->node_pools) {
      for (const auto& offering : pool.offerings)
        add(pool.name + " " + offering.instance_type, offering.cpu, offering.memory);
    }
  }
  return machines;
}

bool fits(const ResourceAmounts& requests, const Machine& machine) {
  return (!requests.cpu || requests.cpu->count <= machine.cpu.count) &&
         (!requests.memory || requests.memory->count <= machine.memory.count);
}

void check_deployment(Reader& reader, const Node& node, const std::string& name,
                      const DeploymentParams& deployment, const std::vector<Machine>& machines) {
  if (const Node* const zones = node.find("zones"); zones != nullptr) {
    reader.fault(*zones,
                 quote(name) + " names zones, but its nodes are in the zones of the cluster",
                 "take \"zones\" away; \"topologySpreadConstraints\" spread pods over zones");
  }
  const ResourceAmounts& requests = deployment.resources.requests;
  const Node* const resources = node.find("resources");
  const Node& place = resources != nullptr ? *resources : node;
  if (!requests.cpu && !requests.memory) {
    reader.warn(place,
                quote(name) + " requests nothing, so that any number of its pods fits on a node",
                R"(add "resources": { "requests": { "cpu": "500m", "memory": "512Mi" } })");
    return;
  }
  const bool any = std::any_of(machines.begin(), machines.end(),
                               [&](const Machine& machine) { return fits(requests, machine); });
  if (any || machines.empty()) return;
  std::string list;
  for (const Machine& machine : machines) {
    list += (list.empty() ? "" : ", ") + machine.name + " " + write_text(machine.cpu) + " and " +
            write_text(machine.memory);
  }
  reader.fault(place, quote(name) + " requests more than any node has",
               "beside the DaemonSets there are: " + list);
}

}  // namespace

void read_cluster(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* const section = root.find(Scenario::cluster_name);
  if (section == nullptr) return;
  const std::size_t faults_before = reader.faults();
  cluster::ClusterParams params;
  read_struct(reader, slot_at(*section, Scenario::cluster_name), "\"cluster\"", params);
  const Node* const components = root.find("components");
  if (components != nullptr && components->find(Scenario::cluster_name) != nullptr) {
    reader.fault(*components->find(Scenario::cluster_name),
                 "a component cannot be called \"cluster\" beside a section \"cluster\"",
                 "take another name");
  }
  const std::vector<Machine> machines = machines_of(params);
  const bool sound = reader.faults() == faults_before;
  for (const ComponentSpec& component : scenario.components) {
    const auto* deployment = std::get_if<DeploymentParams>(&component.params);
    const Node* const node = components != nullptr ? components->find(component.name) : nullptr;
    if (deployment != nullptr && node != nullptr && sound)
      check_deployment(reader, *node, component.name, *deployment, machines);
  }
  scenario.cluster = std::move(params);
}

}  // namespace tiersim::lab
