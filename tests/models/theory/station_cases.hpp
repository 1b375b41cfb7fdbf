#pragma once
#include "models/theory/station_means.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {

// The parts of station_solvers(), a table per idea.

const Solvers& markovian_solvers();  ///< M/M/… stations

/// L, Lq, W and Wq.
[[nodiscard]] Json means_of(const theory::StationMeans& means);

}  // namespace tiersim::theory_vectors
