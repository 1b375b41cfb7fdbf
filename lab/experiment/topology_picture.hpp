#pragma once
#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::lab {

/// The picture for the report: the graph of calls with the measured utilization.
[[nodiscard]] Topology draw_topology(const Scenario& scenario, const Traces& traces,
                                     const Result& result);

}  // namespace tiersim::lab
