#include <algorithm>
#include <set>

#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// What a class is called when no deployment names its operations.
constexpr std::string_view lone_class = "request";

const DeploymentParams* deployment(const Scenario& scenario, std::string_view name) {
  const ComponentSpec* component = scenario.find(name);
  return component == nullptr ? nullptr : std::get_if<DeploymentParams>(&component->params);
}

std::vector<std::string> operation_names(const DeploymentParams& params) {
  std::vector<std::string> names;
  for (const auto& [name, steps] : params.operations) names.push_back(name);
  return names;
}

/// The deployments that requests to `start` reach without passing another deployment, in order of
/// first meeting.
std::vector<std::string> first_deployments(Reader& reader, const std::string& start) {
  std::vector<std::string> found;
  std::vector<std::string> open{start};
  std::set<std::string> seen{start};
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (reader.kind_of(open[i]) == DeploymentParams::kind) {
      found.push_back(open[i]);
      continue;
    }
    for (const Use& use : reader.uses()) {
      if (use.from == open[i] && seen.insert(use.to).second) open.push_back(use.to);
    }
  }
  return found;
}

void need_operation(Reader& reader, const Place& place, const std::string& pointer,
                    const Scenario& scenario, const std::string& component,
                    const std::string& operation) {
  const DeploymentParams* params = deployment(scenario, component);
  if (params == nullptr || params->operations.empty() || params->operations.contains(operation))
    return;
  reader.fault(place, pointer, quote(component) + " has no operation " + quote(operation),
               hint_with_list(operation, operation_names(*params), "its operations: "));
}

/// A query goes to a database, a look-up to a cache, a call to what serves calls.
void check_purpose(Reader& reader, const Use& use) {
  const std::string kind = reader.kind_of(use.to);
  const bool is_cache = kind == CacheParams::kind;
  const bool is_database = kind == PostgresParams::kind || kind == ConnectionPoolParams::kind;
  const std::string what = quote(use.to) + " is " + with_article(kind);
  switch (use.purpose) {
    case Use::Purpose::Cache:
      if (!is_cache) {
        reader.fault(*use.node, what + ", not a cache",
                     is_database ? "write \"query\"" : "write \"call\"");
      }
      break;
    case Use::Purpose::Query:
      if (is_cache)
        reader.fault(*use.node, what + " and answers no queries", "write \"cache\"");
      else if (kind == DeploymentParams::kind) {
        reader.fault(*use.node, what + " and answers no queries", "write \"call\"");
      }
      break;
    case Use::Purpose::Call:
      if (is_cache || is_database) {
        reader.fault(*use.node, what + " and is not called",
                     is_cache ? "write \"cache\"" : "write \"query\" with \"read\" or \"write\"");
      }
      break;
    case Use::Purpose::Serve:
      if (use.from == use.to) {
        reader.fault(*use.node, quote(use.to) + " refers to itself",
                     "name the component behind it");
      }
      break;
  }
}

/// Classes of a workload must be operations where they arrive; without a mix a lone operation is
/// the class.
void check_classes(Reader& reader, const Node& root, Scenario& scenario, WorkloadSpec& workload) {
  const Node* node = root.find("workload")->find(workload.name);
  const std::vector<std::string> reached = first_deployments(reader, workload.to.name);
  if (workload.mix.empty() && node->find("mix") == nullptr) {
    std::string name(lone_class);
    for (const std::string& component : reached) {
      const DeploymentParams* params = deployment(scenario, component);
      if (params == nullptr || params->operations.empty()) return;
      if (params->operations.size() > 1) {
        reader.fault(
            *node,
            "a workload needs a \"mix\", since " + quote(component) + " has several operations",
            "add \"mix\": { \"" + params->operations.begin()->first +
                "\": 1 }; its operations: " + joined(operation_names(*params)));
        return;
      }
      name = params->operations.begin()->first;
    }
    workload.mix.emplace_back(name, 1.0);
    Slot slot;
    slot.pointer = node->pointer + "/mix/" + pointer_token(name);
    slot.help = "Weight of this request class.";
    reader.note(slot, "1", "");
  }
  const Node* mix = node->find("mix");
  for (const std::string& component : reached) {
    for (const auto& [name, weight] : workload.mix) {
      Place place = node->place;
      for (const Member& member : mix != nullptr ? mix->members : std::vector<Member>{}) {
        if (member.key == name) place = member.key_place;
      }
      need_operation(reader, place, node->pointer + "/mix/" + pointer_token(name), scenario,
                     component, name);
    }
  }
}

void check_trace_classes(Reader& reader, const Node& root, const Scenario& scenario,
                         const WorkloadSpec& workload) {
  const TraceSpec* trace = std::get_if<TraceSpec>(&workload.source);
  if (trace == nullptr || trace->classes.empty()) return;
  const Node& classes = *root.find("workload")->find(workload.name)->find("trace")->find("classes");
  for (const std::string& component : first_deployments(reader, workload.to.name)) {
    for (const auto& [prefix, name] : trace->classes) {
      const Node& node = *classes.find(prefix);
      need_operation(reader, node.place, node.pointer, scenario, component, name);
    }
  }
}

/// Last of all checks: only a scenario without faults shows what it does not use.
void warn_of_unused(Reader& reader, const Node& root, const Scenario& scenario) {
  if (reader.faults() > 0) return;  // a name that was mistyped is missed by nobody
  std::set<std::string> used;
  for (const Use& use : reader.uses()) used.insert(use.to);
  for (const ComponentSpec& component : scenario.components) {
    if (used.contains(component.name)) continue;
    reader.warn(*root.find("components")->find(component.name),
                "nobody calls " + quote(component.name),
                "name it in a \"to\" or in a step, or take it away");
  }
}

}  // namespace

void check_uses(Reader& reader, const Node& root, Scenario& scenario) {
  for (const Use& use : reader.uses()) {
    if (reader.kind_of(use.to).empty()) continue;
    check_purpose(reader, use);
    if (use.operation_node == nullptr) continue;
    for (const std::string& component : first_deployments(reader, use.to)) {
      need_operation(reader, use.operation_node->place, use.operation_node->pointer, scenario,
                     component, use.operation);
    }
  }
  for (WorkloadSpec& workload : scenario.workloads) {
    if (workload.to.name.empty()) continue;
    check_classes(reader, root, scenario, workload);
    check_trace_classes(reader, root, scenario, workload);
  }
  warn_of_unused(reader, root, scenario);
}

}  // namespace tiersim::lab
