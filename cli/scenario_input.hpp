#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/topology.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::cli {

/// A scenario with the traces it plays and what can be said of it before it runs.
struct LoadedScenario {
  lab::Scenario scenario;
  lab::Traces traces;
  lab::Survey survey;
  std::map<std::string, std::string> texts;  ///< file name to content, for messages
  std::string path;
  std::size_t warnings = 0;  ///< told when it was read, those of the survey left out
};

/// The file that a scenario argument means: the file itself, or for a NAME scenarios/NAME.json
/// (.yaml, .yml) or scenarios/NAME/scenario.json, looked for in the working directory and beside
/// the program's repository. "-" stays "-". Nothing when there is no such file.
[[nodiscard]] std::optional<std::string> find_scenario(const std::string& argument);

/// Content of a file, "-" being the standard input; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_input(const std::string& path, Terminal& terminal);

/// Content of a result.json; a folder stands for the one in it.
[[nodiscard]] std::optional<std::string> read_result(const std::string& path, Terminal& terminal);

/// Reads a scenario and its traces. Every fault is written to `terminal.err`, all at once; then
/// nothing comes back.
[[nodiscard]] std::optional<LoadedScenario> load_scenario(const std::string& argument,
                                                          const std::vector<std::string>& sets,
                                                          Terminal& terminal);

/// "1 error", "3 errors"
[[nodiscard]] std::string counted(std::size_t number, const std::string& what);

}  // namespace tiersim::cli
