#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/estimate_text.hpp"
#include "cli/run_options.hpp"
#include "cli/scenario_input.hpp"
#include "lab/experiment/instant_estimate.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string scenario;
  std::vector<std::string> sets;
  bool json = false;
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
  if (!loaded) return ExitCode::scenario;  // load_scenario has told why
  const lab::InstantEstimate estimate = lab::instant_estimate(loaded->scenario, loaded->traces);
  if (options.json) {
    terminal.out << lab::to_json(estimate);
  } else {
    terminal.out << loaded->scenario.name << "\n\n"
                 << trace_lines(loaded->traces) << lab::survey_text(loaded->survey) << "\n"
                 << estimate_text(estimate, {terminal.width, terminal.height, terminal.out_colour});
  }
  terminal.out << std::flush;
  const std::vector<Diagnostic>& findings = loaded->survey.findings.items();
  for (const Diagnostic& finding : findings) {
    const auto text = loaded->texts.find(finding.place.file);
    terminal.err << "\n"
                 << lab::render(finding, text == loaded->texts.end() ? "" : text->second,
                                terminal.err_colour);
  }
  const std::size_t warnings = loaded->warnings + findings.size();
  terminal.err << "\n"
               << (warnings == 0 ? "no errors" : "no errors, " + counted(warnings, "warning"))
               << " in " << loaded->path << "\n";
  return ExitCode::ok;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "check", "Looks at a scenario without running it: mistakes, load, connections");
  add_scenario_argument(*command, options->scenario);
  add_set_option(*command, options->sets);
  command->add_flag("--json", options->json, "The estimate of every tier as JSON")
      ->disable_flag_override();
  command->footer(R"(Prints the load and utilization of every tier at the peak of the workloads, the
single points of failure, the connection budget of every database, and what
formulas say of wait and latency, each with the model it rests on.

Examples
  tiersim check shop.json
  tiersim check three_tier --set components.pool.scope=pod)");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
