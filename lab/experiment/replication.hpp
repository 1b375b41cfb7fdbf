#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/assemble.hpp"
#include "models/cost/bill.hpp"
#include "models/ledger.hpp"
#include "models/workload/request_log.hpp"

namespace tiersim::lab {

/// A component after one replication, detached from the house.
struct ComponentOutcome {
  std::string path;
  std::string kind;
  std::string zone;
  double utilization = 0;  ///< NaN when it has no capacity to speak of
  double in_flight_mean = 0;
  double visits_per_s = 0;
  LogHistogram wait;
  LogHistogram service;
  std::optional<ReplicaReport> replicas;
  std::map<std::string, double> counters;
  double littles_law_error = 0;
  bool conserved = true;
  bool littles_law_holds = true;
  std::string balance;  ///< "arrived 10 = completed 8 + failed 1 + inside 1"
};

/// All that one replication found out.
struct Replication {
  std::vector<RequestTally> tallies;  ///< workload-major, by class
  std::vector<ComponentOutcome> components;
  std::vector<LinkReport> links;
  std::optional<Ledger> ledger;
  std::vector<SampledColumn> series;
  std::vector<JournalEntry> journal;
  std::size_t journal_left_out = 0;
  std::vector<DecisionEntry> decisions;
  std::uint64_t decisions_left_out = 0;
  std::vector<BillItem> bill;
  std::uint64_t events = 0;
  Duration measured{};
  bool complete = true;  ///< it came to the end of the scenario
};

/// Builds the house, runs it and takes it down. When `go_on` stops it, what was measured up to
/// there comes back, marked as not complete; nothing if that was within the warm-up. Throws
/// RunError and InternalError.
[[nodiscard]] std::optional<Replication> replicate(const Scenario& scenario, const Traces& traces,
                                                   const NameTables& names, RunKey key,
                                                   const std::function<bool(Duration)>& go_on);

}  // namespace tiersim::lab
