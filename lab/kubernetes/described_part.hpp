#pragma once
// The part of a manifest's object that a described struct knows. Private to this room.
#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "lab/kubernetes/manifest.hpp"
#include "sim/description/description.hpp"

namespace tiersim::lab {

/// The type inside an optional, or the type itself.
template <class T>
struct PartType {
  using Type = T;
};

template <class T>
struct PartType<std::optional<T>> {
  using Type = T;
};

/// A note that names the keys of one map that are not read.
inline void note_ignored(const std::vector<const Member*>& members, const std::string& where,
                         ImportNotes& notes) {
  if (members.empty()) return;
  std::string keys;
  for (const Member* member : members) keys += (keys.empty() ? "" : ", ") + member->key;
  notes.ignored.push_back({members.front()->key_place, where + ": " + keys});
}

/// What `Struct` describes of an object; its other keys are noted as ignored. A value that is no
/// object comes back as it is, for the scenario's reader to judge.
template <Described Struct>
[[nodiscard]] Node described_part(const Node& from, const std::string& where, ImportNotes& notes) {
  if (!from.is_map()) return from;
  Node kept = map_node(from.place);
  std::vector<std::string> known;
  Struct defaults{};
  visit_fields(defaults, [&](std::string_view name, const auto& value, const auto&, auto) {
    using Part = typename PartType<std::remove_cvref_t<decltype(value)>>::Type;
    known.emplace_back(name);
    for (const Member& member : from.members) {
      if (member.key != name || member.value.is_null()) continue;
      if constexpr (Described<Part>) {
        kept.members.push_back(
            {member.key, member.key_place,
             described_part<Part>(member.value, where + "." + member.key, notes)});
      } else {
        kept.members.push_back(member);
      }
    }
  });
  std::vector<const Member*> others;
  for (const Member& member : from.members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end()) others.push_back(&member);
  }
  note_ignored(others, where, notes);
  return kept;
}

/// A list whose objects `Item` describes.
template <Described Item>
[[nodiscard]] Node described_list(const Node& from, const std::string& where, ImportNotes& notes) {
  Node kept = from;
  for (Node& item : kept.items) item = described_part<Item>(item, where + "[]", notes);
  return kept;
}

/// Adds a member to `into` if `Struct` has a field of its name, with what that field describes of
/// it. False: it has none.
template <Described Struct>
bool take_described(const Member& member, const std::string& where, Node& into,
                    ImportNotes& notes) {
  bool taken = false;
  Struct defaults{};
  visit_fields(defaults, [&](std::string_view name, const auto& value, const auto&, auto) {
    using Part = typename PartType<std::remove_cvref_t<decltype(value)>>::Type;
    if (name != member.key) return;
    taken = true;
    Node kept = member.value;
    if constexpr (Described<Part>) {
      kept = described_part<Part>(member.value, where + "." + member.key, notes);
    } else if constexpr (requires { requires Described<typename Part::value_type>; }) {
      kept =
          described_list<typename Part::value_type>(member.value, where + "." + member.key, notes);
    }
    into.members.push_back({member.key, member.key_place, std::move(kept)});
  });
  return taken;
}

}  // namespace tiersim::lab
