#include "cli/run_options.hpp"

#include <limits>

#include <CLI/CLI.hpp>

#include "cli/progress_line.hpp"
#include "cli/usage.hpp"
#include "cli/version.hpp"

namespace tiersim::cli {

void add_scenario_argument(CLI::App& command, std::string& scenario) {
  command
      .add_option("SCENARIO", scenario,
                  "A file, the name of one in scenarios/, or - for the standard input")
      ->required();
}

void add_set_option(CLI::App& command, std::vector<std::string>& sets) {
  command
      .add_option("--set", sets, "Change a value: components.api.replicas=5 (as often as you like)")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void add_run_options(CLI::App& command, RunOptions& options) {
  command.add_option("--seed", options.seed, "Master seed in place of the scenario's")
      ->type_name("N")
      ->check(whole_number(0, std::numeric_limits<std::uint64_t>::max()));
  command
      .add_option("--replications", options.replications,
                  "Independent repetitions in place of the scenario's")
      ->type_name("N")
      ->check(whole_number(1, 10000));
  command.add_option("--jobs", options.jobs, "Threads; otherwise as many as the machine has")
      ->type_name("N")
      ->check(whole_number(1, 1024));
  command.add_option("--format", options.format, "What is printed: text, markdown or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "markdown", "json"}));
  command
      .add_flag_callback(
          "--json", [&options] { options.format = "json"; }, "The same as --format json")
      ->disable_flag_override();
}

lab::Result simulate(const LoadedScenario& loaded, const RunOptions& options,
                     const std::string& label, Environment& environment) {
  ProgressLine progress(environment.terminal, !options.quiet, label);
  lab::ExperimentOptions experiment;
  experiment.seed = options.seed;
  experiment.replications = options.replications;
  experiment.jobs = options.jobs;
  experiment.interrupted = environment.interrupted;
  experiment.progress = [&progress](const lab::Progress& now) { progress.show(now); };
  lab::Result result = lab::run_experiment(loaded.scenario, loaded.traces, experiment);
  result.tiersim_version = version_number();
  result.tiersim_commit = version_commit();
  return result;
}

bool invariants_hold(const lab::Result& result, Terminal& terminal) {
  if (result.invariants.conservation && result.invariants.details.empty()) return true;
  terminal.err << "tiersim: an invariant does not hold; this is a bug in tiersim:\n";
  for (const std::string& detail : result.invariants.details)
    terminal.err << "  " << detail << "\n";
  return false;
}

ExitCode exit_code_of(const lab::Result& result, Terminal& terminal) {
  if (!invariants_hold(result, terminal)) return ExitCode::internal;
  if (result.partial) return ExitCode::interrupted;
  switch (result.verdict) {
    case lab::Verdict::Missed:
      return ExitCode::missed;
    case lab::Verdict::Undecided:
      return ExitCode::undecided;
    default:
      return ExitCode::ok;
  }
}

}  // namespace tiersim::cli
