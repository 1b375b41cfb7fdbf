// The lower part of the HTML report: where the time goes, tables, provenance.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/html_sections.hpp"
#include "lab/report/html_table.hpp"
#include "lab/report/markup.hpp"
#include "lab/report/sentences.hpp"
#include "lab/report/text_table.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t events_shown = 200;  // more rows are read in timeline.csv

std::string code(const std::string& text) {
  return "<code>" + escaped(text) + "</code>";
}

std::string duration(double seconds) {
  return escaped(format_duration(seconds));
}

/// A share of a table's largest number as a bar behind it.
std::string bar(double share, const std::string& css_class) {
  return fmt::format("<i class=\"bar {}\"><b style=\"width:{:.1f}%\"></b></i>", css_class,
                     100 * (std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0));
}

std::string tier_bar(double wait_s, double service_s, double most) {
  const double scale = most > 0 ? 1 / most : 0;
  const auto part = [&](const char* css_class, double seconds) {
    return fmt::format("<i class=\"{}\" style=\"--share:{:.4f}\"></i>", css_class, scale * seconds);
  };
  return "<div class=\"stack\">" + part("wait", wait_s) + part("service", service_s) + "<span>" +
         escaped(format_duration(wait_s + service_s)) + "</span></div>";
}

/// One picture of all tiers: for all requests, or for the slowest 1 %.
std::string breakdown_panel(const Result& result, const std::string& title, bool slowest) {
  const auto times = [&](const TierTime& tier) {
    return slowest ? std::pair(tier.slowest_wait_s, tier.slowest_service_s)
                   : std::pair(tier.wait_s, tier.service_s);
  };
  double most = 0;
  double total = 0;
  for (const TierTime& tier : result.breakdown) {
    const auto [wait, service] = times(tier);
    if (!std::isfinite(wait + service)) return {};
    most = std::max(most, wait + service);
    total += wait + service;
  }
  std::string text = "<div><h3>" + escaped(title) + " <small>" + escaped(format_duration(total)) +
                     " a request in all</small></h3>\n";
  for (const TierTime& tier : result.breakdown) {
    const auto [wait, service] = times(tier);
    const std::string about = tier.component + ": waiting " + format_duration(wait) + ", service " +
                              format_duration(service);
    text += "<div class=\"tier\" title=\"" + escaped(about) + "\"><code>" +
            escaped(cut_middle(tier.component, 17)) + "</code>" + tier_bar(wait, service, most) +
            "</div>\n";
  }
  return text + "</div>\n";
}

std::vector<std::string> request_row(const std::string& name, const RequestSummary& requests) {
  const TimeSummary& latency = requests.latency_s;
  const auto count = [](std::uint64_t value) {
    return escaped(format_count(static_cast<double>(value)));
  };
  std::string failed;
  for (const auto& [outcome, times] : failures(requests)) {
    failed += (failed.empty() ? "" : ", ") + escaped(outcome) + " " + count(times);
  }
  return {name,
          count(requests.offered),
          escaped(format_value(requests.throughput_per_s, "1/s")),
          escaped(format_value(requests.goodput_per_s, "1/s")),
          escaped(format_percent(requests.error_rate)),
          escaped(format_percent(requests.availability)),
          duration(latency.mean),
          duration(latency.p50),
          duration(latency.p95),
          duration(latency.p99),
          duration(latency.p999),
          duration(latency.max),
          failed};
}

std::string counters_text(const Component& component) {
  std::string text;
  for (const auto& [name, value] : component.counters) {
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    text += (text.empty() ? "" : ", ") + words + " " + format_count(value);
  }
  return escaped(text);
}

std::string load_class(double utilization) {
  return utilization >= 0.9 ? "high" : utilization >= 0.75 ? "warm" : "calm";
}

}  // namespace

std::string html_breakdown(const Result& result) {
  if (result.breakdown.empty()) return {};
  return html_section(
      "panel", "Where the time goes", "mean per request and tier",
      "<p class=\"key\"><i class=\"wait\"></i>waiting <i class=\"service\"></i>service</p>"
      "<div class=\"halves\">" +
          breakdown_panel(result, "All requests", false) +
          breakdown_panel(result, "Slowest 1 %", true) + "</div>\n");
}

