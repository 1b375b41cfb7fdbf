// Network, links and faults: what is said about components once they are known.
#include <algorithm>
#include <cmath>
#include <set>

#include "lab/scenario/assemble.hpp"
#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/value_scan.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

/// The two names of "a->b"; a fault when it is not two names.
std::optional<std::pair<std::string, std::string>> split_arrow(Reader& reader, const Node& map,
                                                               const Member& member,
                                                               std::string_view what) {
  const std::size_t arrow = member.key.find("->");
  const std::string from(trimmed(std::string_view(member.key).substr(0, arrow)));
  const std::string to(arrow == std::string::npos
                           ? std::string_view{}
                           : trimmed(std::string_view(member.key).substr(arrow + 2)));
  if (!from.empty() && !to.empty()) return std::pair(from, to);
  reader.fault(member.key_place, map.pointer + "/" + pointer_token(member.key),
               quote(member.key) + " does not name " + std::string(what), "write \"from->to\"");
  return std::nullopt;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whom a component or workload calls, in alphabetical order.
std::vector<std::string> callees(Reader& reader, std::string_view caller) {
  std::set<std::string> names;
  for (const Use& use : reader.uses()) {
    if (use.from == caller) names.insert(use.to);
  }
  return {names.begin(), names.end()};
}

void read_link(Reader& reader, const Node& section, const Member& member,
               const std::vector<std::string>& callers, Scenario& scenario) {
  const auto ends = split_arrow(reader, section, member, "a link");
  if (!ends) return;
  const auto& [from, to] = *ends;
  const std::string pointer = section.pointer + "/" + pointer_token(member.key);
  const std::vector<std::string> components = reader.component_names();
  if (!contains(callers, from)) {
    reader.fault(member.key_place, pointer, "there is no component " + quote(from),
                 hint_with_list(from, callers, "callers: "));
  } else if (!contains(components, to)) {
    reader.fault(member.key_place, pointer, "there is no component " + quote(to),
                 hint_with_list(to, components, "components: "));
  } else if (const auto called = callees(reader, from); !contains(called, to) &&
                                                        !reader.is_faulty("/components/" + from) &&
                                                        !reader.is_faulty("/workload/" + from)) {
    reader.fault(
        member.key_place, pointer, quote(from) + " never calls " + quote(to),
        called.empty() ? quote(from) + " calls nobody" : quote(from) + " calls " + joined(called));
  }
  LinkSpec link{from, to, {}};
  read_struct(reader, slot_at(member.value, member.key), "a link", link.params);
  scenario.links.push_back(std::move(link));
}

/// "api/pod-0", "db/primary", "zone/b": the first word must be a component, or a zone that is in
/// use.
void check_target(Reader& reader, const Node& node, const Scenario& scenario) {
  const std::size_t slash = node.text.find('/');
  const std::string first = node.text.substr(0, slash);
  const std::string rest = slash == std::string::npos ? std::string{} : node.text.substr(slash + 1);
  if (first == "zone") {
    const std::vector<std::string> zones = zones_of(scenario);
    if (!contains(zones, rest)) {
      reader.fault(
          node, "nothing is in the zone " + quote(rest),
          zones.empty() ? "no component names a zone" : hint_with_list(rest, zones, "zones: "));
    }
    return;
  }
  std::vector<std::string> components = reader.component_names();
  if (scenario.cluster) components.push_back(scenario.cluster_name);
  if (!contains(components, first)) {
    return reader.fault(node, "there is no component " + quote(first),
                        hint_with_list(first, components, "components: "));
  }
  if (slash != std::string::npos && rest.empty()) {
    reader.fault(node, quote(node.text) + " names no member",
                 "write \"" + first + "\" or \"" + first + "/pod-0\"");
  }
}

/// What is rolled out must be a deployment.
void check_rollout(Reader& reader, const Node& node) {
  std::vector<std::string> deployments;
  for (const NamedKind& component : reader.components()) {
    if (component.kind == DeploymentParams::kind) deployments.push_back(component.name);
  }
  if (contains(deployments, node.text)) return;
  reader.fault(node, quote(node.text) + " is no deployment, and nothing else is rolled out",
               deployments.empty() ? "there is none"
                                   : hint_with_list(node.text, deployments, "deployments: "));
}

void read_fault(Reader& reader, const Node& node, Scenario& scenario) {
  if (!reader.expect_map(node, "faults")) return;
  const std::vector<std::string> verbs = enum_name_list<FaultVerb>();
  const SectionForm& form = section_form("fault");
  const std::vector<std::string> known = form.key_names();
  const Slot owner = slot_at(node, "fault");
  const auto slot = [&](std::string_view name, const Bounds& bounds) {
    return slot_of(&node, owner, "a fault", name, bounds, form.help_of(name));
  };
  FaultSpec fault;
  const Node* target = nullptr;
  for (const Member& member : node.members) {
    if (!contains(known, member.key)) reader.unknown_key(node, member, "a fault", known);
    if (!contains(verbs, member.key)) continue;
    if (target != nullptr) {
      reader.fault(member.key_place, member.value.pointer,
                   "a fault does one thing, and \"" + member.key + "\" is a second one",
                   "make two faults of it");
      return;
    }
    target = &member.value;
    fault.verb = enum_from_name<FaultVerb>(member.key).value();
  }
  read_field(reader, slot("at", required(non_negative)), fault.at);
  const bool mistyped = std::any_of(verbs.begin(), verbs.end(), [&](const std::string& verb) {
    return reader.is_mistyped(&node, verb);
  });
  if (target == nullptr && !mistyped) {
    reader.fault(node, "a fault needs one of " + joined(verbs), R"(add "kill": "db/primary")");
  } else if (target != nullptr && !target->is_string()) {
    reader.fault(*target, "a fault strikes a component by its path, not " + in_words(*target),
                 "write \"api/pod-0\", \"db/primary\" or \"zone/b\"");
  } else if (target != nullptr) {
    fault.target = target->text;
    if (fault.verb == FaultVerb::Rollout)
      check_rollout(reader, *target);
    else if (fault.verb == FaultVerb::Slow && scenario.cluster &&
             fault.target.substr(0, fault.target.find('/')) == scenario.cluster_name)
      reader.fault(*target, "nodes are killed and healed, not slowed",
                   "slow a deployment, or one of its pods");
    else
      check_target(reader, *target, scenario);
  }
  const Slot factor = slot("factor", positive);
  const Slot lasts = slot("for", positive);
  const bool strikes = fault.verb == FaultVerb::Kill || fault.verb == FaultVerb::Slow;
  if (fault.verb == FaultVerb::Slow || fault.verb == FaultVerb::Rollout) {
    Slot wanted = factor;
    wanted.bounds.required = fault.verb == FaultVerb::Slow;
    read_field(reader, wanted, fault.factor);
  } else if (factor.node != nullptr) {
    reader.fault(*factor.node, "\"factor\" applies to slow and rollout only", "take it away");
  }
  if (strikes)
    read_field(reader, lasts, fault.lasts);
  else if (lasts.node != nullptr)
    reader.fault(*lasts.node, "\"for\" does not apply to " + std::string(enum_name(fault.verb)),
                 "take it away");
  if (scenario.run.duration > Duration{} && fault.at > scenario.run.duration) {
    reader.fault(
        *slot("at", any_value).node,
        "the fault comes after the end of the run, at " + write_text(scenario.run.duration),
        "choose an earlier time, or a longer run");
  }
  scenario.faults.push_back(std::move(fault));
}

}  // namespace

