#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

/// Where an experiment stands; for a progress line.
struct Progress {
  double done = 0;  ///< share of the simulated time of all replications, 0 to 1
  int replications_done = 0;
  int replications = 0;
  double simulated_s = 0;  ///< over all replications
};

struct ExperimentOptions {
  std::optional<std::uint64_t> seed;  ///< instead of the scenario's
  std::optional<int> replications;    ///< instead of the scenario's
  int jobs = 0;                       ///< threads; 0: as many as the machine has
  double confidence_level = 0.95;
  std::function<void(const Progress&)> progress;  ///< called from any thread, one at a time
  const std::atomic<bool>* interrupted =
      nullptr;  ///< when it becomes true the run ends with what is known
};

/// Runs the replications of a scenario side by side and sums them up in the order of their numbers,
/// so that the result has the same bytes for any number of threads. Throws RunError and
/// InternalError.
[[nodiscard]] Result run_experiment(const Scenario& scenario, const Traces& traces,
                                    const ExperimentOptions& options = {});

}  // namespace tiersim::lab
