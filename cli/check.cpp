#include <memory>

#include <CLI/CLI.hpp>

#include "cli/scenario_input.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/topology.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string scenario;
  std::vector<std::string> sets;
};

std::string trace_lines(const lab::Traces& traces) {
  std::string text;
  for (const auto& [workload, trace] : traces.by_workload)
    text += "Trace of " + workload + ": " + trace.summary + "\n";
  return text.empty() ? text : text + "\n";
}

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  const std::optional<LoadedScenario> loaded =
      load_scenario(options.scenario, options.sets, terminal);
  if (!loaded) return ExitCode::scenario;
  const lab::Survey survey = lab::survey(loaded->scenario, loaded->traces);
  terminal.out << loaded->scenario.name << "\n\n"
               << trace_lines(loaded->traces) << lab::survey_text(survey);
  for (const Diagnostic& finding : survey.findings.items()) {
    const std::string text = lab::read_file(finding.place.file).value_or("");
    terminal.err << "\n" << lab::render(finding, text, terminal.err_is_screen && terminal.colour);
  }
  return ExitCode::ok;  // errors were told by load_scenario
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "check", "Look at a scenario without running it: mistakes, load, connections");
  command
      ->add_option("scenario", options->scenario,
                   "A scenario file, the name of one in scenarios/, or - for standard input")
      ->required();
  command
      ->add_option("--set", options->sets,
                   "Changes a value of the scenario: components.api.replicas=5")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  command->footer(
      "\nPrints the load and utilization of every tier at the peak, single points of failure and "
      "the connection\nbudget of every database, before anything runs.");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
