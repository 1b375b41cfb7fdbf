#include "lab/report/terminal.hpp"

#include <algorithm>
#include <cmath>

#include "lab/report/format.hpp"
#include "lab/report/sentences.hpp"
#include "lab/report/text_table.hpp"
#include "lab/result/metric.hpp"

namespace tiersim::lab {
namespace {

using Rows = std::vector<std::vector<TextCell>>;

constexpr std::size_t label_width = 10;  // the left column: "objectives" is its longest heading

/// Too few lines for blank ones before the bill and for the evidence behind an advice.
bool is_short(const Screen& screen) {
  return screen.height < 30;
}

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Met:
      return Style::Good;
    case Verdict::Missed:
      return Style::Bad;
    case Verdict::Undecided:
      return Style::Open;
    case Verdict::None:
      break;
  }
  return Style::Dim;
}

TextCell heading(const std::string& text, bool right = false) {
  return {text, right, Style::Dim};
}

std::string title(const Result& result, const Screen& screen) {
  const std::string verdict = to_string(result.verdict);
  const std::string name = cut(result.scenario_name, screen.width - columns_of(verdict) - 2);
  const std::size_t blanks = screen.width - columns_of(name) - columns_of(verdict);
  const bool shown = result.verdict != Verdict::None;
  std::string line = styled(name, Style::Bold, screen.colour);
  if (shown)
    line += std::string(blanks, ' ') + styled(verdict, style_of(result.verdict), screen.colour);
  return line + '\n' +
         styled(wrapped(run_line(result), screen.width, 0), Style::Dim, screen.colour) + '\n';
}

std::string invariants(const Result& result, const Screen& screen) {
  if (result.invariants.conservation && result.invariants.details.empty()) return {};
  std::string text =
      "a bug in tiersim, the figures below are not to be trusted: requests are not conserved";
  for (const std::string& detail : result.invariants.details) text += "; " + detail;
  return styled(wrapped(text, screen.width, 0), Style::Bad, screen.colour) + "\n";
}

std::string objectives(const Result& result, const Screen& screen) {
  const std::string currency = result.cost ? result.cost->currency : "";
  Rows rows;
  for (const Objective& objective : result.objectives) {
    rows.push_back(
        {{std::string(verdict_sign(objective.verdict)) + " " + to_string(objective.verdict), false,
          style_of(objective.verdict)},
         {objective.expression},
         {format_value(objective.value, objective.unit, currency), true},
         {format_interval(objective.low, objective.high, objective.unit, currency), false,
          Style::Dim}});
  }
  return rows.empty() ? std::string() : "\n" + text_table(rows, screen.width, screen.colour);
}

std::vector<TextCell> request_row(const std::string& name, const RequestSummary& requests) {
  const TimeSummary& latency = requests.latency_s;
  return {{cut(name, 16)},
          {format_number(requests.throughput_per_s), true},
          {format_percent(requests.error_rate), true},
          {format_duration(latency.p50), true},
          {format_duration(latency.p95), true},
          {format_duration(latency.p99), true},
          {format_duration(latency.max), true}};
}

std::string requests(const Result& result, const Screen& screen) {
  Rows rows{{heading("requests"), heading("served/s", true), heading("errors", true),
             heading("p50", true), heading("p95", true), heading("p99", true),
             heading("max", true)}};
  rows.push_back(request_row("all", result.requests.all));
  if (result.requests.classes.size() > 1) {
    std::size_t left = 4;
    for (const auto& [name, one] : result.requests.classes) {
      if (left-- == 0) break;
      rows.push_back(request_row("  " + name, one));
    }
  }
  std::string text = "\n" + text_table(rows, screen.width, screen.colour);
  const auto failed = failures(result.requests.all);
  if (failed.empty()) return text;
  std::string line = "failed    ";
  for (std::size_t i = 0; i < std::min<std::size_t>(failed.size(), 4); ++i) {
    line += (i > 0 ? ", " : "") + failed[i].first + " " +
            format_count(static_cast<double>(failed[i].second));
  }
  return text + cut(line, screen.width) + "\n";
}

/// A bar in eighths of a column.
std::string bar(double share, std::size_t width) {
  if (std::isnan(share)) return {};
  static constexpr const char* eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto parts = static_cast<std::size_t>(
      std::lround(std::clamp(share, 0.0, 1.0) * 8 * static_cast<double>(width)));
  std::string text;
  for (std::size_t i = 0; i < parts / 8; ++i) text += "█";
  text += eighths[parts % 8];
  for (std::size_t i = (parts + 7) / 8; i < width; ++i) text += "·";
  return text;
}