std::string html_requests(const Result& result) {
  std::vector<std::vector<std::string>> rows{request_row("all", result.requests.all)};
  for (const auto& [name, one] : result.requests.classes)
    rows.push_back(request_row(escaped(name), one));
  for (const auto& [name, one] : result.requests.workloads) {
    rows.push_back(request_row("<span class=\"soft\">from</span> " + escaped(name), one));
  }
  return html_section("panel", "Requests",
                      "counted by arrival after warm-up, over all replications",
                      html_table({{"class"},
                                  {"offered", true},
                                  {"served", true},
                                  {"goodput", true},
                                  {"errors", true},
                                  {"availability", true},
                                  {"mean", true},
                                  {"p50", true},
                                  {"p95", true},
                                  {"p99", true},
                                  {"p99.9", true},
                                  {"max", true},
                                  {"failed as"}},
                                 rows, "wide"));
}

std::string html_components(const Result& result) {
  if (result.components.empty()) return {};
  std::vector<std::vector<std::string>> rows;
  for (const std::string& path : by_utilization(result)) {
    const Component& component = result.components.at(path);
    std::string kind = component.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    rows.push_back({code(path), escaped(kind), escaped(component.zone),
                    bar(component.utilization, load_class(component.utilization)) +
                        escaped(format_percent(component.utilization)),
                    escaped(replicas_text(component)),
                    escaped(format_number(component.in_flight_mean)),
                    duration(component.wait_s.mean), duration(component.wait_s.p95),
                    duration(component.wait_s.p99), duration(component.service_s.mean),
                    duration(component.service_s.p95), duration(component.service_s.p99),
                    counters_text(component)});
  }
  return html_section("panel", "Components", "the busiest first",
                      html_table({{"path"},
                                  {"kind"},
                                  {"zone"},
                                  {"utilization"},
                                  {"replicas"},
                                  {"inside", true},
                                  {"wait mean", true},
                                  {"p95", true},
                                  {"p99", true},
                                  {"service mean", true},
                                  {"p95", true},
                                  {"p99", true},
                                  {"counters"}},
                                 rows, "wide"));
}

std::string html_decisions(const Result& result) {
  std::vector<std::vector<std::string>> rows;
  for (const TimelineEvent& event : result.timeline) {
    if (rows.size() == events_shown) break;
    const bool bad = event.event == "fault" || event.event == "alert" || event.event == "kill";
    std::string words = event.event;
    std::replace(words.begin(), words.end(), '_', ' ');
    rows.push_back(
        {escaped(format_clock(event.time_s)), code(event.component),
         "<span class=\"tag" + std::string(bad ? " bad" : "") + "\">" + escaped(words) + "</span>",
         escaped(event.detail)});
  }
  if (rows.empty()) return {};
  std::string remark = "of the first replication";
  if (result.timeline.size() > rows.size()) {
    remark += fmt::format("; the first {} of {}, all in timeline.csv", rows.size(),
                          result.timeline.size());
  }
  return html_section("panel", "Decisions and events", remark,
                      html_table({{"time"}, {"component"}, {"event"}, {"why"}}, rows, "events"));
}

std::string html_alerts(const Result& result) {
  if (result.alerts.empty()) return {};
  std::vector<std::vector<std::string>> rows;
  for (const Alert& alert : result.alerts) {
    const bool over = std::isfinite(alert.resolved_s);
    rows.push_back({code(alert.name),
                    "<span class=\"tag bad\">" + escaped(alert.severity) + "</span>",
                    escaped(format_clock(alert.fired_s)),
                    over ? escaped(format_clock(alert.resolved_s)) : "still firing at the end",
                    over ? duration(alert.resolved_s - alert.fired_s) : "", escaped(alert.detail)});
  }
  return html_section(
      "panel", "Alerts", "that would have called somebody",
      html_table({{"rule"}, {"severity"}, {"fired"}, {"resolved"}, {"for"}, {"why"}}, rows));
}

