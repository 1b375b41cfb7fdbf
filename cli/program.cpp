#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/version.hpp"
#include "sim/assert.hpp"
#include "sim/description/nearest_name.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim::cli {

namespace {

constexpr const char* footer = R"(
Examples
  tiersim init shop.json                 a small scenario to start from
  tiersim check shop.json                mistakes, load per tier, connection budget
  tiersim run shop.json --out results    simulate; result.json, series.csv, report.html
  tiersim compare shop.json --variant "components.api.slots=64"
  tiersim explain deployment             parameters with their defaults

Exit codes: 0 objectives met or none, 1 internal error, 2 usage, 3 scenario error, 4 objective missed,
5 undecided, 130 interrupted.)";

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

ExitCode usage_error(const CLI::ParseError& error, const CLI::App& app,
                     const std::vector<std::string>& arguments, Terminal& terminal) {
  std::string message = error.what();
  const bool unknown_command =
      !arguments.empty() && !arguments.front().starts_with("-") && app.get_subcommands().empty();
  if (unknown_command) {
    message = "no command \"" + arguments.front() + "\"";
    const std::string hint = did_you_mean(arguments.front(), command_names(app));
    if (!hint.empty()) message += "; " + hint;
  }
  terminal.err << "tiersim: " << message << "\n";
  const CLI::App* const command =
      app.get_subcommands().empty() ? &app : app.get_subcommands().front();
  terminal.err << "Run tiersim " << (command == &app ? "" : command->get_name() + " ")
               << "--help to see what there is.\n";
  return ExitCode::usage;
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, Environment& environment) {
  Terminal& terminal = environment.terminal;
  CLI::App app{
      "tiersim rehearses a deployment before it exists: traffic, queues, autoscalers, faults and "
      "cost.",
      "tiersim"};
  app.footer(footer);
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text());
  Action action;
  add_run(app, action);
  add_check(app, action);
  add_compare(app, action);
  add_report(app, action);
  add_explain(app, action);
  add_schema(app, action);
  add_init(app, action);
  try {
    std::vector<std::string> reversed(arguments.rbegin(),
                                      arguments.rend());  // CLI11 takes them from the end
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return usage_error(error, app, arguments, terminal);
    app.exit(error, terminal.out, terminal.err);  // --help and --version
    return ExitCode::ok;
  }
  try {
    return action(environment);
  } catch (const RunError& error) {
    terminal.err << "tiersim: the run cannot go on: " << error.what() << "\n";
  } catch (const InternalError& error) {
    terminal.err << "tiersim: " << error.what()
                 << "\nThis is a bug in tiersim; the scenario and the seed reproduce it.\n";
  } catch (const std::exception& error) {
    terminal.err << "tiersim: " << error.what() << "\n";
  }
  return ExitCode::internal;
}

}  // namespace tiersim::cli
