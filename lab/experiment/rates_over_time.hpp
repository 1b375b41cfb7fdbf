#pragma once
#include <map>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

/// Requests per second by workload.
using WorkloadRates = std::map<std::string, double>;

/// The rates of all workloads over a run, in equal steps.
struct RatesOverTime {
  double step_s = 0;
  std::vector<WorkloadRates> steps;  ///< averages of each step; a single one when nothing changes
  WorkloadRates mean;                ///< after warm-up
  WorkloadRates peak;                ///< as peak_rate
};

/// Of closed users the rate at which they would send if every answer came at once.
[[nodiscard]] RatesOverTime rates_over_time(const Scenario& scenario, const Traces& traces);

/// The scenario with constant rates in place of its workloads' sources.
[[nodiscard]] Scenario at_rates(Scenario scenario, const WorkloadRates& rates);

}  // namespace tiersim::lab
