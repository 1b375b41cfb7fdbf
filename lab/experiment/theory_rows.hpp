#pragma once
#include <optional>

#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// Theory beside the simulation, when the scenario is a textbook model and stable: arrivals of
/// constant rate at a station (M/M/c, M/D/c and M/G/1, in another order than FIFO as well, M/M/c/K,
/// M/G/c/c, M/M/c+D, GI/M/c), at stations in a row (a Jackson network), or at one pod that shares
/// its cores (processor sharing). Exact values only; nothing otherwise.
[[nodiscard]] std::optional<Theory> theory_of(const Scenario& scenario, const Result& result);

}  // namespace tiersim::lab
