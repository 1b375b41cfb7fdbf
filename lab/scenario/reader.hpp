#pragma once
// Reads described structs from a tree, with places. Private to this room.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "lab/scenario/field_type.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/source.hpp"

namespace tiersim::lab {

/// A parameter about to be read: its value, if the file has one, and where it would stand.
struct Slot {
  const Node* node = nullptr;
  std::string pointer;
  std::string name;   ///< In messages: the key, or "zones[1]".
  std::string owner;  ///< Who has it: "a deployment".
  Place owner_place;  ///< Where a missing value is reported.
  const Node* owner_node = nullptr;
  Bounds bounds;
  std::string_view help;
};

/// A key that stands beside the described fields of a struct and is read elsewhere.
struct ExtraKeys {
  std::vector<std::string> names;
};

/// What a component is before its parameters are read.
struct NamedKind {
  std::string name;
  std::string kind;
};

/// A reference that was read, for checks that need every component first.
struct Use {
  enum class Purpose { Serve, Call, Query, Cache };

  std::string from;  ///< A component or a workload.
  std::string to;
  Purpose purpose = Purpose::Serve;
  std::string operation;  ///< For Call; empty: that of the request's class.
  const Node* node = nullptr;
  const Node* operation_node = nullptr;
};

/// Collects what reading finds: faults, assumptions, and who uses whom.
class Reader {
 public:
  Reader(Diagnostics& diagnostics, std::vector<AssumedValue>& assumptions,
         std::vector<NamedKind> components)
      : diagnostics_(diagnostics), assumptions_(assumptions), components_(std::move(components)) {}

  void fault(const Place& place, const std::string& pointer, std::string message, std::string cure);
  void fault(const Node& node, std::string message, std::string cure);
  void warn(const Node& node, std::string message, std::string cure);

  [[nodiscard]] std::size_t faults() const { return diagnostics_.error_count(); }

  /// Whether a fault was found in the value at a pointer; then what it lacks proves nothing.
  [[nodiscard]] bool is_faulty(const std::string& pointer) const;

  /// Writes down a value for the report's list of assumptions.
  void note(const Slot& slot, std::string value, std::string_view unit);

  /// `owner` has no such key; says which it has and which is near.
  void unknown_key(const Node& map, const Member& member, const std::string& owner,
                   const std::vector<std::string>& known, std::string_view what = "parameter");

  /// Whether `map` has a key, refused already, that was meant to be `name`: then "missing" would
  /// say one fault twice.
  [[nodiscard]] bool is_mistyped(const Node* map, std::string_view name) const;

  /// Whether the value is an object; a fault if not.
  bool expect_map(const Node& node, const std::string& name);
  bool expect_list(const Node& node, const std::string& name);

  /// Reads a name that must be a component's; remembers the use.
  bool read_component_name(const Node& node, std::string_view name, std::string& out,
                           Use::Purpose purpose);

  /// Whose references are being read.
  void set_user(std::string name) { user_ = std::move(name); }

  [[nodiscard]] const std::vector<NamedKind>& components() const { return components_; }

  [[nodiscard]] std::string kind_of(std::string_view component) const;
  [[nodiscard]] std::vector<std::string> component_names() const;

  std::vector<Use>& uses() { return uses_; }

 private:
  /// A file full of faults needs no more than these to be understood.
  static constexpr std::size_t faults_max = 200;

