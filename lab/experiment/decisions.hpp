#pragma once
#include "lab/experiment/replication.hpp"
#include "lab/result/result.hpp"

namespace tiersim::lab {

/// Writes the decisions of the autoscalers in a replication into the result; of those that the log
/// had no room for, the timeline says how many they were.
void tell_decisions(const Replication& replication, Result& result);

}  // namespace tiersim::lab