std::vector<std::string> workload_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const WorkloadSpec& workload : scenario.workloads) names.push_back(workload.name);
  return names;
}

std::vector<std::string> zones_of(const Scenario& scenario) {
  std::set<std::string> zones;
  const auto collect = [&](std::string_view name, const auto& value, const Bounds&,
                           std::string_view) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      if (name == "zone") zones.insert(value);
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      if (name.ends_with("zones")) zones.insert(value.begin(), value.end());
    }
  };
  for (const ComponentSpec& component : scenario.components) {
    std::visit([&](const auto& params) { visit_fields(params, collect); }, component.params);
  }
  for (const WorkloadSpec& workload : scenario.workloads) visit_fields(workload, collect);
  if (scenario.cluster) {
    for (const std::string& zone : zones_of(*scenario.cluster)) zones.insert(zone);
  }
  zones.erase("");
  return {zones.begin(), zones.end()};
}

void read_network(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("network");
  Slot slot;
  slot.node = section;
  slot.pointer = "/network";
  slot.name = "network";
  slot.owner_place = section != nullptr ? section->place : root.place;
  read_struct(reader, slot, "the network", scenario.network, {{"zones"}});
  const Node* pairs = section != nullptr ? section->find("zones") : nullptr;
  if (pairs == nullptr || !reader.expect_map(*pairs, "zones")) return;
  const std::vector<std::string> zones = zones_of(scenario);
  for (const Member& member : pairs->members) {
    const auto ends = split_arrow(reader, *pairs, member, "a pair of zones");
    if (!ends) continue;
    for (const std::string& zone : {ends->first, ends->second}) {
      if (contains(zones, zone)) continue;
      reader.fault(
          member.key_place, member.value.pointer, "nothing is in the zone " + quote(zone),
          zones.empty() ? "no component names a zone" : hint_with_list(zone, zones, "zones: "));
    }
    ZoneLatency pair{ends->first, ends->second};
    read_field(reader, slot_at(member.value, member.key, "Time on the wire, one way."),
               pair.latency);
    scenario.network.zones.push_back(std::move(pair));
  }
}

void read_links(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("links");
  if (section == nullptr || !reader.expect_map(*section, "links")) return;
  std::vector<std::string> callers = reader.component_names();
  for (const std::string& workload : workload_names(scenario)) callers.push_back(workload);
  for (const Member& member : section->members)
    read_link(reader, *section, member, callers, scenario);
}

void read_faults(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("faults");
  if (section == nullptr || !reader.expect_list(*section, "faults")) return;
  for (const Node& item : section->items) read_fault(reader, item, scenario);
}

}  // namespace tiersim::lab
