#pragma once
// The recorded traffic of a scenario, read once and shared by all replications.
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "models/workload/count_trace.hpp"
#include "models/workload/timestamp_arrivals.hpp"
#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

/// A trace as it is played. Classes, if it knows them, are numbers of `class_names`.
struct LoadedTrace {
  std::variant<std::shared_ptr<const CountTrace>, std::shared_ptr<const TimestampTrace>> data;
  std::vector<std::string> class_names;
  std::string summary;  ///< "1440 intervals of 60 s, 134203 requests, 0 absent, 0 rejected"
  double requests = 0;
  Duration length{};
};

struct Traces {
  std::map<std::string, LoadedTrace> by_workload;
  Diagnostics faults;
};

/// Reads every trace that the scenario names. A file that cannot be used is a fault at the workload
/// that names it.
[[nodiscard]] Traces load_traces(const Scenario& scenario);

}  // namespace tiersim::lab
