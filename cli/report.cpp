#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/output_files.hpp"
#include "cli/scenario_input.hpp"
#include "lab/report/html.hpp"
#include "lab/result/result_json.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string result;
  std::string out = "report.html";
};

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  const std::optional<std::string> text = read_result(options.result, terminal);
  if (!text) {
    terminal.err << "tiersim: cannot read " << options.result
                 << "; name the result.json of a run\n";
    return ExitCode::scenario;
  }
  OutputFiles files(terminal);
  if (!files.open(options.out)) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::usage;
  }
  try {
    files.write(options.out, lab::html_report(lab::from_json(*text)));
  } catch (const lab::ResultFormatError& error) {
    terminal.err << options.result << ": " << error.what() << "\n";
    return ExitCode::scenario;
  }
  if (!files.commit()) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::internal;
  }
  if (options.out != "-") terminal.err << "written to " << options.out << "\n";
  return ExitCode::ok;
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("report", "Makes the HTML report of an earlier run");
  command
      ->add_option("RESULT", options->result,
                   "A result.json, the folder of one, or - for the standard input")
      ->required();
  command
      ->add_option("--out", options->out,
                   "The HTML file, or - for the standard output; otherwise report.html")
      ->type_name("FILE");
  command->footer(R"(Examples
  tiersim report results/result.json --out report.html
  tiersim run shop.json --json | tiersim report - --out shop.html)");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
