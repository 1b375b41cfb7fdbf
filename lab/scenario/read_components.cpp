#include <algorithm>
#include <variant>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/overlay.hpp"
#include "lab/scenario/read_autoscaler.hpp"
#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/read_steps.hpp"
#include "lab/scenario/read_vpa.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// Reads the parameters of one kind, and for a deployment what stands beside them.
template <class Params>
void read_params(ReadingContext& context, const Slot& slot, ComponentSpec& spec) {
  Reader& reader = context.reader;
  const std::string owner = with_article(Params::kind);
  Params params;
  ExtraKeys extra{{"kind"}};
  if constexpr (requires { params.operations; })
    extra.names.insert(extra.names.end(), {"operations", "autoscaler", "vpa"});
  read_struct(reader, slot, owner, params, extra);
  if constexpr (requires { params.operations; }) {
    read_operations(reader,
                    slot_of(slot.node, slot, owner, "operations", required,
                            "What it does for each request class."),
                    params.operations);
    context.has_memory = slot.node != nullptr && slot.node->find("memory") != nullptr;
    const Slot autoscaler =
        slot_of(slot.node, slot, owner, "autoscaler", any_value, "Changes the number of pods.");
    if (autoscaler.node != nullptr)
      spec.autoscaler = read_autoscaler(context, autoscaler);
    else
      reader.note(autoscaler, "none", "");
    const Slot vpa = slot_of(slot.node, slot, owner, "vpa", any_value, "Recommends requests.");
    if (vpa.node != nullptr) spec.vpa = read_vpa(context, *vpa.node);
  }
  spec.params = std::move(params);
}

template <class... Kinds>
bool read_kind(ReadingContext& context, const Slot& slot, std::string_view kind,
               ComponentSpec& spec, const std::variant<Kinds...>* /*catalogue*/) {
  return ((kind == Kinds::kind && (read_params<Kinds>(context, slot, spec), true)) || ...);
}

void read_component(ReadingContext& context, const Member& member,
                    std::vector<ComponentSpec>& out) {
  Reader& reader = context.reader;
  const Node& node = member.value;
  if (!reader.expect_map(node, member.key)) return;
  const std::vector<std::string> kinds = kind_names();
  const Node* kind = node.find("kind");
  if (kind == nullptr) {
    return reader.fault(node.place, node.pointer + "/kind",
                        "the component " + quote(member.key) + " needs a \"kind\"",
                        "kinds: " + joined(kinds));
  }
  ComponentSpec spec;
  spec.name = member.key;
  reader.set_user(member.key);
  context.component = member.key;
  const std::string_view wanted =
      kind->is_string() ? std::string_view(kind->text) : std::string_view{};
  if (!read_kind(context, slot_at(node, member.key), wanted, spec,
                 static_cast<const ComponentParams*>(nullptr))) {
    return reader.fault(*kind,
                        "there is no kind of component " +
                            (kind->is_string() ? quote(kind->text) : in_words(*kind)),
                        hint_with_list(wanted, kinds, "kinds: "));
  }
  out.push_back(std::move(spec));
}

}  // namespace

std::string ReadingContext::path_from(const Node& node) const {
  return resolve_path(node.place.file == set_file ? scenario_file : node.place.file, node.text);
}

std::vector<NamedKind> component_kinds(const Node& root) {
  std::vector<NamedKind> kinds;
  const Node* section = root.find("components");
  if (section == nullptr) return kinds;
  for (const Member& member : section->members) {
    const Node* kind = member.value.find("kind");
    kinds.push_back({member.key, kind != nullptr ? kind->text : std::string{}});
  }
  return kinds;
}

bool check_name(Reader& reader, const Node& map, const Member& member, std::string_view what) {
  const bool plain =
      !member.key.empty() && std::all_of(member.key.begin(), member.key.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
      });
  const bool reserved = member.key == "zone";
  if (plain && !reserved) return true;
  reader.fault(member.key_place, map.pointer + "/" + pointer_token(member.key),
               quote(member.key) + " cannot name " + std::string(what),
               reserved ? "\"zone/a\" means everything in a zone; take another name"
                        : "use letters, digits, _ and -");
  return false;
}

void read_components(ReadingContext& context, const Node& section,
                     std::vector<ComponentSpec>& out) {
  if (!context.reader.expect_map(section, "components")) return;
  if (section.members.empty()) {
    context.reader.fault(section, "a scenario needs a component", "kinds: " + joined(kind_names()));
  }
  for (const Member& member : section.members) {
    check_name(context.reader, section, member, "a component");
    read_component(context, member, out);
  }
}

Slot slot_at(const Node& node, std::string name, std::string_view help, const Bounds& bounds) {
  Slot slot;
  slot.node = &node;
  slot.pointer = node.pointer;
  slot.name = std::move(name);
  slot.owner_place = node.place;
  slot.bounds = bounds;
  slot.help = help;
  return slot;
}

}  // namespace tiersim::lab
