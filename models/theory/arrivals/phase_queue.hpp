#pragma once
#include <optional>

#include "models/theory/arrivals/phase_type.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

struct PhaseQueueSolution {
  StationMeans means;
  double wait_probability = 0;  ///< fraction of the arrivals that wait
};

/// GI/G/1, FIFO, with phase-type interarrival and service times: exact, matrix-geometric
/// (level_chain.hpp). Nothing without a steady state. O((phases · phases)³).
[[nodiscard]] std::optional<PhaseQueueSolution> solve_phase_queue(const PhaseType& interarrival,
                                                                  const PhaseType& service);

}  // namespace tiersim::theory
