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
  std::string format = "text";  ///< text, markdown or json
};

void add_scenario_argument(CLI::App& command, std::string& scenario);
void add_set_option(CLI::App& command, std::vector<std::string>& sets);
/// Seed, replications, jobs, format and json.
void add_run_options(CLI::App& command, RunOptions& options);

/// Simulates with a progress line that begins with `label`. Throws as run_experiment.
[[nodiscard]] lab::Result simulate(const LoadedScenario& loaded, const RunOptions& options,
                                   const std::string& label, Environment& environment);

/// Whether the invariants hold; those that do not are told on `terminal.err`.
[[nodiscard]] bool invariants_hold(const lab::Result& result, Terminal& terminal);

/// What a result means to the shell. Breached invariants are told on `terminal.err`.
[[nodiscard]] ExitCode exit_code_of(const lab::Result& result, Terminal& terminal);

}  // namespace tiersim::cli
