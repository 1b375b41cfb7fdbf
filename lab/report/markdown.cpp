#include "lab/report/markdown.hpp"

#include "lab/report/format.hpp"
#include "lab/report/sentences.hpp"
#include "lab/result/metric.hpp"

namespace tiersim::lab {
namespace {

/// Text inside a table cell: bars and the signs that would start markup are escaped.
std::string plain(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[' || c == '\\')
      safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += cell.empty() ? " |" : " " + cell + " |";
  return line + "\n";
}

std::string request_row(const std::string& name, const RequestSummary& requests) {
  const TimeSummary& latency = requests.latency_s;
  return row({plain(name), format_value(requests.throughput_per_s, "1/s"),
              format_percent(requests.error_rate), format_duration(latency.p50),
              format_duration(latency.p95), format_duration(latency.p99)});
}

}  // namespace

std::string markdown_summary(const Result& result) {
  const std::string currency = result.cost ? result.cost->currency : "";
  std::string text =
      "### " + std::string(verdict_sign(result.verdict)) + " " + plain(result.scenario_name) +
      ": " + (result.verdict == Verdict::None ? "no objectives" : to_string(result.verdict)) +
      "\n\n" + plain(one_sentence(result)) + "\n";
  if (!result.objectives.empty()) {
    text += "\n| | Objective | Value | Interval |\n|---|---|---:|---|\n";
    for (const Objective& objective : result.objectives) {
      text +=
          row({std::string(verdict_sign(objective.verdict)) + " " + to_string(objective.verdict),
               plain(objective.expression), format_value(objective.value, objective.unit, currency),
               plain(format_interval(objective.low, objective.high, objective.unit, currency))});
    }
  }
  text += "\n| Requests | Served | Errors | p50 | p95 | p99 |\n|---|---:|---:|---:|---:|---:|\n";
  text += request_row("all", result.requests.all);
  if (result.requests.classes.size() > 1) {
    for (const auto& [name, requests] : result.requests.classes)
      text += request_row(name, requests);
  }
  if (!result.diagnosis.empty()) {
    text += "\n";
    for (const Advice& advice : result.diagnosis) {
      const std::string evidence =
          advice.evidence.empty() ? "" : " (" + plain(advice.evidence) + ")";
      text += "- " + plain(advice.summary) + evidence + "\n";
    }
  }
  return text + "\n<sub>tiersim " + plain(result.tiersim_version) + ", " + plain(run_line(result)) +
         ", scenario " + plain(result.scenario_hash) + "</sub>\n";
}

std::string markdown_comparison(const Comparison& comparison) {
  std::string text;
  for (const ComparedVariant& variant : comparison.variants) {
    if (!text.empty()) text += "\n";
    text += "### " + plain(variant.name) + " against " + plain(comparison.base_name) + "\n\n";
    text += "| Metric | Base | Variant | Difference | " +
            format_percent(comparison.confidence_level) +
            " interval | |\n|---|---:|---:|---:|---|---|\n";
    for (const Difference& one : variant.differences) {
      text += row({plain(metric_label(one.metric)),
                   format_value(one.base, one.unit, comparison.currency),
                   format_value(one.variant, one.unit, comparison.currency),
                   (one.difference > 0 ? "+" : "") +
                       format_value(one.difference, one.unit, comparison.currency),
                   plain(format_interval(one.low, one.high, one.unit, comparison.currency)),
                   to_string(one.change)});
    }
  }
  return text;
}

}  // namespace tiersim::lab
