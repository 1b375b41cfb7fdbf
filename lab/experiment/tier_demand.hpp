#pragma once
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "lab/scenario/call_rates.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// What is asked of one line: a station, the CPU of all pods, a server of a database.
struct Demand {
  double calls_per_s = 0;
  double work = 0;     ///< seconds of service a second
  double squares = 0;  ///< of the square of the service time

  [[nodiscard]] double mean_s() const { return work / calls_per_s; }

  /// Squared coefficient of variation of the service time.
  [[nodiscard]] double scv() const {
    return std::max(0.0, squares / calls_per_s / (mean_s() * mean_s()) - 1);
  }
};

/// What can be full, and how to find its demand in any rates.
struct Tier {
  std::string path;
  const ComponentSpec* spec = nullptr;
  double capacity = std::numeric_limits<double>::quiet_NaN();  ///< servers, cores; NaN: no limit
  Demand (*demand_of)(const CallRates::Load&) = nullptr;

  [[nodiscard]] Demand demand(const CallRates& rates) const;
};

/// In the order of the scenario, members of a database apart. The scenario must stay.
[[nodiscard]] std::vector<Tier> tiers_of(const Scenario& scenario);

/// Cores that a pod can use.
[[nodiscard]] double cores_of(const DeploymentParams& pod);

}  // namespace tiersim::lab
