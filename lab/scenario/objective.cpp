#include <array>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/value_scan.hpp"
#include "lab/scenario/values.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

struct MetricName {
  std::string_view name;
  std::string_view unit;
  std::string_view field;  ///< Below requests.<scope> in result.json.
};

constexpr std::array metric_names{MetricName{"p50", "s", "latency_s.p50"},
                                  MetricName{"p75", "s", "latency_s.p75"},
                                  MetricName{"p90", "s", "latency_s.p90"},
                                  MetricName{"p95", "s", "latency_s.p95"},
                                  MetricName{"p99", "s", "latency_s.p99"},
                                  MetricName{"p999", "s", "latency_s.p999"},
                                  MetricName{"mean", "s", "latency_s.mean"},
                                  MetricName{"max", "s", "latency_s.max"},
                                  MetricName{"error_rate", "ratio", "error_rate"},
                                  MetricName{"availability", "ratio", "availability"},
                                  MetricName{"throughput", "1/s", "throughput_per_s"},
                                  MetricName{"goodput", "1/s", "goodput_per_s"}};

const MetricName* find_metric(std::string_view name) {
  if (name == "p99.9") name = "p999";
  for (const MetricName& metric : metric_names) {
    if (metric.name == name) return &metric;
  }
  return nullptr;
}

std::vector<std::string> all_metric_names() {
  std::vector<std::string> names;
  for (const MetricName& metric : metric_names) names.emplace_back(metric.name);
  return names;
}

/// "order.p95 latency" is scope "order" and metric "p95"; the word latency may stand on either side
/// or be left out.
struct Subject {
  std::string scope;
  std::string metric;
};

Subject split_subject(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with(" latency")) text = trimmed(text.substr(0, text.size() - 8));
  Subject subject;
  if (text.starts_with("latency ")) text = trimmed(text.substr(8));
  // The last dot parts scope and metric, except the one in "p99.9".
  const std::size_t search_end = text.ends_with("p99.9") ? text.size() - 5 : text.size();
  const std::size_t dot = text.substr(0, search_end).rfind('.');
  if (dot != std::string_view::npos) {
    subject.scope = trimmed(text.substr(0, dot));
    text = trimmed(text.substr(dot + 1));
    if (text.starts_with("latency ")) text = trimmed(text.substr(8));
  }
  subject.metric = text;
  return subject;
}

/// The limit in the metric's base unit.
Parsed<double> parse_limit(const MetricName& metric, std::string_view text) {
  if (metric.unit == "s") {
    const Parsed<Duration> limit = parse_duration(text);
    if (!limit) return limit.complaint();
    return to_seconds(*limit);
  }
  if (metric.unit == "1/s") {
    const Parsed<Rate> limit = parse_rate(text);
    if (!limit) return limit.complaint();
    return limit->per_s;
  }
  const Parsed<Ratio> limit = parse_ratio(text);
  if (!limit) return limit.complaint();
  if (limit->value < 0 || limit->value > 1) {
    const bool forgot_percent = limit->value > 1 && limit->value <= 100;
    return Complaint{"is not between 0% and 100%: " + quote(text),
                     forgot_percent ? "did you mean \"" + std::string(text) + "%\"?"
                                    : "write \"99.9%\" or 0.999"};
  }
  return limit->value;
}

}  // namespace

std::string ObjectiveSpec::result_field() const {
  const MetricName* found = find_metric(metric);
  const std::string field = found == nullptr ? metric : std::string(found->field);
  switch (scope) {
    case Scope::Class:
      return "requests.classes." + scope_name + "." + field;
    case Scope::Workload:
      return "requests.workloads." + scope_name + "." + field;
    case Scope::All:
      break;
  }
  return "requests.all." + field;
}

Parsed<ObjectiveSpec> parse_objective(std::string_view text) {
  constexpr std::string_view example =
      "write \"p95 < 500ms\", \"order.p99 < 1s\" or \"error_rate < 0.1%\"";
  const std::size_t at = text.find_first_of("<>");
  if (at == std::string_view::npos) return Complaint{"compares nothing", std::string(example)};
  const bool or_equal = at + 1 < text.size() && text[at + 1] == '=';
  ObjectiveSpec objective;
  objective.expression = trimmed(text);
  objective.relation = std::string(1, text[at]) + (or_equal ? "=" : "");
  const Subject subject = split_subject(text.substr(0, at));
  const std::string_view limit_text = trimmed(text.substr(at + (or_equal ? 2 : 1)));
  const MetricName* metric = find_metric(subject.metric);
  if (metric == nullptr) {
    const std::vector<std::string> names = all_metric_names();
    const std::string hint = did_you_mean(subject.metric, names);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return Complaint{"measures nothing called " + quote(subject.metric),
                     hint + (hint.empty() ? "" : " ") + "metrics: " + all};
  }
  if (limit_text.empty()) return Complaint{"has no limit", std::string(example)};
  const Parsed<double> limit = parse_limit(*metric, limit_text);
  if (!limit)
    return Complaint{"has a limit that " + limit.complaint().message, limit.complaint().cure};
  objective.scope_name = subject.scope;
  objective.metric = metric->name;
  objective.unit = metric->unit;
  objective.limit = *limit;
  return objective;
}

}  // namespace tiersim::lab
