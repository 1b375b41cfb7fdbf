// Objectives and prices: what the run is measured by.
#include <algorithm>

#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Finds the class or workload that an objective is about.
bool resolve_scope(Reader& reader, const Node& node, const Scenario& scenario,
                   ObjectiveSpec& objective) {
  if (objective.scope_name.empty()) return true;
  std::vector<std::string> names;
  for (const WorkloadSpec& workload : scenario.workloads) {
    for (const auto& [name, weight] : workload.mix) {
      if (!contains(names, name)) names.push_back(name);
    }
  }
  if (contains(names, objective.scope_name)) {
    objective.scope = ObjectiveSpec::Scope::Class;
    return true;
  }
  const bool is_operation = std::any_of(
      scenario.components.begin(), scenario.components.end(), [&](const ComponentSpec& component) {
        const auto* deployment = std::get_if<DeploymentParams>(&component.params);
        return deployment != nullptr && deployment->operations.contains(objective.scope_name);
      });
  if (is_operation && reader.faults() > 0)
    return false;  // a mix that was refused would have had it
  const std::vector<std::string> workloads = workload_names(scenario);
  if (contains(workloads, objective.scope_name)) {
    objective.scope = ObjectiveSpec::Scope::Workload;
    return true;
  }
  names.insert(names.end(), workloads.begin(), workloads.end());
  reader.fault(node, "no class or workload is called " + quote(objective.scope_name),
               hint_with_list(objective.scope_name, names, "classes and workloads: "));
  return false;
}

bool is_date(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
  }
  return true;
}

}  // namespace

void read_objectives(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("slo");
  if (section == nullptr || !reader.expect_list(*section, "slo")) return;
  for (const Node& item : section->items) {
    if (!item.is_string()) {
      reader.fault(item, "an objective is a text, not " + in_words(item), R"(write "p95 < 500ms")");
      continue;
    }
    const Parsed<ObjectiveSpec> parsed = parse_objective(item.text);
    if (!parsed) {
      reader.fault(item, "the objective " + quote(item.text) + " " + parsed.complaint().message,
                   parsed.complaint().cure);
      continue;
    }
    ObjectiveSpec objective = *parsed;
    if (resolve_scope(reader, item, scenario, objective))
      scenario.objectives.push_back(std::move(objective));
  }
}

void read_prices(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("prices");
  if (section == nullptr || !reader.expect_map(*section, "prices")) return;
  const SectionForm& form = section_form("prices");
  PriceSpec prices;
  const Slot owner = slot_at(*section, "prices");
  std::vector<std::string> components = reader.component_names();
  if (scenario.cluster) components.push_back(scenario.cluster_name);
  for (const Member& member : section->members) {
    if (member.key == "currency" || member.key == "as_of") continue;
    const std::size_t dot = member.key.find('.');
    const std::string component = member.key.substr(0, dot);
    if (dot == std::string::npos || dot + 1 == member.key.size()) {
      reader.unknown_key(*section, member, "\"prices\"",
                         {"currency", "as_of", "COMPONENT.QUANTITY such as api.cpu_hour"}, "key");
      continue;
    }
    if (!contains(components, component)) {
      reader.fault(member.key_place, member.value.pointer,
                   "there is no component " + quote(component),
                   hint_with_list(component, components, "components: "));
    }
    double amount = 0;
    read_field(reader, slot_at(member.value, member.key, "Price of one unit.", non_negative),
               amount);
    prices.items.emplace_back(member.key, amount);
  }
  const Slot as_of =
      slot_of(section, owner, "\"prices\"", "as_of", required, form.help_of("as_of"));
  read_field(reader,
             slot_of(section, owner, "\"prices\"", "currency", required, form.help_of("currency")),
             prices.currency);
  read_field(reader, as_of, prices.as_of);
  if (as_of.node != nullptr && as_of.node->is_string() && !is_date(prices.as_of)) {
    reader.fault(*as_of.node, "\"as_of\" is not a date: " + quote(prices.as_of),
                 "write \"2026-07-20\"");
  }
  scenario.prices = std::move(prices);
}

}  // namespace tiersim::lab
