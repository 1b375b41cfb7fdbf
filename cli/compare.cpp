#include <memory>

#include <CLI/CLI.hpp>

#include "cli/run_options.hpp"
#include "lab/report/markdown.hpp"
#include "lab/report/terminal.hpp"
#include "lab/result/comparison.hpp"
#include "lab/result/result_json.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::vector<std::string> sides;
  std::vector<std::string> variants;
  RunOptions run;
  std::string format = "text";
  std::vector<std::string> metrics;
};

/// "bigger pool: components.pool.default_pool_size=50, components.api.slots=64"
struct Variant {
  std::string name;
  std::vector<std::string> sets;
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Variant parse_variant(const std::string& text) {
  Variant variant;
  const std::size_t equals = text.find('=');
  const std::size_t colon = text.rfind(": ", equals);
  std::string rest = text;
  if (colon != std::string::npos && colon < equals) {
    variant.name = trimmed(text.substr(0, colon));
    rest = text.substr(colon + 1);
  }
  // A comma separates changes only where another "path=" follows: values may hold commas.
  while (!rest.empty()) {
    std::size_t cut = rest.find(',');
    while (cut != std::string::npos && rest.find('=', cut) == std::string::npos)
      cut = std::string::npos;
    variant.sets.push_back(trimmed(rest.substr(0, cut)));
    rest = cut == std::string::npos ? "" : rest.substr(cut + 1);
  }
  if (variant.name.empty()) {
    for (const std::string& set : variant.sets)
      variant.name += (variant.name.empty() ? "" : ", ") + set;
  }
  return variant;
}

/// A result of an earlier run, or a scenario to run now.
std::optional<lab::Result> obtain(const std::string& side, const std::vector<std::string>& sets,
                                  const Options& options, Environment& environment) {
  if (sets.empty() && side.ends_with(".json")) {
    const std::optional<std::string> text = lab::read_file(side);
    if (text && text->find("\"schema_version\"") != std::string::npos) return lab::from_json(*text);
  }
  std::vector<std::string> all = options.run.sets;
  all.insert(all.end(), sets.begin(), sets.end());
  const std::optional<LoadedScenario> loaded = load_scenario(side, all, environment.terminal);
  if (!loaded) return std::nullopt;
  return simulate(*loaded, options.run, environment);
}

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  if (options.sides.size() + options.variants.size() < 2) {
    terminal.err << "tiersim: compare needs something to compare with: a second scenario, or "
                    "--variant \"path=value\"\n";
    return ExitCode::usage;
  }
  std::vector<lab::Result> results;
  for (const std::string& side : options.sides) {
    std::optional<lab::Result> result = obtain(side, {}, options, environment);
    if (!result) return ExitCode::scenario;
    results.push_back(std::move(*result));
  }
  for (const std::string& text : options.variants) {
    const Variant variant = parse_variant(text);
    std::optional<lab::Result> result =
        obtain(options.sides.front(), variant.sets, options, environment);
    if (!result) return ExitCode::scenario;
    result->scenario_name = variant.name;
    results.push_back(std::move(*result));
  }
  const lab::Result base = std::move(results.front());
  results.erase(results.begin());
  const lab::Comparison comparison = lab::compare(base, results, options.metrics);
  if (options.format == "json") {
    terminal.out << lab::to_json(comparison);
  } else if (options.format == "markdown") {
    terminal.out << lab::markdown_comparison(comparison);
  } else {
    terminal.out << lab::terminal_comparison(comparison,
                                             {terminal.width, terminal.height, terminal.colour});
  }
  const bool stopped = environment.interrupted != nullptr && environment.interrupted->load();
  return stopped ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("compare", "Set variants against a base, request by request");
  command
      ->add_option("sides", options->sides,
                   "Scenarios, or result.json files of earlier runs; the first is the base")
      ->required()
      ->type_name("SCENARIO");
  command
      ->add_option("--variant", options->variants,
                   "The base with changes: \"NAME: path=value, path=value\"")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  add_run_options(*command, options->run);
  command->add_option("--metric", options->metrics, "Compares only these, as named in result.json")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--format", options->format, "What is printed: text, markdown or json")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
  command->footer(
      "\nThe same seed gives every variant the same arrivals and the same demands, so that "
      "differences are paired.\n\nExamples\n  tiersim compare spike --variant \"slower start: "
      "components.api.start_up=60s\"\n  tiersim compare results/a/result.json "
      "results/b/result.json");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
