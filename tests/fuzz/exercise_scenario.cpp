#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lab/scenario/assemble.hpp"
#include "lab/scenario/overlay.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/source.hpp"
#include "lab/scenario/topology.hpp"
#include "sim/assert.hpp"
#include "tests/fuzz/exercise.hpp"

namespace tiersim::lab::test {

namespace {

/// An input taken apart.
struct Parts {
  std::string scenario;
  std::vector<std::string> files;
  std::vector<std::string> sets;
};

Parts take_apart(std::string_view input) {
  Parts parts;
  const std::size_t first = std::min(input.find('\0'), input.size());
  parts.scenario = input.substr(0, first);
  for (std::size_t begin = first + 1; begin <= input.size();) {
    const std::size_t end = std::min(input.find('\0', begin), input.size());
    const std::string_view part = input.substr(begin, end - begin);
    if (part.starts_with('@'))
      parts.files.emplace_back(part.substr(1));
    else
      parts.sets.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

bool looks_like_json(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '/');
}

/// Every message names a place that the texts have, and can be shown.
void check_messages(const Reading& reading) {
  std::map<std::string, std::ptrdiff_t> lines;
  for (const auto& [file, text] : reading.texts)
    lines[file] = std::count(text.begin(), text.end(), '\n') + 1;
  for (const Diagnostic& diagnostic : reading.diagnostics.items()) {
    TIERSIM_ASSERT(!diagnostic.message.empty());
    TIERSIM_ASSERT(diagnostic.place.line >= 0 && diagnostic.place.column >= 0);
    const auto found = lines.find(diagnostic.place.file);
    if (diagnostic.place.line == 0 || found == lines.end()) continue;
    TIERSIM_ASSERT(diagnostic.place.line <= found->second);
    TIERSIM_ASSERT(diagnostic.place.column >= 1);
  }
  TIERSIM_ASSERT(render(reading).empty() == reading.diagnostics.empty());
}

/// What was read can be written and read again: same tree, no fault.
void check_round_trip(const std::string& name, const std::string& text) {
  Diagnostics faults;
  const std::optional<Node> tree = parse_source(name, text, faults);
  TIERSIM_ASSERT(tree.has_value() || faults.has_errors());
  if (!tree || faults.has_errors()) return;
  const std::string canonical = canonical_json(*tree);
  Diagnostics faults_again;
  const std::optional<Node> again = parse_source("again.json", pretty_json(*tree), faults_again);
  TIERSIM_ASSERT(again.has_value() && faults_again.empty());
  TIERSIM_ASSERT(canonical_json(*again) == canonical);
}

bool plays_a_trace(const Scenario& scenario) {
  return std::any_of(scenario.workloads.begin(), scenario.workloads.end(),
                     [](const WorkloadSpec& workload) {
                       return std::holds_alternative<TraceSpec>(workload.source);
                     });
}

}  // namespace

void exercise_scenario(std::string_view input) {
  const Parts parts = take_apart(input);
  const std::string name = looks_like_json(parts.scenario) ? "fuzzed.json" : "fuzzed.yaml";
  std::size_t opened = 0;
  const FileReader files = [&](const std::string& path) -> std::optional<std::string> {
    if (path == name) return parts.scenario;
    if (opened == parts.files.size()) return std::nullopt;
    return parts.files[opened++];
  };
  const Reading reading = read_scenario(name, parts.sets, files);
  TIERSIM_ASSERT(reading.scenario.has_value() == !reading.diagnostics.has_errors());
  check_messages(reading);
  check_round_trip(name, parts.scenario);
  // Traces are files of their own (exercise_trace); without them there is no traffic to survey.
  if (!reading.scenario || plays_a_trace(*reading.scenario)) return;
  const Traces traces;
  TIERSIM_ASSERT(!name_tables(*reading.scenario, traces).columns.empty());
  TIERSIM_ASSERT(!survey_text(survey(*reading.scenario, traces)).empty());
}

}  // namespace tiersim::lab::test
