#include "cli/scenario_input.hpp"

#include <filesystem>
#include <iterator>

#include "lab/scenario/reading.hpp"
#include "lab/scenario/topology.hpp"

namespace tiersim::cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> places() {
  std::vector<fs::path> places{fs::path{}};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    // build/release/tiersim stands two folders below the repository; an installed one beside
    // share/tiersim.
    places.push_back(program.parent_path().parent_path().parent_path());
    places.push_back(program.parent_path().parent_path() / "share" / "tiersim");
  }
  return places;
}

std::string plural(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

void report_faults(const lab::Reading& reading, Terminal& terminal) {
  terminal.err << lab::render(reading, terminal.err_is_screen && terminal.colour);
  if (!reading.diagnostics.empty()) terminal.err << "\n";
}

}  // namespace

std::string find_scenario(const std::string& argument) {
  std::error_code error;
  if (argument == "-" || fs::is_regular_file(argument, error)) return argument;
  // scenarios/NAME, NAME: with any of the endings, or as a folder.
  for (const fs::path& place : places()) {
    for (const fs::path& base : {place / argument, place / "scenarios" / argument}) {
      for (const char* ending :
           {"", ".json", ".yaml", ".yml", "/scenario.json", "/scenario.yaml"}) {
        const fs::path candidate = base.string() + ending;
        if (fs::is_regular_file(candidate, error)) return candidate.string();
      }
    }
  }
  return argument;
}

std::optional<LoadedScenario> load_scenario(const std::string& argument,
                                            const std::vector<std::string>& sets,
                                            Terminal& terminal) {
  const std::string path = find_scenario(argument);
  std::string piped;
  if (path == "-") piped.assign(std::istreambuf_iterator<char>(terminal.in), {});
  const lab::FileReader reader = [&](const std::string& file) -> std::optional<std::string> {
    if (file == "-") return piped;
    return lab::read_file(file);
  };
  lab::Reading reading = lab::read_scenario(path, sets, reader);
  lab::Traces traces;
  if (reading.scenario) {
    traces = lab::load_traces(*reading.scenario);
    reading.diagnostics.add(traces.faults);
    if (!traces.faults.has_errors()) {
      const lab::Survey survey = lab::survey(*reading.scenario, traces);
      for (const Diagnostic& finding : survey.findings.items()) {
        if (finding.severity == Severity::Error) reading.diagnostics.add(finding);
      }
    }
  }
  report_faults(reading, terminal);
  if (!reading.scenario || reading.diagnostics.has_errors()) {
    terminal.err << plural(reading.diagnostics.error_count(), "error") << " in " << path << "\n";
    return std::nullopt;
  }
  return LoadedScenario{std::move(*reading.scenario), std::move(traces)};
}

}  // namespace tiersim::cli
