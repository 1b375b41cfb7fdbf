#pragma once
// The sections of a scenario, each read from its own value. Private to this room.
#include <map>
#include <string>
#include <vector>

#include "lab/scenario/reader.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::lab {

/// What reading a section may need besides the tree.
struct ReadingContext {
  Reader& reader;
  Diagnostics& diagnostics;
  const FileReader& files;
  std::map<std::string, std::string>& texts;
  std::string scenario_file;
  const std::vector<NamedMetric>& metrics;  ///< read before the components
  std::map<std::string, Place>& places;     ///< of the values in files that the scenario names
  std::string component{};                  ///< being read
  bool has_memory = false;                  ///< it says what its pods use

  /// A file named by a value, relative to the file that the value stands in.
  [[nodiscard]] std::string path_from(const Node& node) const;
};

/// Writes down where each value of a tree stands, by its pointer; what is known already stays.
void collect_places(const Node& node, std::map<std::string, Place>& places);

/// Names and kinds of the components, before anything else is read.
[[nodiscard]] std::vector<NamedKind> component_kinds(const Node& root);

/// Whether the text may name a component, workload or class: letters, digits, _ and -; says so if
/// not.
bool check_name(Reader& reader, const Node& map, const Member& member, std::string_view what);

void read_metrics(Reader& reader, const Node& root, Scenario& scenario);
void read_components(ReadingContext& context, const Node& section, std::vector<ComponentSpec>& out);
void read_workloads(ReadingContext& context, const Node& section, std::vector<WorkloadSpec>& out);

/// What only a whole house shows: who may be asked what, classes without an operation, components
/// that nobody uses.
void check_uses(Reader& reader, const Node& root, Scenario& scenario);

void read_cluster(Reader& reader, const Node& root, Scenario& scenario);
void read_network(Reader& reader, const Node& root, Scenario& scenario);
void read_links(Reader& reader, const Node& root, Scenario& scenario);
void read_faults(Reader& reader, const Node& root, Scenario& scenario);
void read_objectives(Reader& reader, const Node& root, Scenario& scenario);
void read_prices(Reader& reader, const Node& root, Scenario& scenario);

/// Every zone that a component or a workload is in, in alphabetical order.
[[nodiscard]] std::vector<std::string> zones_of(const Scenario& scenario);

[[nodiscard]] std::vector<std::string> workload_names(const Scenario& scenario);

/// The slot of a value that stands in the file.
[[nodiscard]] Slot slot_at(const Node& node, std::string name, std::string_view help = {},
                           const Bounds& bounds = any_value);

}  // namespace tiersim::lab
