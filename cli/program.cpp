#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/usage.hpp"
#include "cli/version.hpp"
#include "sim/assert.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim::cli {

namespace {

constexpr const char* footer = R"(Examples
  tiersim init shop.json                 a small scenario to start from
  tiersim check shop.json                mistakes, load per tier, connection budget
  tiersim run shop.json --out results    simulate; result.json, report.html, ...
  tiersim compare shop.json --variant "components.api.slots=64"
  tiersim explain deployment             parameters with their defaults

Exit codes
  0  all objectives met, or none         4    an objective missed
  1  internal error                      5    undecided
  2  usage                               130  interrupted
  3  the scenario has errors)";

/// "help" and "help run" are what many try first.
std::vector<std::string> in_words_of_options(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

ExitCode perform(const Action& action, Environment& environment) {
  std::ostream& err = environment.terminal.err;
  try {
    const ExitCode code = action(environment);
    if (environment.terminal.out.flush()) return code;
    err << "tiersim: the standard output did not take the results\n";
  } catch (const RunError& error) {
    err << "tiersim: the run cannot go on: " << error.what() << "\n";
  } catch (const InternalError& error) {
    err << "tiersim: " << error.what()
        << "\nThis is a bug in tiersim; the scenario and the seed reproduce it.\n";
  } catch (const std::exception& error) {
    err << "tiersim: " << error.what() << "\n";
  }
  return ExitCode::internal;
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, Environment& environment) {
  Terminal& terminal = environment.terminal;
  CLI::App app{"Rehearses a deployment before it exists: its traffic, queues, faults and cost"};
  app.formatter_fn([](const CLI::App* command, const std::string&, CLI::AppFormatMode) {
    return help_text(*command);
  });
  app.set_help_flag("-h,--help", "This text");
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text(), "Version and commit");
  Action action;
  add_run(app, action);
  add_check(app, action);
  add_compare(app, action);
  add_report(app, action);
  add_explain(app, action);
  add_schema(app, action);
  add_init(app, action);
  add_import(app, action);
  app.footer(footer);  // after the commands, which would inherit it
  if (arguments.empty()) {
    terminal.err << help_text(app);
    return ExitCode::usage;
  }
  try {
    const std::vector<std::string> words = in_words_of_options(arguments);
    app.parse(
        std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes the last first
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) {
      terminal.err << usage_fault(app, error, arguments);
      return ExitCode::usage;
    }
    app.exit(error, terminal.out, terminal.err);  // --help and --version
    return ExitCode::ok;
  }
  return perform(action, environment);
}

}  // namespace tiersim::cli
