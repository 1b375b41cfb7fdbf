#include "lab/report/why.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/text_table.hpp"
#include "lab/result/decisions.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t indent = 2;

std::string line_of(const std::string& text, const Screen& screen) {
  return std::string(indent, ' ') + wrapped(text, screen.width, indent) + "\n";
}

std::string times(std::uint64_t number, const char* one, const char* several) {
  return fmt::format("{} {}", number, number == 1 ? one : several);
}

std::string when(const ScalingDecision& decision) {
  return decision.evaluations == 1
             ? format_clock(decision.time_s)
             : format_clock(decision.time_s) + "-" + format_clock(decision.last_s);
}

/// The scalers of a component with how often they looked and what came of it.
std::string heading(const Result& result, const std::string& component) {
  std::set<std::string> scalers;
  std::uint64_t evaluations = 0;
  std::uint64_t changes = 0;
  for (const ScalingDecision& decision : result.decisions) {
    if (decision.component != component) continue;
    scalers.insert(decision.scaler);
    evaluations += decision.evaluations;
    changes += is_change(decision) ? 1 : 0;
  }
  std::string names;
  for (const std::string& scaler : scalers) names += (names.empty() ? "" : ", ") + scaler;
  return fmt::format("{} by {}: {}, {}", component, names,
                     times(evaluations, "evaluation", "evaluations"),
                     times(changes, "change", "changes"));
}

std::string conditions_text(const ScalingDecision& decision) {
  std::string text;
  for (const ScalingCondition& condition : decision.conditions) {
    text += fmt::format("{}{} {} ({})", text.empty() ? "" : ", ", condition.type,
                        condition.status ? "True" : "False", condition.reason);
  }
  return text;
}

/// All that is known of one entry.
std::string in_full(const ScalingDecision& decision, const Screen& screen) {
  std::string text = line_of(when(decision) + "  " + decision_sentence(decision), screen);
  for (const ScalingProposal& proposal : decision.proposals)
    text += line_of("asked  " + proposal_text(proposal), screen);
  for (const ScalingLimit& limit : decision.limits)
    text += line_of("held   " + limit.rule + fmt::format(": {:g}", limit.held), screen);
  text += line_of("ready  " + range_text(decision.ready), screen);
  if (const std::string conditions = conditions_text(decision); !conditions.empty())
    text += line_of(conditions, screen);
  return text;
}

/// How wide what was measured may be, so that what held the count is still seen beside it.
std::size_t measured_width(const std::vector<WhyRow>& rows, const Screen& screen) {
  constexpr std::size_t gap = 2;
  constexpr std::size_t held_most = 24;
  constexpr std::size_t least = 20;
  std::size_t time = 4;
  std::size_t count = 5;
  std::size_t wanted = 0;  // no such column when nothing was
  std::size_t held = 7;
  for (const WhyRow& row : rows) {
    time = std::max(time, row.time.size());
    count = std::max(count, row.count.size());
    if (!row.wanted.empty()) wanted = std::max({wanted, row.wanted.size() + gap, 6 + gap});
    held = std::max(held, std::min(row.held_by.size(), held_most));
  }
  const std::size_t taken = time + gap + count + gap + wanted + gap + held;
  return screen.width > taken + least ? screen.width - taken : least;
}

std::string table(const std::vector<WhyRow>& rows, const Screen& screen) {
  const std::size_t measured = measured_width(rows, screen);
  const bool has_wanted =
      std::any_of(rows.begin(), rows.end(), [](const WhyRow& row) { return !row.wanted.empty(); });
  std::vector<std::vector<TextCell>> cells;
  const auto add = [&](const WhyRow& row, Style style) {
    std::vector<TextCell> line{{row.time, false, style}, {row.count, true, style}};
    if (has_wanted) line.push_back({row.wanted, true, style});
    line.push_back({cut_middle(row.measured, measured), false, style});
    line.push_back({row.held_by, false, style});
    cells.push_back(std::move(line));
  };
  add({"time", "count", "wanted", "measured / target", "held by"}, Style::Dim);
  for (const WhyRow& row : rows) add(row, Style::Plain);
  return text_table(cells, screen.width, screen.colour);
}

}  // namespace

std::vector<std::string> scaled_components(const Result& result) {
  std::set<std::string> names;
  for (const ScalingDecision& decision : result.decisions) names.insert(decision.component);
  return {names.begin(), names.end()};
}

WhyRow why_row(const ScalingDecision& decision) {
  WhyRow row{when(decision), count_text(decision), "", "", limit_text(decision)};
  if (decision.wanted) row.wanted = range_text(*decision.wanted);
  for (const ScalingProposal& proposal : decision.proposals) {
    if (decision.proposals.size() > 1 && proposal.source != decision.decided_by) continue;
    ScalingProposal measured = proposal;
    measured.replicas.reset();
    measured.failure.clear();
    row.measured = proposal_text(measured);
    break;
  }
  if (decision.proposals.empty()) row.measured = decision.reason;
  return row;
}

std::string why_text(const Result& result, const std::string& component, const Stretch& stretch,
                     const Screen& screen) {
  std::vector<ScalingDecision> asked;
  std::uint64_t quiet = 0;
  for (const ScalingDecision& decision : result.decisions) {
    if (decision.component != component) continue;
    if (stretch.from_s && decision.last_s < *stretch.from_s) continue;
    if (stretch.to_s && decision.time_s > *stretch.to_s) continue;
    if (!is_change(decision) && !is_limited(decision)) quiet += decision.evaluations;
    asked.push_back(decision);
  }
  std::vector<WhyRow> rows;
  for (const ScalingDecision& decision : noteworthy(asked)) rows.push_back(why_row(decision));
  std::string text = styled(heading(result, component), Style::Bold, screen.colour) + "\n\n";
  text += rows.empty() ? "nothing was changed and nothing held back\n" : table(rows, screen);
  if (quiet > 0) {
    text += fmt::format("\n{} left the count as it was because that was wanted.\n",
                        times(quiet, "further evaluation", "further evaluations"));
  }
  return text;
}

std::string why_at_text(const Result& result, const std::string& component, double at_s,
                        const Screen& screen) {
  const ScalingDecision* change = nullptr;
  const ScalingDecision* latest = nullptr;
  for (const ScalingDecision& decision : result.decisions) {
    if (decision.component != component || decision.time_s > at_s) continue;
    if (is_change(decision)) change = &decision;
    latest = &decision;
  }
  const std::string head = component + " at " + format_clock(at_s) + ": ";
  if (latest == nullptr) return head + "no autoscaler had looked at it by then\n";
  std::string text =
      styled(head + fmt::format("{:g}", latest->result), Style::Bold, screen.colour) + "\n\n";
  text += change == nullptr ? "It was so from the start.\n"
                            : "It came to that by\n" + in_full(*change, screen);
  if (latest == change) return text;
  return text + "\nIt stayed there because\n" + in_full(*latest, screen);
}

}  // namespace tiersim::lab
