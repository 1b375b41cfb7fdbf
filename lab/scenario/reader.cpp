#include "lab/scenario/reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/scenario/value_scan.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

/// A number where a text with a unit belongs becomes that text without a unit, so that one parser
/// says what is missing.
std::string scalar_text(const Node& node) {
  if (!node.is_number()) return node.text;
  return node.integer ? std::to_string(*node.integer) : write_number(node.number);
}

template <Scalar Value>
bool wrong_type(Reader& reader, const Slot& slot) {
  std::string cure = "write " + std::string(FieldType<Value>::phrase);
  cure += " such as " + std::string(FieldType<Value>::example);
  if (slot.node->is_string() && whole_number_text(slot.node->text)) {
    cure = "write " + std::string(trimmed(slot.node->text)) + " without quotation marks";
  }
  reader.fault(*slot.node,
               "\"" + slot.name + "\" must be " + std::string(FieldType<Value>::phrase) + ", not " +
                   in_words(*slot.node),
               cure);
  return false;
}

template <Scalar Value>
bool take(Reader& reader, const Slot& slot, const Parsed<Value>& parsed, Value& out) {
  if (parsed) {
    out = *parsed;
    return true;
  }
  reader.fault(*slot.node, "\"" + slot.name + "\" " + parsed.complaint().message,
               parsed.complaint().cure);
  return false;
}

/// Where the thing is found that people look for under this name, by the experience of other tools;
/// empty: nowhere.
std::string_view stands_elsewhere(std::string_view key) {
  std::string word;
  for (const char letter : key) {
    if (letter != '_' && letter != '-') {
      word += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
    }
  }
  for (const std::string_view bound :
       {"minreplicas", "maxreplicas", "replicasmin", "replicasmax", "replicamin", "replicamax"}) {
    if (word == bound) return "An HPA's bounds stand in its spec: minReplicas, maxReplicas.";
  }
  if (word == "cpu" || word == "memory")
    return "CPU and memory stand in resources, under requests and limits.";
  if (word == "workloads") return "Workloads stand in \"workload\".";
  if (word == "objectives" || word == "slos") return "Objectives stand in \"slo\".";
  return {};
}

/// Reads a value that is written as text with a unit.
template <Scalar Value>
bool read_quantity(Reader& reader, const Slot& slot, Parsed<Value> (*parse)(std::string_view),
                   Value& out) {
  const Node& node = *slot.node;
  if (!node.is_string() && !node.is_number()) {
    reader.fault(node,
                 "\"" + slot.name + "\" must be " + std::string(FieldType<Value>::phrase) +
                     ", not " + in_words(node),
                 "write " + wanted_text<Value>());
    return false;
  }
  return take(reader, slot, parse(scalar_text(node)), out);
}

}  // namespace

void Reader::fault(const Place& place, const std::string& pointer, std::string message,
                   std::string cure) {
  if (diagnostics_.error_count() < faults_max) {
    diagnostics_.add({Severity::Error, std::move(message), place, pointer, std::move(cure)});
  } else if (diagnostics_.error_count() == faults_max) {
    diagnostics_.add(
        {Severity::Error,
         "there are more than " + std::to_string(faults_max) + " faults; the rest is left out",
         place, pointer, "mend these first"});
  }
}

void Reader::fault(const Node& node, std::string message, std::string cure) {
  fault(node.place, node.pointer, std::move(message), std::move(cure));
}

void Reader::warn(const Node& node, std::string message, std::string cure) {
  diagnostics_.add(
      {Severity::Warning, std::move(message), node.place, node.pointer, std::move(cure)});
}

void Reader::note(const Slot& slot, std::string value, std::string_view unit) {
  assumptions_.push_back({slot.pointer, std::move(value), std::string(unit), slot.node == nullptr,
                          std::string(slot.help)});
}

