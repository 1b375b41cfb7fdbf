#pragma once
#include <memory>

#include "lab/scenario/traces.hpp"
#include "lab/scenario/workload_spec.hpp"
#include "models/workload/arrival_process.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim::lab {

/// The process that a scenario describes, from the start of the run on.
[[nodiscard]] std::unique_ptr<ArrivalProcess> open_arrivals(const ArrivalsSpec& spec,
                                                            Stream stream);

/// The same of a recorded trace.
[[nodiscard]] std::unique_ptr<ArrivalProcess> trace_arrivals(const TraceSpec& spec,
                                                             const LoadedTrace& trace,
                                                             Stream stream);

}  // namespace tiersim::lab
