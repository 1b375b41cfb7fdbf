#pragma once
#include "models/theory/station_means.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {

// The parts of station_solvers(), a table per idea.

const Solvers& markovian_solvers();   ///< M/M/… stations
const Solvers& mg1_solvers();         ///< one server and general service; M/D/c
const Solvers& sharing_solvers();     ///< priorities, processor sharing, absent servers
const Solvers& batching_solvers();    ///< arrivals and services in batches
const Solvers& impatience_solvers();  ///< patience, retrials, retries; a pool of starting servers

/// L, Lq, W and Wq.
[[nodiscard]] Json means_of(const theory::StationMeans& means);

}  // namespace tiersim::theory_vectors
