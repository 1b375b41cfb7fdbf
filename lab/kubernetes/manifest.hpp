#pragma once
#include <string>
#include <vector>

#include "lab/scenario/source.hpp"
#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

/// A text under the name by which messages call it.
struct NamedText {
  std::string name;
  std::string text;
};

/// A line of what an import tells: where it stands and what it says.
struct ImportNote {
  Place place;
  std::string text;
};

/// What an import made of its files.
struct ImportNotes {
  std::vector<ImportNote> used;
  std::vector<ImportNote> defaulted;  ///< A value of the scenario, and where it comes from.
  std::vector<ImportNote> ignored;
};

/// An object of the Kubernetes API as it stands in a file.
struct Manifest {
  std::string kind;
  std::string api_version;
  std::string name_space;  ///< "default" where none is written.
  std::string name;
  Place place;  ///< Of its name, or of its first line.
  Node root;

  /// "Deployment web", "Deployment shop/web" in a namespace of its own.
  [[nodiscard]] std::string title() const;

  [[nodiscard]] const Node* spec() const { return root.find("spec"); }
};

/// The objects of all files in order; lists are opened. Documents that are no objects are noted as
/// ignored. Faults: what is not YAML, templates, objects without a name, two objects of one name.
[[nodiscard]] std::vector<Manifest> read_manifests(const std::vector<NamedText>& texts,
                                                   ImportNotes& notes, Diagnostics& diagnostics);

/// The node under a path of keys, or null.
[[nodiscard]] const Node* descend(const Node* node, const std::vector<std::string_view>& keys);

/// The text of a member, or what is given for its absence.
[[nodiscard]] std::string text_of(const Node* node, std::string_view key,
                                  std::string_view absent = {});

// Nodes of the scenario that is being made; those with a place keep it in every message.
[[nodiscard]] Node map_node(const Place& place = {});
[[nodiscard]] Node text_node(std::string text, const Place& place = {});
[[nodiscard]] Node count_node(std::int64_t count, const Place& place = {});
void add_member(Node& map, std::string key, Node value);

}  // namespace tiersim::lab
