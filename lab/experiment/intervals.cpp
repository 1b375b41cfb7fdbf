#include "lab/experiment/intervals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "lab/experiment/metrics.hpp"
#include "sim/statistics/interval.hpp"
#include "sim/statistics/pooled_quantile.hpp"

namespace tiersim::lab {

namespace {

using Replications = std::vector<const Replication*>;

constexpr std::array<std::pair<const char*, double>, 6> percentiles{
    {{"p50", 0.50}, {"p75", 0.75}, {"p90", 0.90}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}}};

/// Histograms of times by the path of their percentiles, one for each replication that has it.
using Histograms = std::map<std::string, std::vector<const LogHistogram*>>;

void add_tallies(const TallySet& set, Histograms& histograms) {
  const auto add = [&](const std::string& path, const RequestTally& tally) {
    histograms[path + ".latency_s."].push_back(&tally.latency);
  };
  add("requests.all", set.all);
  for (const auto& [name, tally] : set.classes) add("requests.classes." + name, tally);
  for (const auto& [name, tally] : set.workloads) add("requests.workloads." + name, tally);
}

/// Values of every metric by replication; what some of them lack is left out.
void gather_values(const Replications& replications, const NameTables& names, bool priced,
                   Result& result) {
  for (const Replication* replication : replications) {
    for (const auto& [name, value] : metrics_of(*replication, names, priced))
      result.per_replication[name].push_back(value);
  }
  std::erase_if(result.per_replication,
                [&](const auto& metric) { return metric.second.size() != replications.size(); });
}

/// A percentile of all requests is no mean of percentiles: it and its interval come from all
/// histograms together.
void pool_percentiles(const Histograms& histograms, std::map<std::string, double>& estimates,
                      Result& result) {
  for (const auto& [path, of_replications] : histograms) {
    const auto named = [&, &path = path](const auto& percentile) {
      return result.per_replication.contains(path + percentile.first);
    };
    if (std::none_of(percentiles.begin(), percentiles.end(), named)) continue;
    const PooledQuantiles pooled(of_replications);
    for (const auto& percentile : percentiles) {
      if (!named(percentile)) continue;
      const IntervalEstimate found =
          pooled.interval(percentile.second, result.run.confidence_level);
      estimates[path + percentile.first] = found.mean;
      if (of_replications.size() > 1)
        result.intervals[path + percentile.first] = {found.low, found.high};
    }
  }
}

void widen_flawless(const RequestSummary& summary, const std::string& path, Result& result) {
  const auto errors = result.intervals.find(path + ".error_rate");
  if (summary.failed > 0 || summary.completed == 0 || errors == result.intervals.end()) return;
  const double upper =
      -std::log(1.0 - result.run.confidence_level) / static_cast<double>(summary.completed);
  errors->second = {0.0, upper};
  result.intervals[path + ".availability"] = {1.0 - upper, 1.0};
}

}  // namespace

std::map<std::string, double> sum_metrics(const Replications& replications, const NameTables& names,
                                          bool priced, Result& result) {
  gather_values(replications, names, priced, result);
  std::map<std::string, double> estimates;
  for (const auto& [name, values] : result.per_replication) {
    const IntervalEstimate interval = student_interval(values, result.run.confidence_level);
    estimates[name] = interval.mean;
    if (values.size() < 2) continue;
    // No metric is negative and no share above 1; Student's interval does not know that.
    const bool share = name.ends_with(".error_rate") || name.ends_with(".availability");
    const double most = share ? 1.0 : std::numeric_limits<double>::infinity();
    result.intervals[name] = {std::max(interval.low, 0.0), std::min(interval.high, most)};
  }
  std::vector<TallySet> sets;  // holds what the histograms point to
  Histograms histograms;
  sets.reserve(replications.size());
  for (const Replication* replication : replications) {
    add_tallies(sets.emplace_back(tally_set(*replication, names)), histograms);
    for (const ComponentOutcome& component : replication->components)
      histograms["components." + component.path + ".wait_s."].push_back(&component.wait);
  }
  pool_percentiles(histograms, estimates, result);
  return estimates;
}

void widen_flawless(Result& result) {
  widen_flawless(result.requests.all, "requests.all", result);
  for (const auto& [name, summary] : result.requests.classes)
    widen_flawless(summary, "requests.classes." + name, result);
  for (const auto& [name, summary] : result.requests.workloads)
    widen_flawless(summary, "requests.workloads." + name, result);
}

}  // namespace tiersim::lab
