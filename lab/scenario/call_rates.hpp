#pragma once
#include <map>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

/// Expected traffic at the peak of the workloads: a fixed point over the graph of calls.
struct CallRates {
  /// Queries or calls that arrive at a component, and the service time they ask for.
  struct Load {
    double calls_per_s = 0;
    double reads_per_s = 0;
    double writes_per_s = 0;
    double read_work = 0;  ///< seconds of service a second
    double write_work = 0;
    double own_work = 0;     ///< CPU seconds a second in a deployment, service of a station
    double held_work = 0;    ///< own work plus waiting steps: slots held at least
    double own_squares = 0;  ///< as the works above, of the square of each service time, in s²
    double read_squares = 0;
    double write_squares = 0;
  };

  std::map<std::string, Load> loads;
  std::map<std::pair<std::string, std::string>, double> edges;  ///< calls per second
  bool converged = true;  ///< false: requests go round in a loop without an exit
};

[[nodiscard]] CallRates call_rates(const Scenario& scenario, const Traces& traces);

/// The highest rate of a workload; of users the rate at which they would send if every answer came
/// at once. Of a modulated process the mean: its rush is part of its randomness, as a burst is.
[[nodiscard]] double peak_rate(const WorkloadSpec& workload, const Traces& traces);

/// Share of look-ups that find their key alive when each key stays `ttl` after a fill (unlimited
/// space), keys drawn by Zipf's law at `lookups_per_s` in all: Σ p L/(1+L), L = p · rate · ttl.
[[nodiscard]] double ttl_hit_ratio(const KeyChooser& keys, double lookups_per_s, Duration ttl);

}  // namespace tiersim::lab