std::string tiers(const Result& result, const Screen& screen, std::size_t lines) {
  const std::vector<std::string> paths = by_utilization(result);
  if (paths.empty()) return {};
  const std::size_t shown =
      paths.size() <= lines ? paths.size() : std::max<std::size_t>(lines, 4) - 1;
  const std::size_t bar_width = screen.width >= 100 ? 20 : 12;
  Rows rows{{heading("tiers"), heading("utilization"), heading("", true), heading("replicas"),
             heading("wait p95", true), heading("service p95", true)}};
  for (std::size_t i = 0; i < shown && i < paths.size(); ++i) {
    const Component& component = result.components.at(paths[i]);
    const double used = component.utilization;
    const Style style = used > 0.9 ? Style::Bad : used > 0.75 ? Style::Open : Style::Good;
    rows.push_back({{cut_middle(paths[i], screen.width >= 100 ? 32 : 22)},
                    {bar(used, bar_width), false, style},
                    {format_percent(std::round(used * 100) / 100), true},
                    {replicas_text(component)},
                    {format_duration(component.wait_s.p95), true},
                    {format_duration(component.service_s.p95), true}});
  }
  std::string text = "\n" + text_table(rows, screen.width, screen.colour);
  if (shown < paths.size()) {
    text += styled("and " + std::to_string(paths.size() - shown) + " less busy", Style::Dim,
                   screen.colour) +
            "\n";
  }
  return text;
}

/// A paragraph beside its label in the left column.
std::string labelled(const std::string& label, const std::string& text, const Screen& screen) {
  return styled(label, Style::Dim, screen.colour) +
         std::string(label_width - columns_of(label), ' ') +
         wrapped(text, screen.width, label_width) + "\n";
}

std::string cost(const Result& result, const Screen& screen) {
  if (!result.cost) return {};
  const Cost& bill = *result.cost;
  return (is_short(screen) ? "" : "\n") +
         labelled("cost",
                  format_money(bill.per_month, bill.currency) + " a month, " +
                      format_money(bill.per_hour, bill.currency) + " an hour, " +
                      format_money(bill.per_million_requests, bill.currency) +
                      " a million requests",
                  screen);
}

std::string alerts(const Result& result, const Screen& screen) {
  if (result.alerts.empty()) return {};
  const Alert& first = result.alerts.front();
  std::string text = first.name + " fired at " + format_clock(first.fired_s);
  if (result.alerts.size() > 1)
    text += ", and " + std::to_string(result.alerts.size() - 1) + " more";
  return labelled("alerts", text, screen);
}

std::string advice(const Result& result, const Screen& screen) {
  if (result.diagnosis.empty()) return {};
  const Advice& first = result.diagnosis.front();
  const std::string evidence =
      first.evidence.empty() || is_short(screen) ? "" : " (" + first.evidence + ")";
  return labelled("advice", first.summary + evidence, screen);
}

std::string signed_value(double difference, const Difference& row, const std::string& currency) {
  return (difference > 0 ? "+" : "") + format_value(difference, row.unit, currency);
}

TextCell change_cell(Change change) {
  const Style style = change == Change::Better  ? Style::Good
                      : change == Change::Worse ? Style::Bad
                                                : Style::Dim;
  return {to_string(change), false, style};
}

}  // namespace

std::string terminal_summary(const Result& result, const Screen& screen) {
  const std::string top = title(result, screen) + invariants(result, screen) +
                          objectives(result, screen) + requests(result, screen);
  const std::string end = cost(result, screen) + alerts(result, screen) + advice(result, screen);
  const auto taken = static_cast<std::size_t>(std::count(top.begin(), top.end(), '\n') +
                                              std::count(end.begin(), end.end(), '\n'));
  const std::size_t headings = 3;  // the blank line, the heading of the table, the prompt below
  const std::size_t lines = screen.height > taken + headings ? screen.height - taken - headings : 0;
  return top + tiers(result, screen, std::max<std::size_t>(lines, 3)) + end;
}

std::string terminal_comparison(const Comparison& comparison, const Screen& screen) {
  std::string text;
  for (const ComparedVariant& variant : comparison.variants) {
    if (!text.empty()) text += "\n";
    text += styled(variant.name, Style::Bold, screen.colour) + " against " + comparison.base_name +
            " (" + (variant.paired ? "paired" : "not paired") + ", " +
            format_percent(comparison.confidence_level) + " intervals of the difference)\n";
    Rows rows{{heading("metric"), heading("base", true), heading("variant", true),
               heading("difference", true), heading("interval"), heading("")}};
    for (const Difference& row : variant.differences) {
      rows.push_back(
          {{cut(metric_label(row.metric), 28)},
           {format_value(row.base, row.unit, comparison.currency), true},
           {format_value(row.variant, row.unit, comparison.currency), true},
           {signed_value(row.difference, row, comparison.currency), true},
           {format_interval(row.low, row.high, row.unit, comparison.currency), false, Style::Dim},
           change_cell(row.change)});
    }
    text += text_table(rows, screen.width, screen.colour);
  }
  return text;
}

}  // namespace tiersim::lab
