#pragma once
// What formulas say of every tier before anything runs: in an instant, and wrong where a house is
// not what the formula is about, which each line says.
#include <limits>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A stretch of the run in which more work arrives than a tier can do. The line is that of a fluid.
struct OverloadedSpan {
  double from_s = 0;
  double to_s = 0;
  double line = 0;             ///< requests waiting when it ends
  double drained_s = unknown;  ///< when the line is gone; not within the run
};

/// A tier at the mean and at the peak of the workloads.
struct TierEstimate {
  std::string path;
  std::string kind;
  double arrivals_per_s = 0;  ///< mean
  double arrivals_peak_per_s = 0;
  double utilization = unknown;  ///< mean; unknown where nothing can be full
  double utilization_peak = unknown;
  // At the peak, as if it lasted; unknown where no formula applies. Without what is called behind.
  double wait_s = unknown;
  double sojourn_s = unknown;
  double sojourn_p95_s = unknown;
  std::string model;   ///< "M/M/1", "GI/G/4"; empty: none
  bool exact = false;  ///< the model is what will be simulated, not an approximation
  std::string note;    ///< what the figures leave out, or why there are none; may be empty
  std::vector<OverloadedSpan> overloads;  ///< in order of time
};

struct InstantEstimate {
  std::vector<TierEstimate> tiers;    ///< in the order of the scenario, members of a database apart
  std::vector<std::string> left_out;  ///< what no figure knows of: faults, retries, …
};

/// Sources of the formulas: models/theory.
[[nodiscard]] InstantEstimate instant_estimate(const Scenario& scenario, const Traces& traces);

/// {tiers[]{path, kind, arrivals_per_s, …, overloads[]}, left_out[]}, as a JSON object.
[[nodiscard]] std::string to_json(const InstantEstimate& estimate);

}  // namespace tiersim::lab
