#include "cli/scenario_input.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lab/scenario/reading.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* endings[] = {"",     ".json",          ".yaml",
                                   ".yml", "/scenario.json", "/scenario.yaml"};

/// Folders that hold scenarios by name.
std::vector<fs::path> shelves() {
  std::vector<fs::path> shelves{"scenarios"};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    // build/release/tiersim stands two folders below the repository; an installed one beside
    // share/tiersim.
    shelves.push_back(program.parent_path().parent_path().parent_path() / "scenarios");
    shelves.push_back(program.parent_path().parent_path() / "share" / "tiersim" / "scenarios");
  }
  return shelves;
}

std::optional<std::string> with_ending(const fs::path& base) {
  std::error_code error;
  for (const char* ending : endings) {
    const fs::path candidate = base.string() + ending;
    if (fs::is_regular_file(candidate, error)) return candidate.string();
  }
  return std::nullopt;
}

/// The names of all scenarios on the shelves, in order.
std::vector<std::string> known_names() {
  std::set<std::string> names;
  for (const fs::path& shelf : shelves()) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(shelf, error)) {
      const std::string name = entry.path().stem().string();
      if (with_ending(shelf / name)) names.insert(name);
    }
  }
  return {names.begin(), names.end()};
}

Diagnostic no_such_scenario(const std::string& argument) {
  Diagnostic fault;
  const bool is_name = argument.find_first_of("/.") == std::string::npos;
  fault.message = is_name ? fmt::format(
                                "there is no scenario \"{0}\": no file of that name, no "
                                "scenarios/{0}.json, no scenarios/{0}/scenario.json",
                                argument)
                          : fmt::format("there is no file \"{}\"", argument);
  fault.place.file = argument;
  const std::vector<std::string> names = known_names();
  fault.cure = did_you_mean(fs::path(argument).stem().string(), names);
  if (fault.cure.empty() && !names.empty())
    fault.cure = fmt::format("scenarios by name: {}", fmt::join(names, ", "));
  if (fault.cure.empty()) fault.cure = "tiersim init writes one to start from";
  return fault;
}

/// Adds what the traces and the graph of calls are wrong about.
void examine(lab::Reading& reading, lab::Traces& traces, lab::Survey& survey) {
  if (!reading.scenario) return;
  traces = lab::load_traces(*reading.scenario);
  reading.diagnostics.add(traces.faults);
  if (traces.faults.has_errors()) return;
  survey = lab::survey(*reading.scenario, traces);
  for (const Diagnostic& finding : survey.findings.items()) {
    if (finding.severity == Severity::Error) reading.diagnostics.add(finding);
  }
}

}  // namespace

std::string counted(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::optional<std::string> find_scenario(const std::string& argument) {
  if (argument == "-") return argument;
  if (auto file = with_ending(argument)) return file;
  for (const fs::path& shelf : shelves()) {
    if (auto file = with_ending(shelf / argument)) return file;
  }
  return std::nullopt;
}

std::optional<std::string> read_input(const std::string& path, Terminal& terminal) {
  if (path == "-") return standard_input(terminal);
  return lab::read_file(path);
}

std::optional<std::string> read_result(const std::string& path, Terminal& terminal) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  return read_input(is_folder ? (fs::path(path) / "result.json").string() : path, terminal);
}

std::optional<LoadedScenario> load_scenario(const std::string& argument,
                                            const std::vector<std::string>& sets,
                                            Terminal& terminal) {
  const std::optional<std::string> path = find_scenario(argument);
  lab::Reading reading;
  lab::Traces traces;
  lab::Survey survey;
  if (path) {
    reading = lab::read_scenario(
        *path, sets, [&](const std::string& file) { return read_input(file, terminal); });
    examine(reading, traces, survey);
  } else {
    reading.diagnostics.add(no_such_scenario(argument));
  }
  terminal.err << lab::render(reading, terminal.err_colour);
  if (!reading.diagnostics.empty()) terminal.err << "\n";
  const std::size_t errors = reading.diagnostics.error_count();
  if (!reading.scenario || errors > 0) {
    terminal.err << counted(errors, "error") << " in " << path.value_or(argument) << "\n";
    return std::nullopt;
  }
  return LoadedScenario{std::move(*reading.scenario),
                        std::move(traces),
                        std::move(survey),
                        std::move(reading.texts),
                        *path,
                        reading.diagnostics.items().size()};
}

}  // namespace tiersim::cli
