// The upper part of the HTML report: verdict, figures, advice, the house.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/html_sections.hpp"
#include "lab/report/html_table.hpp"
#include "lab/report/markup.hpp"
#include "lab/report/sentences.hpp"
#include "lab/report/topology_svg.hpp"

namespace tiersim::lab {
namespace {

std::string currency_of(const Result& result) {
  return result.cost ? result.cost->currency : std::string();
}

/// The scale of an interval picture: value, interval and limit with room around them.
struct Scale {
  double from;
  double to;

  double percent(double value) const {
    return std::clamp(100 * (value - from) / (to - from), 0.0, 100.0);
  }
};

Scale scale_of(const Objective& objective) {
  double from = std::fmin(objective.limit, objective.value);
  double to = std::fmax(objective.limit, objective.value);
  from = std::fmin(from, objective.low);
  to = std::fmax(to, objective.high);
  const double room = to > from ? 0.22 * (to - from) : std::fmax(std::abs(to), 1e-9);
  return {from - room, to + room};
}

/// The interval as a bar, the value as a dot, the limit as a line; the side that meets the
/// objective is tinted.
std::string interval_picture(const Objective& objective) {
  if (!std::isfinite(objective.value) || !std::isfinite(objective.limit)) return {};
  const Scale scale = scale_of(objective);
  const double limit = scale.percent(objective.limit);
  const bool below = objective.relation.starts_with("<");
  std::string text = "<div class=\"gauge\" aria-hidden=\"true\">";
  text += fmt::format("<i class=\"good\" style=\"left:{:.2f}%;width:{:.2f}%\"></i>",
                      below ? 0 : limit, below ? limit : 100 - limit);
  if (std::isfinite(objective.low) && std::isfinite(objective.high)) {
    const double low = scale.percent(objective.low);
    text += fmt::format("<i class=\"range\" style=\"left:{:.2f}%;width:{:.2f}%\"></i>", low,
                        std::max(scale.percent(objective.high) - low, 0.6));
  }
  text +=
      fmt::format("<i class=\"dot\" style=\"left:{:.2f}%\"></i>", scale.percent(objective.value));
  text += fmt::format("<i class=\"limit\" style=\"left:{:.2f}%\"></i>", limit);
  const char* side = limit > 80 ? "end" : limit < 20 ? "start" : "middle";
  return text + fmt::format("<span class=\"at {}\" style=\"left:{:.2f}%\">limit {}</span></div>",
                            side, limit, escaped(format_value(objective.limit, objective.unit)));
}

std::string card(const Result& result, const Objective& objective) {
  const std::string currency = currency_of(result);
  const std::string interval =
      format_interval(objective.low, objective.high, objective.unit, currency);
  const std::string verdict = to_string(objective.verdict);
  return "<article class=\"card " + verdict + "\"><header><span class=\"mark\">" +
         verdict_sign(objective.verdict) + "</span> <span class=\"verdict\">" + verdict +
         "</span><code>" + escaped(objective.expression) + "</code></header><p class=\"value\">" +
         escaped(format_value(objective.value, objective.unit, currency)) + "<small>" +
         escaped(interval.empty() ? "no interval" : interval) + "</small></p>" +
         interval_picture(objective) + "</article>\n";
}

std::string figure(const std::string& name, const std::string& value, const std::string& remark) {
  return "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) +
         (remark.empty() ? "" : "<small>" + escaped(remark) + "</small>") + "</dd></div>\n";
}

std::string interval_of(const Result& result, const std::string& metric, const std::string& unit) {
  const auto found = result.intervals.find(metric);
  return found == result.intervals.end()
             ? ""
             : format_interval(found->second.low, found->second.high, unit);
}

}  // namespace

std::string html_header(const Result& result) {
  std::string text = "<header class=\"page\"><div><p class=\"over\">tiersim · " +
                     escaped(run_line(result)) + "</p><h1>" + escaped(result.scenario_name);
  if (result.verdict != Verdict::None) {
    const std::string verdict = to_string(result.verdict);
    text += " <span class=\"badge " + verdict + "\">" + verdict + "</span>";
  }
  if (result.partial) text += " <span class=\"badge undecided\">interrupted</span>";
  text += "</h1>";
  if (!result.scenario_description.empty()) {
    text += "<p class=\"about\">" + escaped(result.scenario_description) + "</p>";
  }
  text += "<p class=\"sentence\">" + escaped(unbroken(one_sentence(result))) + "</p></div>";
  return text +
         "<button type=\"button\" id=\"theme\" aria-label=\"Switch between light and dark\" "
         "title=\"Light or dark\"><svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\"><circle "
         "cx=\"8\" cy=\"8\" "
         "r=\"6.5\" fill=\"none\" stroke=\"currentColor\"/><path d=\"M8 1.5a6.5 6.5 0 0 1 0 13z\" "
         "fill=\"currentColor\"/></svg></button></header>\n";
}

std::string html_objectives(const Result& result) {
  std::string text;
  if (!result.invariants.conservation || !result.invariants.details.empty()) {
    std::string details;
    for (const std::string& detail : result.invariants.details) details += " " + detail + ".";
    text +=
        "<p class=\"breach\">A bug in tiersim: requests are not conserved, the figures are not to "
        "be trusted." +
        escaped(details) + "</p>\n";
  }
  if (result.objectives.empty()) return text;
  text += "<section class=\"cards\" aria-label=\"Objectives\">\n";
  for (const Objective& objective : result.objectives) text += card(result, objective);
  return text + "</section>\n";
}

std::string html_figures(const Result& result) {
  const RequestSummary& all = result.requests.all;
  const TimeSummary& latency = all.latency_s;
  const auto interval = [&](const std::string& metric, const std::string& unit) {
    return interval_of(result, "requests.all." + metric, unit);
  };
  std::string text = "<dl class=\"figures\">\n";
  text += figure("Served", format_value(all.throughput_per_s, "1/s"),
                 interval("throughput_per_s", "1/s"));
  text += figure("Errors", format_percent(all.error_rate), interval("error_rate", "ratio"));
  text += figure("Latency p50", format_duration(latency.p50), interval("latency_s.p50", "s"));
  text += figure("Latency p95", format_duration(latency.p95), interval("latency_s.p95", "s"));
  text += figure("Latency p99", format_duration(latency.p99), interval("latency_s.p99", "s"));
  if (result.cost) {
    text += figure("Cost a month", format_money(result.cost->per_month, result.cost->currency),
                   format_money(result.cost->per_million_requests, result.cost->currency) +
                       " a million requests");
  }
  return text + "</dl>\n";
}

std::string html_advice(const Result& result) {
  if (result.diagnosis.empty()) return {};
  std::string text = "<ol class=\"advice\">\n";
  for (const Advice& advice : result.diagnosis) {
    text += "<li>" +
            (advice.component.empty() ? "" : "<code>" + escaped(advice.component) + "</code> ") +
            "<strong>" + escaped(advice.summary) + "</strong>";
    if (!advice.evidence.empty()) text += " <span>" + escaped(advice.evidence) + "</span>";
    text += "</li>\n";
  }
  return html_section("panel", "What to do", "most useful first, with the measurement behind it",
                      text + "</ol>\n");
}

std::string html_topology(const Result& result) {
  const std::string picture = topology_svg(result.topology);
  if (picture.empty()) return {};
  return html_section("panel", "Topology",
                      "calls per second at the peak, busy share, mean replicas",
                      "<div class=\"scroll\">" + picture + "</div>\n");
}

std::string html_charts(const Result& result) {
  if (result.series.time_s.size() < 2) return {};  // an instant alone makes no line
  return html_section("panel charts", "Over time",
                      "drag to zoom, double-click to see all; dashed red: faults",
                      "<div id=\"charts\"><noscript>The charts need JavaScript; every other figure "
                      "does not.</noscript>"
                      "</div>\n");
}

}  // namespace tiersim::lab
