#pragma once
#include <optional>
#include <vector>

#include "lab/experiment/replication.hpp"
#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// Sums up the replications that came to their end, in the order of their numbers; if none did,
/// those that were stopped on the way. The fields of Result::run that depend on the clock are left
/// for the caller.
[[nodiscard]] Result sum_up(const Scenario& scenario, const Traces& traces, const NameTables& names,
                            const std::vector<std::optional<Replication>>& replications,
                            double confidence_level);

}  // namespace tiersim::lab