std::string html_cost(const Result& result) {
  if (!result.cost) return {};
  const Cost& cost = *result.cost;
  std::vector<std::vector<std::string>> rows;
  for (const CostItem& item : cost.items) {
    std::string unit = item.unit;
    std::replace(unit.begin(), unit.end(), '_', ' ');
    const double share = cost.total > 0 ? item.amount / cost.total : not_measured;
    rows.push_back({escaped(item.name), escaped(format_number(item.quantity)), escaped(unit),
                    escaped(format_money(item.price, "")), escaped(format_money(item.amount, "")),
                    bar(share, "calm") + escaped(format_percent(std::round(share * 1000) / 1000))});
  }
  rows.push_back({"<strong>total</strong>", "", "", "",
                  "<strong>" + escaped(format_money(cost.total, cost.currency)) + "</strong>",
                  escaped(format_money(cost.per_hour, cost.currency)) + " an hour"});
  return html_section(
      "panel", "Cost",
      "of one replication, prices of " + cost.as_of +
          "; a month has 730 h: " + format_money(cost.per_month, cost.currency),
      html_table(
          {{"item"}, {"quantity", true}, {"unit"}, {"price", true}, {"amount", true}, {"share"}},
          rows, "cost"));
}

std::string html_theory(const Result& result) {
  if (!result.theory) return {};
  std::vector<std::vector<std::string>> rows;
  for (const TheoryRow& row : result.theory->rows) {
    const bool inside = row.theory >= row.simulated.low && row.theory <= row.simulated.high;
    rows.push_back(
        {escaped(row.metric), escaped(format_value(row.theory, row.unit)),
         escaped(format_interval(row.simulated.low, row.simulated.high, row.unit)),
         inside ? "<span class=\"tag good\">agrees</span>" : "<span class=\"tag\">differs</span>"});
  }
  return html_section("panel", "Theory beside simulation", result.theory->model,
                      html_table({{"metric"}, {"theory", true}, {"simulated", true}, {""}}, rows));
}

std::string html_assumptions(const Result& result) {
  if (result.assumptions.empty()) return {};
  std::string text =
      "<p class=\"filter\"><input id=\"filter\" type=\"search\" placeholder=\"Filter by name or "
      "text\" "
      "aria-label=\"Filter the assumptions\"> <label><input id=\"defaults\" type=\"checkbox\"> "
      "defaults only</label> "
      "<output id=\"matches\"></output></p>\n";
  std::vector<std::vector<std::string>> rows;
  std::size_t defaults = 0;
  for (const Assumption& assumption : result.assumptions) {
    defaults += assumption.is_default ? 1 : 0;
    rows.push_back(
        {code(assumption.pointer),
         escaped(assumption.value + (assumption.unit.empty() ? "" : " " + assumption.unit)),
         assumption.is_default ? "<span class=\"tag\">default</span>" : "",
         escaped(assumption.help)});
  }
  return html_section(
      "panel", "Assumptions",
      fmt::format("every parameter of the run; {} of {} are defaults", defaults, rows.size()),
      text + html_table({{"parameter"}, {"value", true}, {""}, {"meaning"}}, rows, "assumptions"));
}

std::string html_footer(const Result& result) {
  const Run& run = result.run;
  std::string text = "<footer><p>tiersim " + escaped(result.tiersim_version);
  if (!result.tiersim_commit.empty()) text += " (" + code(result.tiersim_commit) + ")";
  text += " · scenario " + code(result.scenario_name) + " " + code(result.scenario_hash) + " · " +
          escaped(run_line(result));
  if (run.warm_up_s > 0)
    text += ", warm-up " + escaped(format_duration(run.warm_up_s)) + " left out";
  text += "</p><p>" + escaped(format_count(static_cast<double>(run.events))) + " events";
  if (std::isfinite(run.wall_s))
    text += " in " + escaped(format_duration(run.wall_s)) + " of computing";
  if (std::isfinite(result.invariants.littles_law_error)) {
    text += " · Little's law holds within " +
            escaped(format_percent(result.invariants.littles_law_error));
  }
  text += " · requests are ";
  text += result.invariants.conservation ? "conserved" : "<strong>not conserved</strong>";
  return text + " · same version, scenario and seed give the same figures</p></footer>\n";
}

}  // namespace tiersim::lab
