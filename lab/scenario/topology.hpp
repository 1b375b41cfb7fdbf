#pragma once
// What can be said of a house before it runs: who calls whom and how often, which tier is how full,
// what has no stand-in, and how many connections a database may be asked for.
#include <limits>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

/// Calls from a workload or component to a component, at the peak of the workloads.
struct CallEdge {
  std::string from;
  std::string to;
  double calls_per_s = 0;
  std::string label;  ///< what wraps them: "timeout 250ms, 3 tries"; may be empty
};

/// What a tier has to carry at the peak of the workloads.
struct TierLoad {
  std::string path;
  std::string kind;
  double calls_per_s = 0;
  double offered = std::numeric_limits<double>::quiet_NaN();   ///< servers busy on average; NaN:
                                                               ///< nothing can be full
  double capacity = std::numeric_limits<double>::quiet_NaN();  ///< servers there are
  std::string capacity_text;                                   ///< "3 pods x 2 cores"

  [[nodiscard]] double utilization() const { return offered / capacity; }
};

/// Who could open how many connections to a server of a database.
struct ConnectionBudget {
  struct Claim {
    std::string pool;
    std::string formula;  ///< "20 pods x 10"
    int connections = 0;
    int in_rollout = 0;  ///< while a rollout adds its surge of pods
  };

  std::string database;
  int usable = 0;  ///< max_connections less the reserved ones
  std::vector<Claim> claims;

  [[nodiscard]] int total() const;
  [[nodiscard]] int total_in_rollout() const;
};

struct Survey {
  std::vector<CallEdge> edges;
  std::vector<TierLoad> tiers;  ///< in the order of the scenario, members of a database apart
  std::vector<std::string> single_points;  ///< what has no stand-in, a sentence each
  std::vector<ConnectionBudget> budgets;
  Diagnostics findings;  ///< loops without an exit are errors; the rest, and what autoscalers are
                         ///< not as their writer hopes, are warnings
};

/// Walks the graph of calls. Cache hits are estimated by the time-to-live formula (L/(1+L) for each
/// key).
[[nodiscard]] Survey survey(const Scenario& scenario, const Traces& traces);

/// The survey for a terminal, without its findings.
[[nodiscard]] std::string survey_text(const Survey& survey);

}  // namespace tiersim::lab
