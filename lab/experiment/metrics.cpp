#include "lab/experiment/metrics.hpp"

#include <cmath>

namespace tiersim::lab {

namespace {

void put(std::map<std::string, double>& metrics, const std::string& name, double value) {
  if (std::isfinite(value)) metrics[name] = value;
}

void put_times(std::map<std::string, double>& metrics, const std::string& path,
               const TimeSummary& times) {
  put(metrics, path + ".mean", times.mean);
  put(metrics, path + ".p50", times.p50);
  put(metrics, path + ".p75", times.p75);
  put(metrics, path + ".p90", times.p90);
  put(metrics, path + ".p95", times.p95);
  put(metrics, path + ".p99", times.p99);
  put(metrics, path + ".p999", times.p999);
  put(metrics, path + ".max", times.max);
}

void put_tally(std::map<std::string, double>& metrics, const std::string& path,
               const RequestTally& tally, double seconds) {
  put(metrics, path + ".offered_per_s", static_cast<double>(tally.offered) / seconds);
  put(metrics, path + ".throughput_per_s", static_cast<double>(tally.completed) / seconds);
  put(metrics, path + ".goodput_per_s", static_cast<double>(tally.good) / seconds);
  const auto ended = static_cast<double>(tally.completed + tally.failed);
  if (ended > 0) {
    put(metrics, path + ".error_rate", static_cast<double>(tally.failed) / ended);
    put(metrics, path + ".availability", 1.0 - static_cast<double>(tally.failed) / ended);
  }
  put_times(metrics, path + ".latency_s", summary_of(tally.latency));
}

}  // namespace

TimeSummary summary_of(const LogHistogram& histogram) {
  if (histogram.count() == 0) return {};
  return {histogram.mean(),          histogram.quantile(0.50), histogram.quantile(0.75),
          histogram.quantile(0.90),  histogram.quantile(0.95), histogram.quantile(0.99),
          histogram.quantile(0.999), histogram.max()};
}

TallySet tally_set(const Replication& replication, const NameTables& names) {
  TallySet set;
  std::size_t index = 0;
  for (const std::string& workload : names.workloads) {
    for (const std::string& name : names.classes) {
      const RequestTally& tally = replication.tallies[index++];
      if (tally.offered == 0) continue;
      set.all.merge(tally);
      set.classes[name].merge(tally);
      set.workloads[workload].merge(tally);
    }
  }
  return set;
}

std::map<std::string, double> metrics_of(const Replication& replication, const NameTables& names,
                                         bool priced) {
  std::map<std::string, double> metrics;
  const double seconds = to_seconds(replication.measured);
  const TallySet set = tally_set(replication, names);
  put_tally(metrics, "requests.all", set.all, seconds);
  for (const auto& [name, tally] : set.classes)
    put_tally(metrics, "requests.classes." + name, tally, seconds);
  for (const auto& [name, tally] : set.workloads)
    put_tally(metrics, "requests.workloads." + name, tally, seconds);
  for (const ComponentOutcome& component : replication.components) {
    const std::string path = "components." + component.path;
    put(metrics, path + ".utilization", component.utilization);
    put(metrics, path + ".in_flight_mean", component.in_flight_mean);
    if (component.wait.count() > 0) {
      put(metrics, path + ".wait_s.mean", component.wait.mean());
      put(metrics, path + ".wait_s.p95", component.wait.quantile(0.95));
    }
    if (component.replicas) {
      put(metrics, path + ".replicas.mean", component.replicas->mean);
      put(metrics, path + ".replicas.max", component.replicas->max);
    }
  }
  if (priced) {
    double total = 0;
    for (const BillItem& item : replication.bill) total += item.amount;
    metrics["cost.total"] = total;
    metrics["cost.per_hour"] = total / (seconds / 3600.0);
    metrics["cost.per_month"] = metrics["cost.per_hour"] * 730.0;
    if (set.all.completed > 0)
      metrics["cost.per_million_requests"] = total / static_cast<double>(set.all.completed) * 1e6;
  }
  return metrics;
}

}  // namespace tiersim::lab
