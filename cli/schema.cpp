#include "lab/scenario/schema.hpp"

#include <CLI/CLI.hpp>

#include "cli/command.hpp"

namespace tiersim::cli {

void add_schema(CLI::App& app, Action& action) {
  CLI::App* const command =
      app.add_subcommand("schema", "Prints the JSON Schema of scenario files, for editors");
  command->footer(R"(Example
  tiersim schema > scenario.schema.json)");
  command->callback([&action] {
    action = [](Environment& environment) {
      environment.terminal.out << lab::scenario_schema();
      return ExitCode::ok;
    };
  });
}

}  // namespace tiersim::cli
