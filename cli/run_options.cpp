#include "cli/run_options.hpp"

#include <CLI/CLI.hpp>

#include "cli/progress_line.hpp"
#include "cli/version.hpp"

namespace tiersim::cli {

void add_run_options(CLI::App& command, RunOptions& options) {
  command
      .add_option("--set", options.sets,
                  "Changes a value of the scenario: components.api.replicas=5")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  command.add_option("--seed", options.seed, "Master seed instead of the scenario's")
      ->type_name("N");
  command
      .add_option("--replications", options.replications,
                  "Independent repetitions instead of the scenario's")
      ->type_name("N")
      ->check(CLI::Range(1, 10000));
  command.add_option("--jobs", options.jobs, "Threads; as many as the machine has if left out")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.add_flag("--quiet", options.quiet, "No progress line and no summary");
}

lab::Result simulate(const LoadedScenario& loaded, const RunOptions& options,
                     Environment& environment) {
  ProgressLine progress(environment.terminal, !options.quiet, loaded.scenario.name);
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

ExitCode exit_code_of(const lab::Result& result, Environment& environment) {
  if (!result.invariants.details.empty()) {
    environment.terminal.err << "tiersim: an invariant does not hold; this is a bug in tiersim:\n";
    for (const std::string& detail : result.invariants.details)
      environment.terminal.err << "  " << detail << "\n";
    return ExitCode::internal;
  }
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
