#include "lab/report/chart_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "lab/report/held_counts.hpp"
#include "lab/report/text_table.hpp"
#include "lab/result/json_text.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t points_max = 480;  // a point per two or three pixels of a wide screen
constexpr std::size_t lines_max = 8;     // as many tones as the eye tells apart
constexpr std::size_t scaled_max = 6;    // charts of replicas
constexpr std::size_t markers_max =
    750;  // of decisions, and again of faults and alerts: the page stays below 1 MB
constexpr std::size_t detail_max = 160;  // characters of a marker's text

struct Line {
  std::string label;
  std::string tone;  // a colour of report.css: --tone
  const std::vector<double>* values;
  Reduction reduction = Reduction::Mean;
  bool dash = false;
  bool fill = false;
};

struct Limit {
  std::string label;
  double value;
};

struct Chart {
  std::string title;
  std::string unit;
  std::string idle;  // what the legend says without a cursor: "mean" or "peak"
  bool step = false;
  std::vector<Line> lines;
  std::vector<Limit> limits;
  std::string scaled;  ///< the component whose count this is
};

class Charts {
 public:
  explicit Charts(const Result& result) : result_(result) {}

  std::vector<Chart> all() {
    rates();
    latencies();
    replicas();
    waits();
    errors();
    utilizations();
    return std::move(charts_);
  }

 private:
  const std::vector<double>* find(const std::string& component, const std::string& metric) const {
    for (const SeriesColumn& column : result_.series.columns) {
      if (column.component == component && column.metric == metric) return &column.values;
    }
    return nullptr;
  }

  void add(Chart& chart, const std::string& component, const std::string& metric, Line line) const {
    line.values = find(component, metric);
    if (line.values != nullptr) chart.lines.push_back(std::move(line));
  }

  /// A chart with something to see in it.
  void keep(Chart chart) {
    std::erase_if(chart.lines, [](const Line& line) {
      return std::none_of(line.values->begin(), line.values->end(),
                          [](double value) { return std::isfinite(value); });
    });
    if (!chart.lines.empty()) charts_.push_back(std::move(chart));
  }

  /// The objectives on a metric of all requests, as lines across its chart.
  void limit(Chart& chart, const std::string& metric) const {
    for (const Objective& objective : result_.objectives) {
      if (objective.metric == metric)
        chart.limits.push_back({objective.expression, objective.limit});
    }
  }

  void rates() {
    Chart chart{"Requests", "1/s", "mean", false, {}, {}, {}};
    add(chart, "requests", "offered_per_s",
        {"offered", "offered", nullptr, Reduction::Mean, true, false});
    add(chart, "requests", "completed_per_s",
        {"served", "served", nullptr, Reduction::Mean, false, true});
    keep(std::move(chart));
  }

  void latencies() {
    Chart chart{"Latency", "s", "peak", false, {}, {}, {}};
    for (const std::string quantile : {"p99", "p95", "p50"}) {
      add(chart, "requests", "latency_" + quantile + "_s",
          {quantile, quantile, nullptr, Reduction::Max, false, false});
      limit(chart, "requests.all.latency_s." + quantile);
    }
    keep(std::move(chart));
  }

  /// Deployments whose number of replicas changes, or is held; others tell nothing over time.
  void replicas() {
    for (const SeriesColumn& column : result_.series.columns) {
      if (column.metric != "replicas_desired" && column.metric != "replicas_ready") continue;
      const std::string title = "Replicas of " + column.component;
      const bool known = std::any_of(charts_.begin(), charts_.end(),
                                     [&](const Chart& c) { return c.title == title; });
      const auto [low, high] = std::minmax_element(column.values.begin(), column.values.end());
      const auto scaled =
          std::count_if(charts_.begin(), charts_.end(), [](const Chart& c) { return c.step; });
      if (known || column.values.empty() ||
          (*low == *high && held_stretches(result_, column.component).empty()) ||
          static_cast<std::size_t>(scaled) >= scaled_max)
        continue;
      Chart chart{title, "", "peak", true, {}, {}, column.component};
      add(chart, column.component, "replicas_ready",
          {"ready", "ready", nullptr, Reduction::Last, false, true});
      add(chart, column.component, "replicas_current",
          {"current", "current", nullptr, Reduction::Last, false, false});
      add(chart, column.component, "replicas_desired",
          {"desired", "desired", nullptr, Reduction::Last, true, false});
      keep(std::move(chart));
    }
  }

  /// One line per component that has the metric.
  Chart of_components(std::string title, std::string unit, std::string idle,
                      const std::vector<std::string>& metrics, Reduction reduction) const {
    Chart chart{std::move(title), std::move(unit), std::move(idle), false, {}, {}, {}};
    for (const SeriesColumn& column : result_.series.columns) {
      if (std::find(metrics.begin(), metrics.end(), column.metric) == metrics.end()) continue;
      const bool known = std::any_of(chart.lines.begin(), chart.lines.end(), [&](const Line& line) {
        return line.label == column.component;
      });
      if (known || chart.lines.size() == lines_max) continue;
      const std::string tone = fmt::format("c{}", chart.lines.size() + 1);
      chart.lines.push_back({column.component, tone, &column.values, reduction, false, false});
    }
    return chart;
  }

