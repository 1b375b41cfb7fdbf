#pragma once
#include <map>
#include <string>
#include <vector>

#include "lab/experiment/replication.hpp"
#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// Puts the values of every metric that every replication has into `result`, and their intervals if
/// there are two replications or more: Student's of the means, Woodruff's of percentiles of all
/// requests together. Returns the estimate of each metric: its mean over the replications, or the
/// pooled percentile. The confidence level stands in the result. Precondition: at least one
/// replication.
[[nodiscard]] std::map<std::string, double> sum_metrics(
    const std::vector<const Replication*>& replications, const NameTables& names, bool priced,
    Result& result);

/// Where no request failed, replications that all say 0 give no interval; n requests without a
/// failure still leave room for an error rate of -ln(1 - confidence)/n (the rule of three).
/// Precondition: the requests have been summed up.
void widen_flawless(Result& result);

}  // namespace tiersim::lab
