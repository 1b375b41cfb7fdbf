#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/reading.hpp"
#include "lab/scenario/source.hpp"

namespace tiersim::lab {

/// The name under which the texts of `--set` stand in places; each is one line.
inline constexpr std::string_view set_file = "--set";

/// A path as it is meant in the file `from`: relative to that file's folder.
[[nodiscard]] std::string resolve_path(const std::string& from, const std::string& named);

/// Reads a file, what it extends, and the sets on top, into one tree with pointers. `texts` keeps
/// every text read. An object in the upper file is merged into the one below, null takes a key
/// away, anything else replaces (JSON Merge Patch, RFC 7396). Nothing on a fault that leaves no
/// tree.
[[nodiscard]] std::optional<Node> load_tree(const std::string& path,
                                            const std::vector<std::string>& sets,
                                            const FileReader& reader,
                                            std::map<std::string, std::string>& texts,
                                            Diagnostics& diagnostics);

/// Merges `upper` over `lower`.
[[nodiscard]] Node merge(Node lower, Node upper);

/// Applies "path=value"; `line` is its place among the sets. The path is written with dots or
/// slashes, list elements by number; the value is JSON, and otherwise text.
void apply_set(Node& root, const std::string& set, int line, Diagnostics& diagnostics);

}  // namespace tiersim::lab
