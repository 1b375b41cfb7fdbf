#include "lab/scenario/explain.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"

namespace tiersim::cli {

namespace {

ExitCode execute(const std::string& path, Terminal& terminal) {
  if (path.empty()) {
    terminal.out << lab::explain_all();
    return ExitCode::ok;
  }
  const auto text = lab::explain(path);
  if (!text) {
    const lab::Complaint& complaint = text.complaint();
    terminal.err << "tiersim: " << complaint.message
                 << (complaint.cure.empty() ? "" : "; " + complaint.cure) << "\n";
    return ExitCode::usage;
  }
  terminal.out << *text;
  return ExitCode::ok;
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  const auto path = std::make_shared<std::string>();
  CLI::App* const command =
      app.add_subcommand("explain", "Tells the parameters of a kind, with defaults and bounds");
  command->add_option(
      "KIND", *path,
      "A kind of component, a section, or a part of one; without it, a list of what there is");
  command->footer(R"(Examples
  tiersim explain
  tiersim explain deployment
  tiersim explain deployment.resources)");
  command->callback([path, &action] {
    action = [path](Environment& environment) { return execute(*path, environment.terminal); };
  });
}

}  // namespace tiersim::cli
