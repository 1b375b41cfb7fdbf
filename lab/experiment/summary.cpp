#include "lab/experiment/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "lab/experiment/advice.hpp"
#include "lab/experiment/decisions.hpp"
#include "lab/experiment/intervals.hpp"
#include "lab/experiment/metrics.hpp"
#include "lab/experiment/theory_rows.hpp"
#include "lab/experiment/topology_picture.hpp"
#include "lab/scenario/topology.hpp"
#include "sim/statistics/interval.hpp"

namespace tiersim::lab {

namespace {

using Chosen = std::vector<const Replication*>;

/// Whole replications if there are any, else those that were stopped.
Chosen choose(const std::vector<std::optional<Replication>>& replications) {
  Chosen whole;
  Chosen stopped;
  for (const auto& replication : replications) {
    if (replication) (replication->complete ? whole : stopped).push_back(&*replication);
  }
  return whole.empty() ? stopped : whole;
}

RequestSummary summary_of_tally(const RequestTally& tally, const std::string& path,
                                const Result& result) {
  RequestSummary summary;
  summary.offered = tally.offered;
  summary.completed = tally.completed;
  summary.failed = tally.failed;
  summary.in_flight = tally.in_flight();
  const auto mean = [&](const std::string& metric) {
    const auto values = result.per_replication.find(path + metric);
    return values == result.per_replication.end() ? not_measured
                                                  : student_interval(values->second, 0.95).mean;
  };
  summary.throughput_per_s = mean(".throughput_per_s");
  summary.goodput_per_s = mean(".goodput_per_s");
  const auto ended = static_cast<double>(tally.completed + tally.failed);
  if (ended > 0) {
    summary.error_rate = static_cast<double>(tally.failed) / ended;
    summary.availability = 1.0 - summary.error_rate;
  }
  for (std::size_t i = 0; i < outcome_kinds; ++i) {
    if (tally.outcomes[i] > 0) summary.outcomes.emplace(outcome_names[i], tally.outcomes[i]);
  }
  summary.latency_s = summary_of(tally.latency);
  return summary;
}

void sum_requests(const Chosen& replications, const NameTables& names, Result& result) {
  TallySet sum;
  for (const Replication* replication : replications) {
    const TallySet set = tally_set(*replication, names);
    sum.all.merge(set.all);
    for (const auto& [name, tally] : set.classes) sum.classes[name].merge(tally);
    for (const auto& [name, tally] : set.workloads) sum.workloads[name].merge(tally);
  }
  result.requests.all = summary_of_tally(sum.all, "requests.all", result);
  for (const auto& [name, tally] : sum.classes) {
    result.requests.classes[name] = summary_of_tally(tally, "requests.classes." + name, result);
  }
  for (const auto& [name, tally] : sum.workloads) {
    result.requests.workloads[name] = summary_of_tally(tally, "requests.workloads." + name, result);
  }
}

Component sum_component(const std::string& path, const Chosen& replications) {
  Component sum;
  LogHistogram wait;
  LogHistogram service;
  double utilization = 0;
  double in_flight = 0;
  double error = 0;
  double count = 0;
  ReplicaSummary replicas{0, 0, 0, 0};
  bool has_replicas = false;
  for (const Replication* replication : replications) {
    const auto found = std::find_if(replication->components.begin(), replication->components.end(),
                                    [&path](const ComponentOutcome& c) { return c.path == path; });
    if (found == replication->components.end()) continue;
    count += 1;
    sum.kind = found->kind;
    sum.zone = found->zone;
    utilization += found->utilization;
    in_flight += found->in_flight_mean;
    error = std::max(error, found->littles_law_error);
    wait.merge(found->wait);
    service.merge(found->service);
    for (const auto& [name, value] : found->counters) sum.counters[name] += value;
    if (found->replicas) {
      has_replicas = true;
      replicas.mean += found->replicas->mean;
      replicas.min += found->replicas->min;
      replicas.max += found->replicas->max;
      replicas.end += found->replicas->end;
    }
  }
  sum.utilization = utilization / count;
  sum.in_flight_mean = in_flight / count;
  sum.littles_law_error = error;
  sum.wait_s = summary_of(wait);
  sum.service_s = summary_of(service);
  if (has_replicas) {
    sum.replicas = ReplicaSummary{replicas.mean / count, replicas.min / count, replicas.max / count,
                                  replicas.end / count};
  }
  return sum;
}

void sum_components(const Chosen& replications, Result& result) {
  for (const Replication* replication : replications) {
    for (const ComponentOutcome& component : replication->components) {
      if (!result.components.contains(component.path)) {
        result.components.emplace(component.path, sum_component(component.path, replications));
      }
    }
  }
}

void sum_breakdown(const Chosen& replications, const NameTables& names, Result& result) {
  Ledger sum = *replications.front()->ledger;
  for (std::size_t i = 1; i < replications.size(); ++i) sum.merge(*replications[i]->ledger);
  const std::vector<Ledger::Split> all = sum.split(1.0);
  const std::vector<Ledger::Split> slowest = sum.split(0.01);
  for (std::size_t i = 0; i < names.columns.size(); ++i) {
    const bool is_network = i + 1 == names.columns.size();
    if (is_network && all[i].service_s == 0) continue;
    result.breakdown.push_back({names.columns[i], all[i].wait_s, all[i].service_s,
                                slowest[i].wait_s, slowest[i].service_s});
  }
}

void sum_series(const Scenario& scenario, const Chosen& replications, Result& result) {
  std::size_t length = 0;
  for (const Replication* replication : replications) {
    for (const SampledColumn& column : replication->series)
      length = std::max(length, column.values.size());
  }
  const Duration step = scenario.run.sampling();
  for (std::size_t i = 0; i < length; ++i)
    result.series.time_s.push_back(to_seconds(step * static_cast<std::int64_t>(i)));
  std::map<std::pair<std::string, std::string>, std::pair<std::vector<double>, std::vector<double>>>
      sums;
  for (const Replication* replication : replications) {
    for (const SampledColumn& column : replication->series) {
      auto& [total, count] = sums[{column.component, column.metric}];
      total.resize(length, 0.0);
      count.resize(length, 0.0);
      for (std::size_t i = 0; i < column.values.size(); ++i) {
        if (std::isnan(column.values[i])) continue;
        total[i] += column.values[i];
        count[i] += 1;
      }
    }
  }
  for (auto& [key, values] : sums) {
    auto& [total, count] = values;
    for (std::size_t i = 0; i < length; ++i)
      total[i] = count[i] > 0 ? total[i] / count[i] : not_measured;
    result.series.columns.push_back({key.first, key.second, std::move(total)});
  }
}

void sum_cost(const Scenario& scenario, const Chosen& replications, Result& result) {
  if (!scenario.prices) return;
  Cost cost;
  cost.currency = scenario.prices->currency;
  cost.as_of = scenario.prices->as_of;
  const auto n = static_cast<double>(replications.size());
  for (const Replication* replication : replications) {
    for (const BillItem& item : replication->bill) {
      auto line = std::find_if(cost.items.begin(), cost.items.end(),
                               [&](const CostItem& c) { return c.name == item.name; });
      if (line == cost.items.end())
        line = cost.items.insert(cost.items.end(), {item.name, 0, item.unit, item.price, 0});
      line->quantity += item.quantity / n;
      line->amount += item.amount / n;
    }
  }
  const auto mean = [&](const char* metric) {
    const auto values = result.per_replication.find(metric);
    return values == result.per_replication.end() ? not_measured
                                                  : student_interval(values->second, 0.95).mean;
  };
  cost.total = mean("cost.total");
  cost.per_hour = mean("cost.per_hour");
  cost.per_month = mean("cost.per_month");
  cost.per_million_requests = mean("cost.per_million_requests");
  result.cost = std::move(cost);
}

void judge_objectives(const Scenario& scenario, const std::map<std::string, double>& estimates,
                      Result& result) {
  for (const ObjectiveSpec& spec : scenario.objectives) {
    Objective objective;
    objective.expression = spec.expression;
    objective.metric = spec.result_field();
    objective.relation = spec.relation;
    objective.unit = spec.unit;
    objective.limit = spec.limit;
    const auto estimate = estimates.find(objective.metric);
    if (estimate != estimates.end()) {
      objective.value = estimate->second;
      const auto interval = result.intervals.find(objective.metric);
      if (interval != result.intervals.end()) {
        objective.low = interval->second.low;
        objective.high = interval->second.high;
      }
    }
    objective.verdict = judge(objective);
    result.objectives.push_back(std::move(objective));
  }
  result.verdict = overall_verdict(result.objectives);
}

void check_invariants(const Chosen& replications, Result& result) {
  Invariants& invariants = result.invariants;
  invariants.littles_law_error = 0;
  for (std::size_t i = 0; i < replications.size(); ++i) {
    for (const ComponentOutcome& component : replications[i]->components) {
      invariants.littles_law_error =
          std::max(invariants.littles_law_error, component.littles_law_error);
      if (!component.conserved) {
        invariants.conservation = false;
        invariants.details.push_back(fmt::format("replication {}, {}: {} does not hold", i,
                                                 component.path, component.balance));
      }
      if (!component.littles_law_holds) {
        invariants.conservation = false;
        invariants.details.push_back(
            fmt::format("replication {}, {}: L = λW does not hold even with the visits that cross "
                        "the ends (error {:.3g})",
                        i, component.path, component.littles_law_error));
      }
    }
  }
}

void tell_timeline(const Replication& first, Result& result) {
  for (const JournalEntry& entry : first.journal) {
    result.timeline.push_back({to_seconds(entry.at), entry.component, entry.event, entry.detail});
  }
  if (first.journal_left_out > 0) {
    result.timeline.push_back({result.run.duration_s, "", "left_out",
                               fmt::format("{} further events", first.journal_left_out)});
  }
}

}  // namespace

Result sum_up(const Scenario& scenario, const Traces& traces, const NameTables& names,
              const std::vector<std::optional<Replication>>& replications,
              double confidence_level) {
  Result result;
  result.scenario_name = scenario.name;
  result.scenario_hash = scenario.hash;
  result.scenario_description = scenario.description;
  result.run.confidence_level = confidence_level;
  result.run.duration_s = to_seconds(scenario.run.duration);
  result.run.warm_up_s = to_seconds(scenario.run.warm_up);
  for (const AssumedValue& assumed : scenario.assumptions) {
    result.assumptions.push_back(
        {assumed.pointer, assumed.value, assumed.unit, assumed.is_default, assumed.help});
  }
  const Chosen chosen = choose(replications);
  result.run.replications = chosen.size();
  if (chosen.empty()) return result;
  result.partial = !chosen.front()->complete;
  for (const Replication* replication : chosen) result.run.events += replication->events;
  const auto estimates = sum_metrics(chosen, names, scenario.prices.has_value(), result);
  sum_requests(chosen, names, result);
  widen_flawless(result);
  sum_components(chosen, result);
  sum_breakdown(chosen, names, result);
  sum_series(scenario, chosen, result);
  sum_cost(scenario, chosen, result);
  judge_objectives(scenario, estimates, result);
  check_invariants(chosen, result);
  tell_timeline(*chosen.front(), result);
  tell_decisions(*chosen.front(), result);
  result.topology = draw_topology(scenario, traces, result);
  result.theory = theory_of(scenario, result);
  result.diagnosis = advise(scenario, result);
  return result;
}

}  // namespace tiersim::lab
