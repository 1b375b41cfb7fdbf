#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::cli {

/// A scenario with the traces it plays.
struct LoadedScenario {
  lab::Scenario scenario;
  lab::Traces traces;
};

/// The file that a scenario argument means: the file itself, or for a NAME scenarios/NAME.json
/// (.yaml, .yml) or scenarios/NAME/scenario.json, looked for in the working directory and beside
/// the program's repository. "-" stays "-". The argument itself when there is no such file.
[[nodiscard]] std::string find_scenario(const std::string& argument);

/// Reads a scenario and its traces. Every fault is written to `terminal.err`, all at once; then
/// nothing comes back.
[[nodiscard]] std::optional<LoadedScenario> load_scenario(const std::string& argument,
                                                          const std::vector<std::string>& sets,
                                                          Terminal& terminal);

}  // namespace tiersim::cli
