#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/output_files.hpp"
#include "lab/report/html.hpp"
#include "lab/result/result_json.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string result;
  std::string out = "report.html";
};

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  std::optional<std::string> text;
  if (options.result == "-") {
    text.emplace(std::istreambuf_iterator<char>(terminal.in), std::istreambuf_iterator<char>());
  } else {
    text = lab::read_file(options.result);
  }
  if (!text) {
    terminal.err << "tiersim: cannot read " << options.result << "\n";
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
  CLI::App* const command = app.add_subcommand("report", "Make the HTML report of an earlier run");
  command->add_option("result", options->result, "A result.json, or - for standard input")
      ->required()
      ->type_name("RESULT");
  command->add_option("--out", options->out, "The HTML file, or - for standard output")
      ->capture_default_str()
      ->type_name("FILE");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
