#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/scenario/topology.hpp"

namespace tiersim::lab {

namespace {

std::string percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:.0f} %", share * 100);
}

std::size_t widest(const std::vector<std::string>& texts, std::size_t least) {
  for (const std::string& text : texts) least = std::max(least, text.size());
  return least;
}

void write_tiers(const Survey& survey, std::string& out) {
  std::vector<std::string> paths;
  for (const TierLoad& tier : survey.tiers) paths.push_back(tier.path);
  const std::size_t width = widest(paths, 4);
  out += "At the peak of the workloads\n";
  out += fmt::format("  {:<{}}  {:>10}  {:>9}  {:>5}  {}\n", "tier", width, "calls/s", "busy",
                     "full", "of");
  for (const TierLoad& tier : survey.tiers) {
    const std::string busy = std::isnan(tier.offered) ? "-" : fmt::format("{:.2f}", tier.offered);
    out += fmt::format("  {:<{}}  {:>10.1f}  {:>9}  {:>5}  {}{}\n", tier.path, width,
                       tier.calls_per_s, busy, percent(tier.utilization()), tier.capacity_text,
                       tier.utilization() >= 1 ? "  <- more than it can take" : "");
  }
}

void write_calls(const Survey& survey, std::string& out) {
  out += "\nCalls\n";
  for (const CallEdge& edge : survey.edges) {
    out += fmt::format("  {} -> {}  {:.1f}/s{}\n", edge.from, edge.to, edge.calls_per_s,
                       edge.label.empty() ? "" : "  (" + edge.label + ")");
  }
}

void write_budgets(const Survey& survey, std::string& out) {
  for (const ConnectionBudget& budget : survey.budgets) {
    out += fmt::format("\nConnections to {}: {} usable\n", budget.database, budget.usable);
    for (const ConnectionBudget::Claim& claim : budget.claims) {
      out += fmt::format("  {}: {} = {}, {} in a rollout\n", claim.pool, claim.formula,
                         claim.connections, claim.in_rollout);
    }
    const char* const verdict = budget.total() > budget.usable ? "more than there are"
                                : budget.total_in_rollout() > budget.usable
                                    ? "enough, but not in a rollout"
                                    : "enough";
    out += fmt::format("  in all {}, {} in a rollout: {}\n", budget.total(),
                       budget.total_in_rollout(), verdict);
  }
}

}  // namespace

std::string survey_text(const Survey& survey) {
  std::string out;
  write_tiers(survey, out);
  write_calls(survey, out);
  if (!survey.single_points.empty()) {
    out += "\nSingle points of failure\n";
    for (const std::string& point : survey.single_points) out += "  " + point + "\n";
  }
  write_budgets(survey, out);
  return out;
}

}  // namespace tiersim::lab
