#pragma once
// A day of a shop with two autoscaled tiers, made by hand: plausible, complete, and the same bytes
// everywhere. For the golden texts, the browser check and screenshots.
#include <string>
#include <utility>

#include "lab/result/result.hpp"
#include "tests/lab/report/example_day.hpp"

namespace tiersim::lab::example {

inline RequestSummary requests(std::uint64_t offered, double share_failed, TimeSummary latency) {
  RequestSummary summary;
  summary.offered = offered;
  summary.in_flight = 27;
  summary.failed = static_cast<std::uint64_t>(static_cast<double>(offered) * share_failed);
  summary.completed = offered - summary.failed - summary.in_flight;
  summary.throughput_per_s = static_cast<double>(summary.completed) / (5 * (day_s - 1800));
  summary.goodput_per_s = 0.981 * summary.throughput_per_s;
  const auto failed = static_cast<double>(summary.failed);
  summary.error_rate = failed / (failed + static_cast<double>(summary.completed));
  summary.availability = 1 - summary.error_rate;
  const std::uint64_t timeouts = summary.failed / 3;
  summary.outcomes = {
      {"ok", summary.completed}, {"pool_timeout", timeouts}, {"reset", summary.failed - timeouts}};
  summary.latency_s = latency;
  return summary;
}

inline Component component(std::string kind, std::string zone, double utilization, double in_flight,
                           TimeSummary wait, TimeSummary service,
                           std::map<std::string, double> counters) {
  return {std::move(kind), std::move(zone), utilization,         in_flight, wait,
          service,         std::nullopt,    std::move(counters), 0.0004};
}

inline TimeSummary four(double mean, double p50, double p95, double p99) {
  return {.mean = mean, .p50 = p50, .p95 = p95, .p99 = p99};
}

inline void add_components(Result& result) {
  auto& parts = result.components;
  parts["edge"] =
      component("load_balancer", "", 0.17, 2.1, four(0, 0, 0, 0),
                four(0.0004, 0.0003, 0.0009, 0.0014), {{"requests", 621e6}, {"retries", 8112}});
  parts["api"] =
      component("deployment", "a, b", 0.57, 61.4, four(0.004, 0, 0.021, 0.062),
                four(0.0121, 0.0093, 0.031, 0.052), {{"oom_kills", 0}, {"pods_started", 71}});
  parts["api"].replicas = ReplicaSummary{8.9, 3, 16, 3};
  parts["workers"] = component("deployment", "a, b", 0.61, 22.7, four(0.118, 0.03, 0.62, 1.31),
                               four(0.014, 0.0112, 0.033, 0.049), {{"pods_started", 38}});
  parts["workers"].replicas = ReplicaSummary{5.8, 2, 10, 2};
  parts["pool"] =
      component("connection_pool", "", 0.71, 44.2, four(0.0184, 0, 0.088, 0.342),
                four(0.0086, 0.0071, 0.019, 0.031), {{"leases", 388e6}, {"timeouts", 88512}});
  parts["db/primary"] =
      component("postgres", "a", 0.58, 18.3, four(0.0011, 0, 0.006, 0.0133),
                four(0.0062, 0.0048, 0.0164, 0.0262), {{"commits", 101e6}, {"failovers", 5}});
  parts["db/replica-1"] = component("postgres", "b", 0.34, 9.6, four(0.0004, 0, 0.0021, 0.0051),
                                    four(0.0049, 0.004, 0.0121, 0.0193), {{"reads", 287e6}});
  parts["redis"] =
      component("redis_cluster", "a, b", 0.16, 0.6, four(0.00003, 0, 0.0001, 0.0003),
                four(0.00021, 0.0002, 0.0004, 0.0008), {{"hits", 702e6}, {"misses", 80e6}});
  parts["events"] =
      component("broker", "", 0.12, 310, four(0.0021, 0.001, 0.009, 0.021),
                four(0.0007, 0.0006, 0.0011, 0.002), {{"published", 74.6e6}, {"redelivered", 311}});
  result.breakdown = {{"edge", 0, 0.0004, 0, 0.0007},
                      {"api", 0.004, 0.0121, 0.0871, 0.0433},
                      {"pool", 0.0184, 0, 0.4812, 0},
                      {"db/primary", 0.0011, 0.0021, 0.0192, 0.0156},
                      {"db/replica-1", 0.0004, 0.0034, 0.0064, 0.0123},
                      {"redis", 0.00003, 0.0003, 0.0002, 0.0006}};
}

inline void add_topology(Result& result) {
  const auto node = [&](const std::string& path, const std::string& kind,
                        const std::string& label) {
    const auto found = result.components.find(path);
    TopologyNode made{path, kind, label, not_measured, not_measured};
    if (found != result.components.end()) {
      made.utilization = found->second.utilization;
      if (found->second.replicas) made.replicas = found->second.replicas->mean;
    }
    result.topology.nodes.push_back(made);
  };
  node("shoppers", "workload", "shoppers");
  node("partners", "workload", "partners");
  node("edge", "load_balancer", "edge");
  node("api", "deployment", "api");
  node("redis", "redis_cluster", "redis");
  node("pool", "connection_pool", "pool");
  node("events", "broker", "events");
  node("db/primary", "postgres", "db/primary");
  node("db/replica-1", "postgres", "db/replica-1");
  node("workers", "deployment", "workers");
  result.topology.edges = {{"shoppers", "edge", 1302, ""},
                           {"partners", "edge", 167, ""},
                           {"edge", "api", 1469, "timeout 10s"},
                           {"api", "redis", 1848, ""},
                           {"api", "pool", 917, "timeout 2s, retry"},
                           {"api", "events", 176, ""},
                           {"pool", "db/primary", 239, ""},
                           {"pool", "db/replica-1", 678, ""},
                           {"events", "workers", 176, ""},
                           {"workers", "pool", 176, ""}};
}

inline void add_cost_and_advice(Result& result) {
  Cost cost;
  cost.currency = "USD";
  cost.as_of = "2026-07-20";
  cost.items = {{"api cpu", 106.8, "cpu_hour", 0.04, 4.272},
                {"api memory", 213.6, "GiB_hour", 0.0045, 0.9612},
                {"workers cpu", 69.6, "cpu_hour", 0.04, 2.784},
                {"db instances", 48, "instance_hour", 0.52, 24.96},
                {"redis nodes", 144, "node_hour", 0.068, 9.792},
                {"load balancer", 24, "hour", 0.0225, 0.54},
                {"traffic between zones", 88.4, "GiB", 0.01, 0.884}};
  for (const CostItem& item : cost.items) cost.total += item.amount;
  cost.per_hour = cost.total / 24;
  cost.per_month = cost.per_hour * 730;
  cost.per_million_requests = cost.total / 124.3;
  result.cost = cost;
  result.diagnosis = {
      {"pool",
       "The pool is the bottleneck of the evening: raise default_pool_size from 60 to about 85, or "
       "shorten queries.",
       "97 % leased from 18:50 to 20:20, p95 wait 200 ms, while db/primary stays at 81 %"},
      {"api", "maxReplicas 16 holds the autoscaler back at the peak.",
       "desired 20 for 31 min; more pods alone would move the queue into the pool"},
      {"db", "A failover costs 42 s of writes: lower the detection time-out.",
       "22 % errors at 14:00, 42 s long"}};
  result.alerts = {{"latency_burn", "page", failover_s + 75, failover_s + 900,
                    "burn rate 14.4 over 1 h and 5 min"}};
}

inline void add_assumptions(Result& result) {
  result.assumptions = {
      {"/run/duration", "24", "h", false, "Simulated time of a replication, warm-up included."},
      {"/run/warm_up", "30", "min", false, "Left out of every figure."},
      {"/components/edge/algorithm", "least_conn", "", false, "How a backend is chosen."},
      {"/components/api/slots", "32", "", false, "Requests that a pod works on at once."},
      {"/components/api/start_up", "20", "s", false, "From scheduled to ready."},
      {"/components/api/resources/limits/cpu", "1", "cores", false, "CFS quota of a pod."},
      {"/components/api/autoscaler/sync_period", "15", "s", true,
       "How often the autoscaler looks."},
      {"/components/api/autoscaler/tolerance", "0.1", "", true,
       "Ratio within which it stays still."},
      {"/components/api/autoscaler/stabilization", "300", "s", true,
       "Scale-down takes the highest wish in it."},
      {"/components/pool/default_pool_size", "60", "", false, "Server connections."},
      {"/components/pool/query_wait_timeout", "120", "s", true, "Longest wait for a connection."},
      {"/components/db/max_connections", "200", "", false, "Backends of one instance."},
      {"/components/db/failover/detection", "30", "s", true, "Until the primary is declared dead."},
      {"/components/redis/masters", "3", "", false, "Shards."},
      {"/components/events/visibility_timeout", "30", "s", true,
       "Until an unacknowledged message comes back."}};
}

/// The whole example.
inline Result result() {
  Result made;
  made.tiersim_version = "0.1.0";
  made.tiersim_commit = "0123abc";
  made.scenario_name = "evening_peak";
  made.scenario_hash = "9f2c71d04be8";
  made.scenario_description =
      "A shop over one day: two autoscaled tiers, one pool, a failover at 14:00.";
  made.run = {.seed = 1,
              .replications = 5,
              .replications_asked = 5,
              .duration_s = day_s,
              .warm_up_s = 1800,
              .confidence_level = 0.95,
              .events = 6'412'884'120,
              .wall_s = 612.4,
              .events_per_s = 10'471'724,
              .cpu_s = 1204.1,
              .peak_rss_bytes = 312e6};
  made.objectives = {{"p95 < 250ms", "requests.all.latency_s.p95", "<", "s", 0.3121, 0.2987, 0.3255,
                      0.25, Verdict::Missed},
                     {"error_rate < 0.1%", "requests.all.error_rate", "<", "ratio", 0.000431,
                      0.00039, 0.000472, 0.001, Verdict::Met},
                     {"availability > 99.95%", "requests.all.availability", ">", "ratio", 0.999569,
                      0.99948, 0.99966, 0.9995, Verdict::Undecided},
                     {"checkout.p99 < 3s", "requests.classes.checkout.latency_s.p99", "<", "s",
                      1.482, 1.401, 1.563, 3, Verdict::Met}};
  made.verdict = overall_verdict(made.objectives);
  const TimeSummary all{0.0712, 0.0418, 0.0721, 0.1613, 0.3121, 0.8134, 4.92, 11.3};
  made.requests.all = requests(621'472'118, 0.00043, all);
  made.requests.classes["browse"] =
      requests(527'912'410, 0.00031, {0.0611, 0.0389, 0.0633, 0.1302, 0.2614, 0.6122, 4.11, 10.9});
  made.requests.classes["checkout"] =
      requests(93'559'708, 0.00111, {0.1281, 0.0834, 0.1402, 0.2911, 0.6017, 1.482, 6.31, 11.3});
  made.requests.workloads["partners"] = requests(70'401'338, 0.00038, all);
  made.requests.workloads["shoppers"] = requests(551'070'780, 0.00044, all);
  play_day(made);
  add_components(made);
  add_topology(made);
  add_cost_and_advice(made);
  add_assumptions(made);
  made.intervals = {{"requests.all.latency_s.p50", {0.0411, 0.0425}},
                    {"requests.all.latency_s.p95", {0.2987, 0.3255}},
                    {"requests.all.latency_s.p99", {0.771, 0.856}},
                    {"requests.all.error_rate", {0.00039, 0.000472}},
                    {"requests.all.throughput_per_s", {1466.1, 1471.9}}};
  made.per_replication = {
      {"requests.all.latency_s.p95", {0.301, 0.327, 0.309, 0.318, 0.3055}},
      {"requests.all.error_rate", {0.00044, 0.00041, 0.00047, 0.00039, 0.000445}},
      {"cost.per_month", {1343.2, 1345.1, 1344.6, 1344.0, 1346.9}}};
  made.invariants = {true, 0.0004, {}};
  made.theory = Theory{"M/M/c at the mean rate (pool, c = 60)",
                       {{"utilization", "ratio", 0.706, {0.702, 0.711}},
                        {"mean wait", "s", 0.00021, {0.0171, 0.0197}}}};
  return made;
}

}  // namespace tiersim::lab::example
