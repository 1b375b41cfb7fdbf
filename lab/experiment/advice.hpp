#pragma once
#include <vector>

#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// What the figures suggest, the most useful first; each with the measurement it rests on. It looks
/// at what the reader already did: with few replications it asks for more, with many for a longer
/// run.
[[nodiscard]] std::vector<Advice> advise(const Scenario& scenario, const Result& result);

}  // namespace tiersim::lab