void Reader::unknown_key(const Node& map, const Member& member, const std::string& owner,
                         const std::vector<std::string>& known, std::string_view what) {
  unknown_keys_.emplace_back(&map, member.key);
  std::vector<std::string> listed = known;
  std::erase_if(listed,
                [](const std::string& name) { return name == "kind" || name == "$schema"; });
  std::sort(listed.begin(), listed.end());
  std::string cure = hint_with_list(member.key, listed, "its " + std::string(what) + "s: ");
  const bool may_stand_elsewhere = what == "parameter" || what == "section";
  if (const std::string_view where = stands_elsewhere(member.key);
      may_stand_elsewhere && !where.empty()) {
    cure += ".  (" + std::string(where) + ")";
  }
  fault(member.key_place, map.pointer + "/" + pointer_token(member.key),
        owner + " has no " + std::string(what) + " " + quote(member.key), std::move(cure));
}

bool Reader::is_faulty(const std::string& pointer) const {
  const auto& items = diagnostics_.items();
  return std::any_of(items.begin(), items.end(), [&](const Diagnostic& item) {
    return item.severity == Severity::Error &&
           (item.pointer == pointer || item.pointer.starts_with(pointer + "/"));
  });
}

bool Reader::is_mistyped(const Node* map, std::string_view name) const {
  const std::vector<std::string> only{std::string(name)};
  return std::any_of(unknown_keys_.begin(), unknown_keys_.end(), [&](const auto& unknown) {
    return unknown.first == map && nearest_name(unknown.second, only).has_value();
  });
}

bool Reader::expect_map(const Node& node, const std::string& name) {
  if (node.is_map()) return true;
  fault(node, "\"" + name + "\" must be an object, not " + in_words(node), "write { … }");
  return false;
}

bool Reader::expect_list(const Node& node, const std::string& name) {
  if (node.is_list()) return true;
  fault(node, "\"" + name + "\" must be a list, not " + in_words(node), "write [ … ]");
  return false;
}

bool Reader::read_component_name(const Node& node, std::string_view name, std::string& out,
                                 Use::Purpose purpose) {
  const std::vector<std::string> names = component_names();
  if (!node.is_string()) {
    fault(node,
          "\"" + std::string(name) + "\" must be the name of a component, not " + in_words(node),
          "components: " + joined(names));
    return false;
  }
  if (kind_of(node.text).empty() &&
      std::find(names.begin(), names.end(), node.text) == names.end()) {
    fault(node, "there is no component " + quote(node.text),
          hint_with_list(node.text, names, "components: "));
    return false;
  }
  out = node.text;
  uses_.push_back({user_, out, purpose, "", &node, nullptr});
  return true;
}

std::string Reader::kind_of(std::string_view component) const {
  const auto found = std::find_if(components_.begin(), components_.end(),
                                  [&](const NamedKind& known) { return known.name == component; });
  return found == components_.end() ? std::string{} : found->kind;
}

std::vector<std::string> Reader::component_names() const {
  std::vector<std::string> names;
  for (const NamedKind& component : components_) names.push_back(component.name);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t longest_list = 40;
  std::string all;
  for (std::size_t i = 0; i < names.size() && i < longest_list; ++i)
    all += (i == 0 ? "" : ", ") + names[i];
  return names.size() > longest_list ? all + ", …" : all;
}

std::string hint_with_list(std::string_view written, const std::vector<std::string>& names,
                           std::string_view label) {
  const std::string hint = did_you_mean(written, names);
  if (names.empty()) return hint;
  return hint + (hint.empty() ? "" : " ") + std::string(label) + joined(names);
}

