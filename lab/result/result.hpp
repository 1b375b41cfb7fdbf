#pragma once
// The plain structs of a result; docs and the field names of result.json follow them name by name.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/result/measured.hpp"
#include "lab/result/scaling_decision.hpp"

namespace tiersim::lab {

/// The version of result.json; raised when a field changes its meaning.
inline constexpr int result_schema_version = 1;

/// What the run says about an objective. Undecided: the limit lies inside the confidence interval.
enum class Verdict { None, Met, Missed, Undecided };

/// Mean and percentiles of a time in seconds, pooled over the replications; p999 is the 99.9th
/// percentile.
struct TimeSummary {
  double mean = not_measured;
  double p50 = not_measured;
  double p75 = not_measured;
  double p90 = not_measured;
  double p95 = not_measured;
  double p99 = not_measured;
  double p999 = not_measured;
  double max = not_measured;
};

/// One service-level objective and how it ended. `value`, `low`, `high` and `limit` share one base
/// unit.
struct Objective {
  std::string expression;      ///< As written: "p95 < 500ms".
  std::string metric;          ///< The field it reads: "requests.all.latency_s.p95".
  std::string relation = "<";  ///< "<", "<=", ">" or ">=": value relation limit is what was asked.
  std::string unit;            ///< "s", "1/s", "ratio", "currency", or empty for a count.
  double value = not_measured;
  double low =
      not_measured;  ///< Confidence interval of the value; not measured with a single replication.
  double high = not_measured;
  double limit = not_measured;
  Verdict verdict = Verdict::None;
};

/// Requests counted by arrival after warm-up. Counts are totals over the replications; rates are
/// means over them. offered = completed + failed + in_flight.
struct RequestSummary {
  std::uint64_t offered = 0;
  std::uint64_t completed = 0;  ///< Answered successfully.
  std::uint64_t failed = 0;     ///< Every other outcome.
  std::uint64_t in_flight = 0;  ///< Still under way at the end of the run.
  double throughput_per_s = not_measured;
  double goodput_per_s = not_measured;  ///< Completed within the class's latency objective.
  double error_rate = not_measured;     ///< failed / (completed + failed).
  double availability = not_measured;   ///< 1 - error_rate.
  std::map<std::string, std::uint64_t>
      outcomes;  ///< "ok", "timeout", "rejected", … to their counts.
  TimeSummary latency_s;
};

/// The requests seen from outside, in all and by class and workload.
struct Requests {
  RequestSummary all;
  std::map<std::string, RequestSummary> classes;
  std::map<std::string, RequestSummary> workloads;
};

/// How many replicas a component had: time averages and extremes over the measured time, means over
/// the replications.
struct ReplicaSummary {
  double mean = not_measured;
  double min = not_measured;
  double max = not_measured;
  double end = not_measured;
};

/// One component after the run, addressed by its path ("api", "db/primary").
struct Component {
  std::string kind;                      ///< "deployment", "connection_pool", …
  std::string zone;                      ///< Empty when the component is not placed.
  double utilization = not_measured;     ///< Busy share of its capacity, 0 to 1.
  double in_flight_mean = not_measured;  ///< Requests inside, waiting included; time average.
  TimeSummary wait_s;                    ///< Time in its waiting lines, per request served.
  TimeSummary
      service_s;  ///< Time in service, without waiting and without calls to other components.
  std::optional<ReplicaSummary> replicas;
  std::map<std::string, double> counters;   ///< What its kind counts; totals over the replications.
  double littles_law_error = not_measured;  ///< |L - λW| / L.
};

/// Where the time of a request goes in one component: seconds per request, for all requests and for
/// the slowest 1 %.
struct TierTime {
  std::string component;
  double wait_s = 0;
  double service_s = 0;
  double slowest_wait_s = not_measured;
  double slowest_service_s = not_measured;
};

/// One metric of one component over time: the mean over the replications at each instant of
/// Series::time_s.
///
/// Metrics of the component "requests": offered_per_s, completed_per_s, failed_per_s, error_rate,
/// latency_p50_s, latency_p95_s, latency_p99_s, in_flight. Of a deployment: replicas_desired,
/// replicas_current, replicas_ready, cpu_utilization. Of a pool: wait_p95_s, leased, waiting. Of
/// any station: utilization, waiting.
struct SeriesColumn {
  std::string component;
  std::string metric;
  std::vector<double> values;  ///< As long as the axis; not_measured where an interval saw nothing.
};

/// All series of a run on one axis. An instant is the start of its interval, warm-up included.
struct Series {
  std::vector<double> time_s;
  std::vector<SeriesColumn> columns;
};

/// Something that happened, in the first replication: a decision of an autoscaler with its reason,
/// a fault, a failover.
///
/// Names that the report groups: scale_up, scale_down, scale_limited (autoscaler); fault, heal,
/// kill, crash, oom_kill, failover (faults); alert, alert_resolved (alerts). Any other name is
/// shown as it stands.
struct TimelineEvent {
  double time_s = 0;
  std::string component;
  std::string event;
  std::string detail;
};

/// An alert rule that fired.
struct Alert {
  std::string name;
  std::string severity;  ///< "page", "ticket", … as the rule says.
  double fired_s = not_measured;
  double resolved_s = not_measured;  ///< Not measured while it still fires at the end.
  std::string detail;
};

/// One line of advice and the measurement that it rests on. The most useful comes first.
struct Advice {
  std::string component;  ///< Empty when it concerns the whole run.
  std::string
      summary;  ///< "The pool is the bottleneck: raise default_pool_size or shorten queries."
  std::string evidence;  ///< "97 % leased, p95 wait 1.2 s, database at 41 %."
};

/// One line of the bill, in Cost::currency, for one replication.
struct CostItem {
  std::string name;
  double quantity = 0;
  std::string unit;   ///< "cpu_hour", "GiB_hour", "node_hour", …
  double price = 0;   ///< Per unit.
  double amount = 0;  ///< quantity × price.
};

/// What the run cost and what it would cost at that pace. A month has 730 h.
struct Cost {
  double total = 0;
  double per_hour = 0;
  double per_month = 0;
  double per_million_requests = not_measured;
  std::string currency;
  std::string as_of;  ///< Date of the price table, "2026-07-20".
  std::vector<CostItem> items;
};

/// What must hold after every run; a breach is a bug.
struct Invariants {
  bool conservation = true;  ///< Arrivals = completed + failed + inside, in every component.
  double littles_law_error = not_measured;  ///< The largest of any component.
  std::vector<std::string> details;         ///< What was breached, by component.
};

/// A component in the picture of the house.
struct TopologyNode {
  std::string path;
  std::string kind;
  std::string label;
  double utilization = not_measured;
  double replicas = not_measured;  ///< Time average.
};

/// Who calls whom.
struct TopologyEdge {
  std::string from;
  std::string to;
  double calls_per_s = not_measured;
  std::string label;  ///< What wraps the call, "retry, timeout 250ms"; may be empty.
};

/// The house as a graph; workloads are nodes of the kind "workload".
struct Topology {
  std::vector<TopologyNode> nodes;
  std::vector<TopologyEdge> edges;
};

/// A parameter as the run used it.
struct Assumption {
  std::string pointer;  ///< JSON pointer, "/components/api/slots".
  std::string value;    ///< As a scenario would write it, without the unit of its own column.
  std::string unit;
  bool is_default = false;  ///< Not written in the scenario.
  std::string help;
};

/// One closed form beside what was simulated.
struct TheoryRow {
  std::string metric;
  std::string unit;  ///< As Objective::unit.
  double theory = not_measured;
  Interval simulated;
};

/// The textbook model that this house is equal to or close to.
struct Theory {
  std::string model;  ///< "M/M/1", "M/M/c", …
  std::vector<TheoryRow> rows;
};

/// How the run was made. Only wall_s, events_per_s, cpu_s and peak_rss_bytes may differ between
/// equal runs.
struct Run {
  std::uint64_t seed = 0;
  std::uint64_t replications = 1;  ///< Done.
  std::uint64_t replications_asked = 1;
  double duration_s = 0;  ///< Simulated time of one replication, warm-up included.
  double warm_up_s = 0;
  double confidence_level = 0.95;
  std::uint64_t events = 0;  ///< Over the replications.
  double wall_s = not_measured;
  double events_per_s = not_measured;
  double cpu_s = not_measured;
  double peak_rss_bytes = not_measured;
};

/// Everything a run found out: plain data, complete without the simulation. Written by to_json,
/// read by from_json.
struct Result {
  std::string tiersim_version;
  std::string tiersim_commit;
  std::string scenario_name;
  std::string scenario_hash;
  std::string scenario_description;  ///< One line, may be empty.
  Run run;
  bool partial = false;               ///< Interrupted: fewer replications done than asked.
  Verdict verdict = Verdict::None;    ///< Of all objectives, see overall_verdict.
  std::vector<Objective> objectives;  ///< "slo" in JSON.
  Requests requests;
  std::map<std::string, Component> components;
  std::vector<TierTime> breakdown;
  std::optional<Cost> cost;
  std::map<std::string, Interval> intervals;  ///< By metric: "requests.all.latency_s.p95".
  std::map<std::string, std::vector<double>>
      per_replication;  ///< By metric, in order of replication: for comparisons.
  Series series;
  std::vector<TimelineEvent> timeline;     ///< In order of time.
  std::vector<ScalingDecision> decisions;  ///< In order of time_s.
  std::vector<Alert> alerts;
  std::vector<Advice> diagnosis;
  Invariants invariants;
  Topology topology;
  std::vector<Assumption> assumptions;  ///< In order of the scenario.
  std::optional<Theory> theory;
};

/// Missed if one is missed, else undecided if one is undecided, else met; none without objectives.
Verdict overall_verdict(const std::vector<Objective>& objectives);

/// The verdict on one objective from its interval (or from the value alone where there is no
/// interval).
Verdict judge(const Objective& objective);

/// "met", "missed", "undecided", "none".
std::string to_string(Verdict verdict);

}  // namespace tiersim::lab
