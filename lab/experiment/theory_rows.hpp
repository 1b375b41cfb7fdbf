#pragma once
#include <optional>

#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// Theory beside the simulation, when the scenario is a textbook model: Poisson arrivals of
/// constant rate at one station (M/M/c, M/G/1; FIFO, unlimited, stable). Nothing otherwise.
[[nodiscard]] std::optional<Theory> theory_of(const Scenario& scenario, const Result& result);

}  // namespace tiersim::lab
