#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/output_files.hpp"
#include "cli/scenario_input.hpp"
#include "cli/usage.hpp"
#include "lab/kubernetes/import_kubernetes.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::cli {

namespace {

struct Options {
  std::string format;
  std::vector<std::string> files;
  std::string out = "-";
};

/// The texts, or nothing after saying which cannot be read.
std::optional<std::vector<lab::NamedText>> read_texts(const Options& options, Terminal& terminal) {
  std::vector<lab::NamedText> texts;
  bool all = true;
  for (const std::string& file : options.files) {
    const std::optional<std::string> text = read_input(file, terminal);
    if (text) {
      texts.push_back({file == "-" ? "stdin" : file, *text});
    } else {
      terminal.err << "tiersim: cannot read " << file << "; name a file of manifests, or -\n";
      all = false;
    }
  }
  return all ? std::optional(std::move(texts)) : std::nullopt;
}

void tell_findings(const lab::KubernetesImport& import, Terminal& terminal) {
  for (const Diagnostic& finding : import.diagnostics.items()) {
    const auto text = import.texts.find(finding.place.file);
    terminal.err << lab::render(finding, text == import.texts.end() ? "" : text->second,
                                terminal.err_colour)
                 << "\n";
  }
}

ExitCode execute(const Options& options, Environment& environment) {
  Terminal& terminal = environment.terminal;
  const auto texts = read_texts(options, terminal);
  if (!texts) return ExitCode::scenario;
  const lab::KubernetesImport import = lab::import_kubernetes(*texts);
  tell_findings(import, terminal);
  if (!import.scenario) {
    terminal.err << counted(import.diagnostics.error_count(), "error") << "; nothing was written\n";
    return ExitCode::scenario;
  }
  OutputFiles files(terminal);
  if (!files.open(options.out)) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::usage;
  }
  const bool yaml = options.out.ends_with(".yaml") || options.out.ends_with(".yml");
  files.write(options.out, lab::scenario_text(import, yaml ? "#" : "//"));
  if (!files.commit()) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::internal;
  }
  terminal.err << lab::notes_text(import.notes);
  if (options.out != "-")
    terminal.err << "\nwritten to " << options.out << "; try: tiersim check " << options.out
                 << "\n";
  return ExitCode::ok;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("import", "Makes a scenario of Kubernetes manifests");
  command->add_option("FORMAT", options->format, "What the files are: k8s")
      ->required()
      ->check(one_of({"k8s"}));
  command
      ->add_option("FILE", options->files,
                   "YAML or JSON, several documents in one or not; - for the standard input")
      ->required()
      ->expected(-1);
  command
      ->add_option("-o,--out", options->out,
                   "The scenario to write; otherwise to the standard output")
      ->type_name("FILE");
  command->footer(R"(Read are Deployment, StatefulSet, Service, HorizontalPodAutoscaler (v1, v2),
ScaledObject, PodDisruptionBudget and lists of them. What was used, what was
defaulted and what was ignored is told on the standard error, each with its
line. Traffic and what a request costs stand in no manifest: they get
placeholders.

Examples
  tiersim import k8s deployment.yaml hpa.yaml -o shop.json
  kubectl get deploy,svc,hpa -o yaml | tiersim import k8s - -o shop.json
  helm template shop ./chart | tiersim import k8s - -o shop.json)");
  command->callback([options, &action] {
    action = [options](Environment& environment) { return execute(*options, environment); };
  });
}

}  // namespace tiersim::cli
