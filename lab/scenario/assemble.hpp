#pragma once
// A checked scenario becomes a house that runs.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"
#include "lab/scenario/traces.hpp"
#include "models/component.hpp"
#include "models/workload/request_log.hpp"

namespace tiersim::lab {

/// The names behind the numbers that a run uses; the same in every replication.
struct NameTables {
  std::vector<std::string> classes;    ///< by ClassId
  std::vector<std::string> workloads;  ///< by Request::workload
  std::vector<std::string>
      zones;  ///< by ZoneId; the first two have no name: clients, and "anywhere"
  std::vector<std::string> columns;  ///< of the ledger, by ComponentId: components, then "network"
};

/// The zones of a cluster's nodes.
[[nodiscard]] std::vector<std::string> zones_of(const cluster::ClusterParams& cluster);

[[nodiscard]] NameTables name_tables(const Scenario& scenario, const Traces& traces);

/// One sampled quantity: a value for each interval of the run, NaN where there was none.
struct SampledColumn {
  std::string component;
  std::string metric;
  std::vector<double> values;
};

/// What a link did.
struct LinkReport {
  std::string from;
  std::string to;
  std::uint64_t timeouts = 0;
  std::uint64_t retries = 0;
  std::uint64_t retries_refused = 0;
};

/// One replication of a scenario: all components, sources, control loops and faults, ready to run.
/// Lives on one thread.
class House {
 public:
  House(const Scenario& scenario, const Traces& traces, const NameTables& names, RunKey key);
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// Runs to the end of the scenario. `go_on` is asked once each sampling interval with the
  /// simulated time so far; when it says no, the run ends there and false comes back.
  bool run(const std::function<bool(Duration)>& go_on);

  // After the run:
  [[nodiscard]] TimePoint now() const;
  [[nodiscard]] std::uint64_t events() const;
  [[nodiscard]] const RequestLog& requests() const;
  [[nodiscard]] std::vector<ComponentReport> reports() const;
  [[nodiscard]] std::vector<LinkReport> links() const;
  [[nodiscard]] const Ledger& ledger() const;
  [[nodiscard]] const Journal& journal() const;
  [[nodiscard]] const std::vector<SampledColumn>& series() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace tiersim::lab