  Diagnostics& diagnostics_;
  std::vector<AssumedValue>& assumptions_;
  std::vector<NamedKind> components_;
  std::vector<Use> uses_;
  std::vector<std::pair<const Node*, std::string>> unknown_keys_;
  std::string user_;
};

/// `a, b, c`.
[[nodiscard]] std::string joined(const std::vector<std::string>& names);
/// A near name, then all of them after a label: `did you mean "slots"? its parameters: a, b`.
[[nodiscard]] std::string hint_with_list(std::string_view written,
                                         const std::vector<std::string>& names,
                                         std::string_view label);
/// "a deployment", "an hpa".
[[nodiscard]] std::string with_article(std::string_view noun);
/// The slot of a key of a map that may be absent; `map` may be null.
[[nodiscard]] Slot slot_of(const Node* map, const Slot& owner, std::string owner_words,
                           std::string_view name, const Bounds& bounds, std::string_view help);

// One value of each type; false after a fault, which has been said.
bool read_scalar(Reader& reader, const Slot& slot, bool& out);
bool read_scalar(Reader& reader, const Slot& slot, int& out);
bool read_scalar(Reader& reader, const Slot& slot, std::int64_t& out);
bool read_scalar(Reader& reader, const Slot& slot, double& out);
bool read_scalar(Reader& reader, const Slot& slot, std::string& out);
bool read_scalar(Reader& reader, const Slot& slot, Duration& out);
bool read_scalar(Reader& reader, const Slot& slot, Rate& out);
bool read_scalar(Reader& reader, const Slot& slot, Bytes& out);
bool read_scalar(Reader& reader, const Slot& slot, Cores& out);
bool read_scalar(Reader& reader, const Slot& slot, Ratio& out);
bool read_scalar(Reader& reader, const Slot& slot, CountOrPercent& out);
bool read_scalar(Reader& reader, const Slot& slot, Reference& out);
bool read_scalar(Reader& reader, const Slot& slot, KeyChooser& out);
bool read_scalar(Reader& reader, const Slot& slot, Distribution& out);
/// The place in a list of names, for enumerations.
std::optional<std::size_t> read_choice(Reader& reader, const Slot& slot,
                                       const std::vector<std::string>& names);

template <NamedEnum Choice>
bool read_scalar(Reader& reader, const Slot& slot, Choice& out) {
  const std::vector<std::string> names = enum_name_list<Choice>();
  const std::optional<std::size_t> index = read_choice(reader, slot, names);
  if (index) out = enum_from_name<Choice>(names[*index]).value();
  return index.has_value();
}

/// The value is outside its bound.
void out_of_bounds(Reader& reader, const Slot& slot, const std::string& value,
                   const std::string& bound);
/// There is no value and no default. `wanted` says what it would be.
void missing(Reader& reader, const Slot& slot, const std::string& wanted);

template <Described Struct>
void read_struct(Reader& reader, const Slot& slot, const std::string& owner, Struct& out,
                 const ExtraKeys& extra = {});

template <Scalar Value>
void read_field(Reader& reader, const Slot& slot, Value& out) {
  using Type = FieldType<Value>;
  if (slot.node == nullptr) {
    if (slot.bounds.required) return missing(reader, slot, wanted_text<Value>());
    return reader.note(slot, Type::text(out), Type::unit);
  }
  if (!read_scalar(reader, slot, out)) return;
  if constexpr (Bounded<Value>) {
    if (!slot.bounds.admit(Type::base(out))) {
      return out_of_bounds(reader, slot, Type::text(out), bound_text<Value>(slot.bounds));
    }
  }
  reader.note(slot, Type::text(out), Type::unit);
}

template <Described Struct>
void read_field(Reader& reader, const Slot& slot, Struct& out) {
  if (slot.node == nullptr && slot.bounds.required) return missing(reader, slot, "an object");
  read_struct(reader, slot, "\"" + slot.name + "\"", out);
}

template <class Value>
void read_field(Reader& reader, const Slot& slot, std::optional<Value>& out) {
  if (slot.node == nullptr || slot.node->is_null()) {
    if (slot.bounds.required) return missing(reader, slot, "a value");
    return reader.note(slot, "none", "");
  }
  Slot inner = slot;
  inner.bounds.required = false;
  if constexpr (std::is_default_constructible_v<Value>) {
    Value value{};
    read_field(reader, inner, value);
    out = std::move(value);
  } else {
    Value value = Value::deterministic(Duration{});  // a Distribution
    read_field(reader, inner, value);
    out = std::move(value);
  }
}

template <class Value>
void read_field(Reader& reader, const Slot& slot, std::vector<Value>& out) {
  if (slot.node == nullptr) {
    if (slot.bounds.required) return missing(reader, slot, "a list");
    return reader.note(slot, "none", "");
  }
  if (!reader.expect_list(*slot.node, slot.name)) return;
  out.clear();
  for (std::size_t i = 0; i < slot.node->items.size(); ++i) {
    const Node& item = slot.node->items[i];
    Slot element = slot;
    element.node = &item;
    element.pointer = item.pointer;
    element.name = slot.name + "[" + std::to_string(i) + "]";
    element.owner_place = item.place;
    element.bounds.required = false;
    out.emplace_back();
    read_field(reader, element, out.back());
  }
  if (slot.bounds.required && out.empty()) {
    reader.fault(*slot.node, "\"" + slot.name + "\" is empty", std::string(slot.help));
  }
}

template <class Value>
void read_field(Reader& reader, const Slot& slot, std::map<std::string, Value>& out) {
  if (slot.node == nullptr) {
    if (slot.bounds.required) return missing(reader, slot, "an object");
    return reader.note(slot, "none", "");
  }
  if (!reader.expect_map(*slot.node, slot.name)) return;
  for (const Member& member : slot.node->members) {
    Slot element = slot;
    element.node = &member.value;
    element.pointer = member.value.pointer;
    element.name = member.key;
    element.owner_place = member.value.place;
    element.bounds.required = false;
    read_field(reader, element, out[member.key]);
  }
}

/// Reads every field of a struct; with no node, notes every default.
template <Described Struct>
void read_struct(Reader& reader, const Slot& slot, const std::string& owner, Struct& out,
                 const ExtraKeys& extra) {
  const std::size_t faults_before = reader.faults();
  if (slot.node != nullptr) {
    if (!reader.expect_map(*slot.node, slot.name)) return;
    std::vector<std::string> known = field_names<Struct>();
    known.insert(known.end(), extra.names.begin(), extra.names.end());
    for (const Member& member : slot.node->members) {
      if (std::find(known.begin(), known.end(), member.key) == known.end()) {
        reader.unknown_key(*slot.node, member, owner, known);
      }
    }
  }
  visit_fields(
      out, [&](std::string_view name, auto& value, const Bounds& bounds, std::string_view help) {
        read_field(reader, slot_of(slot.node, slot, owner, name, bounds, help), value);
      });
  if constexpr (Checked<Struct>) {
    if (reader.faults() != faults_before)
      return;  // relations between values that are wrong say nothing
    const auto refuse = [&](std::string_view name, const std::string& message,
                            const std::string& cure) {
      const Slot at = slot_of(slot.node, slot, owner, name, any_value, {});
      reader.fault(at.node != nullptr ? at.node->place : at.owner_place, at.pointer,
                   "\"" + at.name + "\" " + message, cure);
    };
    Struct::check(refuse, out);
  }
}

}  // namespace tiersim::lab