std::string with_article(std::string_view noun) {
  const bool vowel =
      !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

Slot slot_of(const Node* map, const Slot& owner, std::string owner_words, std::string_view name,
             const Bounds& bounds, std::string_view help) {
  Slot slot;
  slot.node = map == nullptr ? nullptr : map->find(name);
  slot.pointer = owner.pointer + "/" + pointer_token(name);
  slot.name = name;
  slot.owner = std::move(owner_words);
  slot.owner_place = map == nullptr ? owner.owner_place : map->place;
  slot.owner_node = map;
  slot.bounds = bounds;
  slot.help = help;
  return slot;
}

void out_of_bounds(Reader& reader, const Slot& slot, const std::string& value,
                   const std::string& bound) {
  reader.fault(*slot.node, "\"" + slot.name + "\" cannot be " + value, "it must be " + bound);
}

void missing(Reader& reader, const Slot& slot, const std::string& wanted) {
  if (reader.is_mistyped(slot.owner_node, slot.name)) return;
  const std::string help = slot.help.empty() ? "" : ". " + std::string(slot.help);
  reader.fault(slot.owner_place, slot.pointer, slot.owner + " needs \"" + slot.name + "\"",
               "add \"" + slot.name + "\", " + wanted + help);
}

bool read_scalar(Reader& reader, const Slot& slot, bool& out) {
  if (slot.node->kind != Node::Kind::Bool) {
    reader.fault(*slot.node,
                 "\"" + slot.name + "\" must be true or false, not " + in_words(*slot.node),
                 "write true or false");
    return false;
  }
  out = slot.node->boolean;
  return true;
}

bool read_scalar(Reader& reader, const Slot& slot, std::int64_t& out) {
  const Node& node = *slot.node;
  if (!node.is_number()) return wrong_type<std::int64_t>(reader, slot);
  if (node.integer) {
    out = *node.integer;
    return true;
  }
  constexpr double exact = 9007199254740992.0;  // 2^53: above, doubles skip whole numbers
  if (node.number != std::floor(node.number) || std::abs(node.number) > exact) {
    return wrong_type<std::int64_t>(reader, slot);
  }
  out = static_cast<std::int64_t>(node.number);
  return true;
}

bool read_scalar(Reader& reader, const Slot& slot, int& out) {
  std::int64_t wide = 0;
  if (!read_scalar(reader, slot, wide)) return false;
  constexpr std::int64_t largest = 1'000'000'000;
  if (wide < -largest || wide > largest) {
    out_of_bounds(reader, slot, std::to_string(wide), "at most 1000000000");
    return false;
  }
  out = static_cast<int>(wide);
  return true;
}

bool read_scalar(Reader& reader, const Slot& slot, double& out) {
  if (!slot.node->is_number()) return wrong_type<double>(reader, slot);
  out = slot.node->number;
  return true;
}

bool read_scalar(Reader& reader, const Slot& slot, std::string& out) {
  if (!slot.node->is_string()) {
    reader.fault(*slot.node, "\"" + slot.name + "\" must be a text, not " + in_words(*slot.node),
                 "put it in quotation marks");
    return false;
  }
  out = slot.node->text;
  return true;
}

bool read_scalar(Reader& reader, const Slot& slot, Duration& out) {
  return read_quantity(reader, slot, parse_duration, out);
}

bool read_scalar(Reader& reader, const Slot& slot, Rate& out) {
  return read_quantity(reader, slot, parse_rate, out);
}

bool read_scalar(Reader& reader, const Slot& slot, Bytes& out) {
  return read_quantity(reader, slot, parse_bytes, out);
}

bool read_scalar(Reader& reader, const Slot& slot, Cores& out) {
  return read_quantity(reader, slot, parse_cores, out);
}

bool read_scalar(Reader& reader, const Slot& slot, Ratio& out) {
  return read_quantity(reader, slot, parse_ratio, out);
}

bool read_scalar(Reader& reader, const Slot& slot, CountOrPercent& out) {
  return read_quantity(reader, slot, parse_count_or_percent, out);
}

bool read_scalar(Reader& reader, const Slot& slot, KeyChooser& out) {
  return read_quantity(reader, slot, parse_key_chooser, out);
}

bool read_scalar(Reader& reader, const Slot& slot, Reference& out) {
  return reader.read_component_name(*slot.node, slot.name, out.name, Use::Purpose::Serve);
}

std::optional<std::size_t> read_choice(Reader& reader, const Slot& slot,
                                       const std::vector<std::string>& names) {
  const Node& node = *slot.node;
  if (!node.is_string()) {
    reader.fault(node, "\"" + slot.name + "\" must be one of its names, not " + in_words(node),
                 "one of: " + joined(names));
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), node.text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  reader.fault(node, "\"" + slot.name + "\" cannot be " + quote(node.text),
               hint_with_list(node.text, names, "one of: "));
  return std::nullopt;
}

}  // namespace tiersim::lab
