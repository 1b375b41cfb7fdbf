#pragma once
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/topology.hpp"

namespace tiersim::lab {

/// Warns of calls that go in a circle through slots without a time-out on the way: when every slot
/// is held by a request that waits for another of them, none is ever freed. O(calls) for each
/// circle.
void look_for_circles(const Scenario& scenario, Survey& survey);

}  // namespace tiersim::lab
