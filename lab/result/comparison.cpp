#include "lab/result/comparison.hpp"

#include <numeric>

#include "lab/result/json_text.hpp"
#include "lab/result/metric.hpp"
#include "sim/statistics/interval.hpp"

namespace tiersim::lab {
namespace {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Change judged(const Difference& row, bool known_exactly) {
  if (row.difference == 0 && known_exactly) return Change::Same;
  if (!(row.low > 0 || row.high < 0)) return Change::Undecided;
  const Direction direction = metric_direction(row.metric);
  if (direction == Direction::Neither) return Change::Differs;
  return (row.difference < 0) == (direction == Direction::LowerIsBetter) ? Change::Better
                                                                         : Change::Worse;
}

Difference compared(const std::string& metric, const std::vector<double>& base,
                    const std::vector<double>& variant, bool paired, double level) {
  Difference row;
  row.metric = metric;
  row.unit = metric_unit(metric);
  row.base = mean(base);
  row.variant = mean(variant);
  row.difference = row.variant - row.base;
  if (base.size() > 1 && variant.size() > 1) {
    const IntervalEstimate interval =
        paired ? paired_interval(base, variant, level) : welch_interval(base, variant, level);
    row.low = interval.low;
    row.high = interval.high;
  }
  row.change = judged(row, base == variant);
  return row;
}

/// What is compared when nothing else is asked for: the requests as a whole and the bill.
std::vector<std::string> usual_metrics(const Result& base) {
  static const std::vector<std::string> usual{
      "requests.all.latency_s.mean", "requests.all.latency_s.p50",
      "requests.all.latency_s.p95",  "requests.all.latency_s.p99",
      "requests.all.error_rate",     "requests.all.throughput_per_s",
      "requests.all.goodput_per_s",  "cost.per_month",
      "cost.per_million_requests"};
  std::vector<std::string> metrics;
  for (const std::string& metric : usual) {
    if (base.per_replication.contains(metric)) metrics.push_back(metric);
  }
  return metrics;
}

ComparedVariant compared(const Result& base, const Result& variant,
                         const std::vector<std::string>& metrics) {
  ComparedVariant result;
  result.name = variant.scenario_name;
  result.hash = variant.scenario_hash;
  result.verdict = variant.verdict;
  result.paired =
      base.run.seed == variant.run.seed && base.run.replications == variant.run.replications;
  for (const std::string& metric : metrics) {
    const auto left = base.per_replication.find(metric);
    const auto right = variant.per_replication.find(metric);
    if (left == base.per_replication.end() || right == variant.per_replication.end()) continue;
    if (left->second.empty() || right->second.empty()) continue;
    const bool twins = result.paired && left->second.size() == right->second.size();
    result.differences.push_back(
        compared(metric, left->second, right->second, twins, base.run.confidence_level));
  }
  return result;
}

}  // namespace

Comparison compare(const Result& base, const std::vector<Result>& variants,
                   const std::vector<std::string>& metrics) {
  Comparison comparison;
  comparison.base_name = base.scenario_name;
  comparison.base_hash = base.scenario_hash;
  comparison.base_verdict = base.verdict;
  comparison.confidence_level = base.run.confidence_level;
  if (base.cost) comparison.currency = base.cost->currency;
  const std::vector<std::string> asked = metrics.empty() ? usual_metrics(base) : metrics;
  for (const Result& variant : variants)
    comparison.variants.push_back(compared(base, variant, asked));
  return comparison;
}

std::string to_json(const Comparison& comparison) {
  JsonText text;
  const auto member = [&](const char* name, const auto& value) {
    text.key(name);
    text.value(value);
  };
  text.begin_object();
  text.key("base");
  text.begin_object();
  member("name", std::string_view(comparison.base_name));
  member("hash", std::string_view(comparison.base_hash));
  member("verdict", std::string_view(to_string(comparison.base_verdict)));
  text.end_object();
  member("confidence_level", comparison.confidence_level);
  member("currency", std::string_view(comparison.currency));
  text.key("variants");
  text.begin_array();
  for (const ComparedVariant& variant : comparison.variants) {
    text.begin_object();
    member("name", std::string_view(variant.name));
    member("hash", std::string_view(variant.hash));
    member("verdict", std::string_view(to_string(variant.verdict)));
    member("paired", variant.paired);
    text.key("differences");
    text.begin_array();
    for (const Difference& row : variant.differences) {
      text.begin_object();
      member("metric", std::string_view(row.metric));
      member("unit", std::string_view(row.unit));
      member("base", row.base);
      member("variant", row.variant);
      member("difference", row.difference);
      member("low", row.low);
      member("high", row.high);
      member("change", std::string_view(to_string(row.change)));
      text.end_object();
    }
    text.end_array();
    text.end_object();
  }
  text.end_array();
  text.end_object();
  return text.take();
}

std::string to_string(Change change) {
  switch (change) {
    case Change::Better:
      return "better";
    case Change::Worse:
      return "worse";
    case Change::Differs:
      return "differs";
    case Change::Same:
      return "same";
    case Change::Undecided:
      break;
  }
  return "undecided";
}

}  // namespace tiersim::lab
