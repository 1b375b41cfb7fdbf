#include "lab/report/sentences.hpp"

#include <algorithm>
#include <cmath>

#include "lab/report/format.hpp"

namespace tiersim::lab {
namespace {

std::string objectives_part(const Result& result) {
  const auto total = result.objectives.size();
  if (total == 0) return "No objectives are set";
  const auto count = [&](Verdict verdict) {
    return std::count_if(result.objectives.begin(), result.objectives.end(),
                         [&](const Objective& objective) { return objective.verdict == verdict; });
  };
  const auto met = count(Verdict::Met);
  std::string text = std::to_string(met) + " of " + std::to_string(total) + " objectives met";
  if (static_cast<std::size_t>(met) == total) {
    text = total == 1 ? "The objective is met"
                      : "All " + std::to_string(total) + " objectives are met";
  }
  for (const Objective& objective : result.objectives) {
    if (objective.verdict != Verdict::Missed) continue;
    return text + "; " + objective.expression + " is missed at " +
           format_value(objective.value, objective.unit);
  }
  for (const Objective& objective : result.objectives) {
    if (objective.verdict != Verdict::Undecided) continue;
    return text + "; " + objective.expression + " is undecided at " +
           format_value(objective.value, objective.unit);
  }
  return text;
}

}  // namespace

std::string one_sentence(const Result& result) {
  const RequestSummary& all = result.requests.all;
  std::string text = objectives_part(result) + ": " + format_value(all.throughput_per_s, "1/s") +
                     " served with " + format_percent(all.error_rate) + " errors, p50 " +
                     format_duration(all.latency_s.p50) + " and p99 " +
                     format_duration(all.latency_s.p99);
  if (result.cost)
    text += ", for " + format_money(result.cost->per_month, result.cost->currency) + " a month";
  return text + ".";
}

std::string run_line(const Result& result) {
  const Run& run = result.run;
  std::string text = std::to_string(run.replications) +
                     (run.replications == 1 ? " replication" : " replications") + " of " +
                     format_duration(run.duration_s) + ", seed " + std::to_string(run.seed);
  text += run.replications > 1 ? ", " + format_percent(run.confidence_level) + " intervals"
                               : ", no intervals";
  if (result.partial) {
    text +=
        "; interrupted, " + std::to_string(run.replications_asked) + " replications were asked for";
  }
  return text;
}

const char* verdict_sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::Met:
      return "✓";
    case Verdict::Missed:
      return "✗";
    case Verdict::Undecided:
      return "?";
    case Verdict::None:
      break;
  }
  return "–";
}

std::string replicas_text(const Component& component) {
  if (!component.replicas) return {};
  const ReplicaSummary& replicas = *component.replicas;
  if (replicas.min == replicas.max) return format_number(replicas.max);
  return format_number(replicas.min) + "–" + format_number(replicas.max) + " (mean " +
         format_number(replicas.mean) + ")";
}

std::vector<std::pair<std::string, std::uint64_t>> failures(const RequestSummary& requests) {
  std::vector<std::pair<std::string, std::uint64_t>> failed;
  for (const auto& [outcome, count] : requests.outcomes) {
    if (outcome != "ok" && count > 0) failed.emplace_back(outcome, count);
  }
  std::stable_sort(failed.begin(), failed.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return failed;
}

std::vector<std::string> by_utilization(const Result& result) {
  std::vector<std::string> paths;
  for (const auto& [path, component] : result.components) paths.push_back(path);
  std::stable_sort(paths.begin(), paths.end(), [&](const std::string& a, const std::string& b) {
    const double left = result.components.at(a).utilization;
    const double right = result.components.at(b).utilization;
    return std::isnan(right) ? !std::isnan(left) : left > right;
  });
  return paths;
}

}  // namespace tiersim::lab
