#include "lab/scenario/explain.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/why.hpp"

namespace tiersim::cli {

namespace {

ExitCode explain_kind(const std::string& path, Terminal& terminal) {
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

ExitCode execute(const WhyQuestion& question, Environment& environment) {
  const std::vector<std::string>& named = question.results;
  if (question.component.empty() && named.size() < 2)
    return explain_kind(named.empty() ? "" : named.front(), environment.terminal);
  if (question.component.empty()) {
    environment.terminal.err << "tiersim: explain tells of one KIND at a time; several RESULTs "
                                "need --why COMPONENT\n";
    return ExitCode::usage;
  }
  if (!named.empty()) return tell_why(question, environment);
  environment.terminal.err << "tiersim: explain --why needs a RESULT: the result.json of a run, "
                              "or its folder\n";
  return ExitCode::usage;
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  const auto question = std::make_shared<WhyQuestion>();
  CLI::App* const command =
      app.add_subcommand("explain", "Tells a kind's parameters, or why an autoscaler acted");
  command->add_option(
      "KIND", question->results,
      "A kind of component, a section, or a part of one; without it, a list of what there is. "
      "With --why a RESULT: a result.json, the folder of one, or - for the standard input; "
      "several stand side by side");
  CLI::Option* const why =
      command
          ->add_option("--why", question->component,
                       "Why this component had as many replicas as it had: a line for each "
                       "change and for each limit that prevented one")
          ->type_name("COMPONENT");
  const auto instant = [&](const char* name, std::string& value, const char* help) {
    command->add_option(name, value, help)->type_name("TIME")->needs(why);
  };
  instant("--at", question->at, "Why at this instant, in full: 0:09:03, or 9m since the start");
  instant("--from", question->from, "Tells of nothing before this instant");
  instant("--to", question->to, "Tells of nothing after this instant");
  command->footer(R"(Examples
  tiersim explain
  tiersim explain deployment.resources
  tiersim explain results --why api
  tiersim explain results --why api --at 0:09:03
  tiersim explain results/before results/after --why api)");
  command->callback([question, &action] {
    action = [question](Environment& environment) { return execute(*question, environment); };
  });
}

}  // namespace tiersim::cli