  void waits() {
    keep(of_components("Pool wait p95", "s", "peak", {"wait_p95_s"}, Reduction::Max));
  }

  void errors() {
    Chart chart{"Error rate", "ratio", "peak", false, {}, {}, {}};
    add(chart, "requests", "error_rate",
        {"errors", "failed", nullptr, Reduction::Max, false, true});
    limit(chart, "requests.all.error_rate");
    keep(std::move(chart));
  }

  void utilizations() {
    keep(of_components("Utilization", "ratio", "mean", {"cpu_utilization", "utilization"},
                       Reduction::Mean));
  }

  const Result& result_;
  std::vector<Chart> charts_;
};

/// Events in the groups that report.js draws alike.
std::string group_of(const std::string& event) {
  static constexpr std::array alerts{"alert"};
  static constexpr std::array faults{"fault", "heal", "kill", "crash", "oom",
                                     "fail",  "cut",  "slow", "evict", "lost"};
  const auto named = [&](const char* part) { return event.find(part) != std::string::npos; };
  if (event.starts_with("scale")) return event;
  if (std::any_of(alerts.begin(), alerts.end(), named)) return "alert";
  return std::any_of(faults.begin(), faults.end(), named) ? "fault" : "other";
}

/// Five digits are more than a chart can show, and a third of the bytes.
std::vector<double> rounded(std::vector<double> values) {
  for (double& value : values) {
    if (std::isfinite(value)) value = std::stod(fmt::format("{:.5g}", value));
  }
  return values;
}

void write_chart(JsonText& text, const Result& result, const Chart& chart) {
  text.begin_object();
  const auto member = [&](const char* name, const auto& value) {
    text.key(name);
    text.value(value);
  };
  member("title", std::string_view(chart.title));
  member("unit", std::string_view(chart.unit));
  member("idle", std::string_view(chart.idle));
  member("step", chart.step);
  text.key("lines");
  text.begin_array();
  for (const Line& line : chart.lines) {
    text.begin_object();
    member("label", std::string_view(line.label));
    member("tone", std::string_view(line.tone));
    member("dash", line.dash);
    member("fill", line.fill);
    member("values", rounded(reduced(*line.values, points_max, line.reduction)));
    text.end_object();
  }
  text.end_array();
  text.key("limits");
  text.begin_array();
  for (const Limit& limit : chart.limits) {
    text.begin_object();
    member("label", std::string_view(limit.label));
    member("value", limit.value);
    text.end_object();
  }
  text.end_array();
  write_held_counts(text, result, chart.scaled);
  text.end_object();
}

/// "</script>" and "<!--" inside a string would end the element: every "<" is written as its
/// escape.
std::string safe_in_script(std::string json) {
  for (auto at = json.find('<'); at != std::string::npos; at = json.find('<', at))
    json.replace(at, 1, "\\u003c");
  return json;
}

}  // namespace

std::vector<double> reduced(const std::vector<double>& values, std::size_t points,
                            Reduction reduction) {
  const std::size_t each = std::max<std::size_t>(1, (values.size() + points - 1) / points);
  if (each == 1) return values;
  std::vector<double> few;
  for (std::size_t begin = 0; begin < values.size(); begin += each) {
    double sum = 0;
    double largest = not_measured;
    double last = not_measured;
    std::size_t count = 0;
    for (std::size_t i = begin; i < std::min(begin + each, values.size()); ++i) {
      if (!std::isfinite(values[i])) continue;
      sum += values[i];
      largest = std::fmax(largest, values[i]);
      last = values[i];
      ++count;
    }
    const double mean = count > 0 ? sum / static_cast<double>(count) : not_measured;
    few.push_back(reduction == Reduction::Mean  ? mean
                  : reduction == Reduction::Max ? largest
                                                : last);
  }
  return few;
}

std::string chart_data(const Result& result) {
  const std::vector<double>& time = result.series.time_s;
  std::vector<double> axis;
  const std::size_t each = std::max<std::size_t>(1, (time.size() + points_max - 1) / points_max);
  for (std::size_t i = 0; i < time.size(); i += each) axis.push_back(time[i]);
  JsonText text;
  const auto member = [&](const char* name, const auto& value) {
    text.key(name);
    text.value(value);
  };
  text.begin_object();
  member("warm_up_s", result.run.warm_up_s);
  member("duration_s", result.run.duration_s);
  member("time_s", axis);
  text.key("charts");
  text.begin_array();
  for (const Chart& chart : Charts(result).all()) write_chart(text, result, chart);
  text.end_array();
  text.key("events");
  text.begin_array();
  std::size_t decisions = 0;
  std::size_t others = 0;
  for (const TimelineEvent& event : result.timeline) {
    const std::string group = group_of(event.event);
    if (++(group.starts_with("scale") ? decisions : others) > markers_max) continue;
    text.begin_object();
    member("time_s", event.time_s);
    member("group", std::string_view(group));
    member("component", std::string_view(event.component));
    member("event", std::string_view(event.event));
    member("detail", std::string_view(cut(event.detail, detail_max)));
    text.end_object();
  }
  text.end_array();
  text.end_object();
  return safe_in_script(text.take());
}

}  // namespace tiersim::lab
