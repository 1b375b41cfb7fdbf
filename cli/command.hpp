#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace CLI {
class App;
}

namespace tiersim::cli {

/// What every command works with.
struct Environment {
  Terminal& terminal;
  const std::atomic<bool>* interrupted = nullptr;  ///< Ctrl-C sets it
};

/// Runs a chosen command; set by the command that the arguments name.
using Action = std::function<ExitCode(Environment&)>;

// Each adds a subcommand to the parser; when it is chosen, `action` becomes what it does.
void add_run(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_schema(CLI::App& app, Action& action);
void add_init(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);

/// The whole program: parses the arguments (without the program's name) and runs the command.
/// Throws nothing.
[[nodiscard]] ExitCode run_program(const std::vector<std::string>& arguments,
                                   Environment& environment);

}  // namespace tiersim::cli
