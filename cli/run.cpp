#include <algorithm>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "cli/output_files.hpp"
#include "cli/run_options.hpp"
#include "lab/report/html.hpp"
#include "lab/report/junit.hpp"
#include "lab/report/markdown.hpp"
#include "lab/report/terminal.hpp"
#include "lab/report/theory_text.hpp"
#include "lab/result/result_csv.hpp"
#include "lab/result/result_json.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string scenario;
  RunOptions run;
  std::string folder;
  std::string junit;
  std::string markdown;
};

std::string series_csv(const lab::Result& result) {
  std::ostringstream text;
  lab::write_series_csv(text, result.series);
  return text.str();
}

std::string timeline_csv(const lab::Result& result) {
  std::ostringstream text;
  lab::write_timeline_csv(text, result.timeline, result.decisions);
  return text.str();
}

std::vector<std::string> paths_of(const Options& options) {
  std::vector<std::string> paths;
  if (!options.folder.empty()) {
    for (const char* name : {"/result.json", "/series.csv", "/timeline.csv", "/report.html"})
      paths.push_back(options.folder + name);
  }
  if (!options.junit.empty()) paths.push_back(options.junit);
  if (!options.markdown.empty()) paths.push_back(options.markdown);
  return paths;
}

void write_files(const Options& options, const lab::Result& result, OutputFiles& files) {
  if (!options.folder.empty()) {
    files.write(options.folder + "/result.json", lab::to_json(result));
    files.write(options.folder + "/series.csv", series_csv(result));
    files.write(options.folder + "/timeline.csv", timeline_csv(result));
    files.write(options.folder + "/report.html", lab::html_report(result));
  }
  if (!options.junit.empty()) files.write(options.junit, lab::junit_xml(result));
  if (!options.markdown.empty()) files.write(options.markdown, lab::markdown_summary(result));
}

void print(const Options& options, const lab::Result& result, Terminal& terminal) {
  if (options.run.format == "json") {
    terminal.out << lab::to_json(result);
  } else if (options.run.format == "markdown") {
    terminal.out << lab::markdown_summary(result);
  } else if (!options.run.quiet && options.junit != "-" && options.markdown != "-") {
    lab::Screen screen{terminal.width, terminal.height, terminal.out_colour};
    const std::string theory = lab::theory_text(result, screen);
    // What the summary leaves to it: both together fit the screen where they can.
    const auto lines = static_cast<std::size_t>(std::ranges::count(theory, '\n'));
    screen.height -= std::min(screen.height, lines);
    terminal.out << lab::terminal_summary(result, screen) << theory;
  }
}

/// Opens every file that will be written, before the long work; tells what is in the way.
bool open_all(const Options& options, OutputFiles& files, Terminal& terminal) {
  const std::vector<std::string> paths = paths_of(options);
  if (options.run.format != "text" && std::ranges::count(paths, "-") > 0) {
    terminal.err << "tiersim: the standard output cannot take " << options.run.format
                 << " and a file as well; name a file instead of -\n";
    return false;
  }
  for (const std::string& path : paths) {
    if (files.open(path)) continue;
    terminal.err << "tiersim: " << files.problem() << "\n";
    return false;
  }
  return true;
}

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  const std::optional<LoadedScenario> loaded =
      load_scenario(options.scenario, options.run.sets, terminal);
  if (!loaded) return ExitCode::scenario;
  OutputFiles files(terminal);
  if (!open_all(options, files, terminal)) return ExitCode::usage;
  const lab::Result result = simulate(*loaded, options.run, loaded->scenario.name, environment);
  if (result.run.replications == 0) {
    terminal.err << "tiersim: interrupted before anything was measured\n";
    return ExitCode::interrupted;
  }
  write_files(options, result, files);
  if (!files.commit()) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::internal;
  }
  print(options, result, terminal);
  if (!options.folder.empty() && !options.run.quiet)
    terminal.err << "written to " << options.folder
                 << ": report.html, result.json, series.csv, timeline.csv\n";
  return exit_code_of(result, terminal);
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("run", "Simulates a scenario and judges it");
  add_scenario_argument(*command, options->scenario);
  add_set_option(*command, options->run.sets);
  add_run_options(*command, options->run);
  command->add_flag("--quiet", options->run.quiet, "No progress line and no summary")
      ->disable_flag_override();
  command
      ->add_option("--out", options->folder,
                   "Write result.json, series.csv, timeline.csv and report.html there")
      ->type_name("DIR");
  command
      ->add_option("--junit", options->junit,
                   "Write JUnit XML, a test case per objective; - is the standard output")
      ->type_name("FILE");
  command
      ->add_option("--md", options->markdown,
                   "Write a verdict table for a pull request; - is the standard output")
      ->type_name("FILE");
  command->footer(R"(Ctrl-C ends the run with what is known, marked as interrupted.

Examples
  tiersim run spike --replications 20 --out results
  tiersim run shop.json --set components.api.slots=64 --json
  tiersim run shop.json --quiet --junit objectives.xml --md verdict.md)");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
