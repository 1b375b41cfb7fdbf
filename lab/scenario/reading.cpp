#include "lab/scenario/reading.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lab/scenario/overlay.hpp"
#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

const std::vector<std::string>& root_keys() {
  static const std::vector<std::string> keys{
      "$schema", "name",    "description", "extends", "run", "workload", "components",
      "cluster", "network", "metrics",     "links",   "faults", "slo",     "prices"};
  return keys;
}

/// The tree without what says nothing about the run: equal houses have equal hashes.
std::string hash_of(Node root) {
  std::erase_if(root.members, [](const Member& member) {
    return member.key == "$schema" || member.key == "extends" || member.key == "description";
  });
  return fnv1a_64(canonical_json(root));
}

void read_text(Reader& reader, const Node& root, std::string_view key, std::string& out) {
  if (const Node* node = root.find(key); node != nullptr)
    read_scalar(reader, slot_at(*node, std::string(key)), out);
}

/// The three sections without which there is nothing to run.
const Node* section(Reader& reader, const Node& root, const std::string& key,
                    const std::string& cure) {
  const Node* found = root.find(key);
  if (found == nullptr && !reader.is_mistyped(&root, key)) {
    reader.fault(root.place, "/" + key, "a scenario needs \"" + key + "\"", cure);
  }
  return found;
}

void read_root(ReadingContext& context, const Node& root, Scenario& scenario) {
  Reader& reader = context.reader;
  for (const Member& member : root.members) {
    const bool known =
        std::find(root_keys().begin(), root_keys().end(), member.key) != root_keys().end();
    if (!known) reader.unknown_key(root, member, "a scenario", root_keys(), "section");
  }
  read_text(reader, root, "name", scenario.name);
  read_text(reader, root, "description", scenario.description);
  if (const Node* run = section(reader, root, "run", R"(add "run": { "duration": "30m" })");
      run != nullptr) {
    read_struct(reader, slot_at(*run, "run"), "\"run\"", scenario.run);
  }
  if (const Node* workload =
          section(reader, root, "workload",
                  R"(add "workload": { "users": { "to": …, "arrivals": { "rate": "100/s" } } })");
      workload != nullptr) {
    read_workloads(context, *workload, scenario.workloads);
  }
  read_metrics(reader, root, scenario);
  if (const Node* components =
          section(reader, root, "components",
                  R"(add "components": { "api": { "kind": "deployment", … } })");
      components != nullptr) {
    read_components(context, *components, scenario.components);
  }
  check_uses(reader, root, scenario);
  read_cluster(reader, root, scenario);
  read_network(reader, root, scenario);
  read_links(reader, root, scenario);
  read_faults(reader, root, scenario);
  read_objectives(reader, root, scenario);
  read_prices(reader, root, scenario);
}

void read_tree(Reading& reading, const Node& root, const std::string& path,
               const FileReader& files) {
  Scenario scenario;
  scenario.name = std::filesystem::path(path).stem().string();
  Reader reader(reading.diagnostics, scenario.assumptions, component_kinds(root));
  ReadingContext context{reader, reading.diagnostics, files,          reading.texts,
                         path,   scenario.metrics,    scenario.places};
  read_root(context, root, scenario);
  collect_places(root, scenario.places);
  scenario.hash = hash_of(root);
  if (!reading.diagnostics.has_errors()) reading.scenario = std::move(scenario);
}

void read_into(Reading& reading, const std::string& path, const std::vector<std::string>& sets,
               const FileReader& files) {
  const std::optional<Node> root = load_tree(path, sets, files, reading.texts, reading.diagnostics);
  if (root) read_tree(reading, *root, path, files);
}

}  // namespace

void collect_places(const Node& node, std::map<std::string, Place>& places) {
  places.emplace(node.pointer, node.place);
  for (const Node& item : node.items) collect_places(item, places);
  for (const Member& member : node.members) collect_places(member.value, places);
}

std::optional<std::string> read_file(const std::string& path) {
  constexpr std::streamoff largest = std::streamoff{64} << 20;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file || file.tellg() > largest) return std::nullopt;
  file.seekg(0);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Reading read_scenario(const std::string& path, const std::vector<std::string>& sets,
                      const FileReader& reader) {
  Reading reading;
  try {
    read_into(reading, path, sets, reader);
  } catch (const std::exception& error) {
    // A reader that throws (Python's may) is a file that cannot be read; the caller still gets a
    // diagnostic.
    reading.scenario.reset();
    reading.diagnostics.add({Severity::Error,
                             std::string("cannot read the scenario: ") + error.what(),
                             {path, 0, 0, 0},
                             "",
                             ""});
  }
  reading.diagnostics.sort();
  return reading;
}

Reading read_scenario_tree(Node root, const std::string& path,
                           std::map<std::string, std::string> texts) {
  Reading reading;
  reading.texts = std::move(texts);
  assign_pointers(root);
  read_tree(reading, root, path, [](const std::string&) { return std::nullopt; });
  reading.diagnostics.sort();
  return reading;
}

Duration RunSettings::sampling() const {
  if (sample_interval) return *sample_interval;
  return std::max<Duration>(1s, std::chrono::duration_cast<std::chrono::seconds>(duration / 240));
}

std::string_view ComponentSpec::kind() const {
  return std::visit([](const auto& chosen) { return std::remove_cvref_t<decltype(chosen)>::kind; },
                    params);
}

int ComponentSpec::replicas_min() const {
  const int start = std::get<DeploymentParams>(params).replicas;
  return autoscaler ? autoscaler->replicas_min(start) : start;
}

int ComponentSpec::replicas_max() const {
  const int start = std::get<DeploymentParams>(params).replicas;
  return autoscaler ? autoscaler->replicas_max(start) : start;
}

const ComponentSpec* Scenario::find(std::string_view component) const {
  const auto found =
      std::find_if(components.begin(), components.end(),
                   [&](const ComponentSpec& spec) { return spec.name == component; });
  return found == components.end() ? nullptr : &*found;
}

Diagnostic Scenario::fault_at(std::string pointer, std::string message, std::string cure) const {
  std::string at = pointer;
  while (!at.empty() && !places.contains(at))
    at.resize(at.rfind('/') == std::string::npos ? 0 : at.rfind('/'));
  const auto found = places.find(at);
  const Place place = found == places.end() ? Place{} : found->second;
  return {Severity::Error, std::move(message), place, std::move(pointer), std::move(cure)};
}

}  // namespace tiersim::lab
