#include <memory>

#include <CLI/CLI.hpp>

#include "cli/compared_sides.hpp"
#include "cli/run_options.hpp"
#include "lab/report/markdown.hpp"
#include "lab/report/terminal.hpp"
#include "lab/result/comparison.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  CompareArguments sides;
  RunOptions run;
  std::vector<std::string> metrics;
};

void print(const Options& options, const lab::Comparison& comparison, Terminal& terminal) {
  if (options.run.format == "json") {
    terminal.out << lab::to_json(comparison);
  } else if (options.run.format == "markdown") {
    terminal.out << lab::markdown_comparison(comparison);
  } else {
    terminal.out << lab::terminal_comparison(
        comparison, {terminal.width, terminal.height, terminal.out_colour});
  }
}

/// Simulates what has no result yet, until Ctrl-C; gives back whether all were measured in full.
bool measure(std::vector<Side>& sides, const RunOptions& options, Environment& environment) {
  for (std::size_t i = 0; i < sides.size(); ++i) {
    Side& side = sides[i];
    if (side.result) continue;
    const std::string place =
        " (" + std::to_string(i + 1) + " of " + std::to_string(sides.size()) + ")";
    lab::Result result = simulate(*side.loaded, options, side.name + place, environment);
    const bool partial = result.partial;
    if (result.run.replications > 0) side.result = std::move(result);
    if (!partial) continue;
    sides.resize(side.result ? i + 1 : i);
    return false;
  }
  return true;
}

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  std::vector<Side> sides;
  const ExitCode loaded = load_sides(options.sides, options.run.sets, terminal, sides);
  if (loaded != ExitCode::ok) return loaded;
  const bool whole = measure(sides, options.run, environment);
  if (sides.size() < 2) {
    terminal.err << "tiersim: interrupted before anything could be compared\n";
    return ExitCode::interrupted;
  }
  std::vector<lab::Result> variants;
  bool sound = true;
  for (Side& side : sides) {
    sound = invariants_hold(*side.result, terminal) && sound;
    side.result->scenario_name = side.name;
    if (&side != &sides.front()) variants.push_back(std::move(*side.result));
  }
  print(options, lab::compare(*sides.front().result, variants, options.metrics), terminal);
  if (!whole) terminal.err << "tiersim: interrupted; the figures are those known by then\n";
  if (!sound) return ExitCode::internal;
  return whole ? ExitCode::ok : ExitCode::interrupted;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("compare", "Sets variants against a base, request by request");
  command
      ->add_option("SCENARIO", options->sides.named,
                   "Scenarios, or results of earlier runs (result.json or its folder); the first "
                   "is the base")
      ->required();
  command
      ->add_option("--variant", options->sides.variants,
                   "The base with changes: \"NAME: path=value, path=value\" (as often as you like)")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  add_set_option(*command, options->run.sets);
  add_run_options(*command, options->run);
  command->add_flag("--quiet", options->run.quiet, "No progress line")->disable_flag_override();
  command
      ->add_option("--metric", options->metrics,
                   "Only this one, as named in result.json (as often as you like)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->footer(
      R"(With one scenario and no --variant, the changes of --set are the variant;
otherwise they apply to every side. The same seed gives every side the same
arrivals and the same demands, so that differences are paired.

Examples
  tiersim compare shop.json --set components.api.slots=64
  tiersim compare spike --variant "slow start: components.api.start_up=60s"
  tiersim compare before/result.json after/result.json --format markdown)");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
