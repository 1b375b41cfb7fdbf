#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "lab/result/result.hpp"

namespace tiersim::cli {

/// What is to be compared, as written on the command line.
struct CompareArguments {
  std::vector<std::string> named;     ///< scenarios and results; the first is the base
  std::vector<std::string> variants;  ///< of the base
};

/// One side of a comparison: a scenario to simulate, or the result of an earlier run.
struct Side {
  std::string name;
  std::optional<LoadedScenario> loaded;
  std::optional<lab::Result> result;
};

/// Reads all sides, the base first, before anything is simulated. Sets are the variant when there
/// is one scenario and nothing to compare it with, otherwise they apply to every scenario. All
/// faults are told on `terminal.err`: usage or scenario comes back then.
[[nodiscard]] ExitCode load_sides(const CompareArguments& arguments,
                                  const std::vector<std::string>& sets, Terminal& terminal,
                                  std::vector<Side>& sides);

}  // namespace tiersim::cli
