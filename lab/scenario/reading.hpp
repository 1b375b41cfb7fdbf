#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/source.hpp"
#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

/// Gives the content of a file, or nothing when it cannot be read. Reading a scenario opens no file
/// by itself.
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

/// Reads from the disk; files above 64 MiB are refused.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// What came of reading: a scenario unless there are errors, and every fault found, in the order of
/// the text.
struct Reading {
  std::optional<Scenario> scenario;
  Diagnostics diagnostics;
  std::map<std::string, std::string> texts;  ///< File name to content, for `render`.
};

/// Reads a scenario with its overlays and checks everything that one file can be wrong about, in
/// one pass. `sets` are "path=value" as in `--set`. Never throws on account of what a file holds.
[[nodiscard]] Reading read_scenario(const std::string& path,
                                    const std::vector<std::string>& sets = {},
                                    const FileReader& reader = read_file);

/// Checks a scenario that was put together as a tree, as if it were the file `path`. What came from
/// files keeps its places; `texts` are those files.
[[nodiscard]] Reading read_scenario_tree(Node root, const std::string& path,
                                         std::map<std::string, std::string> texts);

/// A diagnostic as people read it: place, message, pointer, the line with carets, the cure. Ends
/// with a line break.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, std::string_view text,
                                 bool colour = false);

/// All of them, separated by empty lines.
[[nodiscard]] std::string render(const Reading& reading, bool colour = false);

}  // namespace tiersim::lab
