#pragma once
#include <map>
#include <string>
#include <vector>

#include "lab/experiment/replication.hpp"
#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// Mean and percentiles of what a histogram holds; not measured when it is empty.
[[nodiscard]] TimeSummary summary_of(const LogHistogram& histogram);

/// The tallies of one replication added up for all requests, a class or a workload.
struct TallySet {
  RequestTally all;
  std::map<std::string, RequestTally> classes;
  std::map<std::string, RequestTally> workloads;
};

[[nodiscard]] TallySet tally_set(const Replication& replication, const NameTables& names);

/// The metrics of one replication by the path they have in result.json: what intervals and
/// comparisons are made of.
[[nodiscard]] std::map<std::string, double> metrics_of(const Replication& replication,
                                                       const NameTables& names, bool priced);

}  // namespace tiersim::lab
