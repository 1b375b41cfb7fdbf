#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/scenario_input.hpp"
#include "lab/experiment/experiment.hpp"
#include "lab/result/result.hpp"

namespace tiersim::cli {

/// Options of the commands that simulate.
struct RunOptions {
  std::vector<std::string> sets;
  std::optional<std::uint64_t> seed;
  std::optional<int> replications;
  int jobs = 0;
  bool quiet = false;
};

void add_run_options(CLI::App& command, RunOptions& options);

/// Simulates with a progress line. Throws as run_experiment.
[[nodiscard]] lab::Result simulate(const LoadedScenario& loaded, const RunOptions& options,
                                   Environment& environment);

/// What a result means to the shell. Breached invariants are told on `terminal.err`.
[[nodiscard]] ExitCode exit_code_of(const lab::Result& result, Environment& environment);

}  // namespace tiersim::cli
