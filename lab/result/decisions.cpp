#include "lab/result/decisions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace tiersim::lab {
namespace {

/// At most three decimals: measurements are kept in thousandths.
std::string number(double value) {
  if (!std::isfinite(value)) return "–";
  std::string text = fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string with_unit(std::string text, const std::string& unit) {
  return unit.empty() ? text : std::move(text) + " " + unit;
}

/// Ranges that the sentence of the first evaluation does not show.
std::string spread(const ScalingDecision& decision) {
  std::string text = fmt::format("{} evaluations alike", decision.evaluations);
  for (const ScalingProposal& proposal : decision.proposals) {
    if (proposal.value && proposal.value->low != proposal.value->high)
      text += ", " + proposal_text(proposal);
  }
  return text;
}

void widen(Interval& range, const Interval& other) {
  range = {std::min(range.low, other.low), std::max(range.high, other.high)};
}

void widen(std::optional<Interval>& range, const std::optional<Interval>& other) {
  if (range && other) widen(*range, *other);
}

/// The same rule holds the same count.
bool is_more_of(const ScalingDecision& before, const ScalingDecision& decision) {
  return !is_change(before) && !is_change(decision) && before.result == decision.result &&
         before.decided_by == decision.decided_by &&
         before.proposals.size() == decision.proposals.size() &&
         limit_text(before) == limit_text(decision);
}

void merge(ScalingDecision& into, const ScalingDecision& decision) {
  into.last_s = decision.last_s;
  into.evaluations += decision.evaluations;
  widen(into.ready, decision.ready);
  widen(into.wanted, decision.wanted);
  for (std::size_t i = 0; i < into.proposals.size(); ++i) {
    widen(into.proposals[i].value, decision.proposals[i].value);
    widen(into.proposals[i].replicas, decision.proposals[i].replicas);
  }
}

}  // namespace

bool is_change(const ScalingDecision& decision) {
  return decision.current != decision.result;
}

bool is_limited(const ScalingDecision& decision) {
  return !decision.limits.empty() ||
         std::any_of(decision.proposals.begin(), decision.proposals.end(),
                     [](const ScalingProposal& proposal) { return !proposal.failure.empty(); });
}

std::vector<ScalingDecision> noteworthy(const std::vector<ScalingDecision>& decisions) {
  std::vector<ScalingDecision> told;
  std::map<std::string, std::size_t> latest;  // of each component and scaler
  for (const ScalingDecision& decision : decisions) {
    if (!is_change(decision) && !is_limited(decision)) continue;
    const auto [at, is_first] =
        latest.try_emplace(decision.component + "\n" + decision.scaler, told.size());
    if (!is_first && is_more_of(told[at->second], decision)) {
      merge(told[at->second], decision);
      continue;
    }
    at->second = told.size();
    told.push_back(decision);
  }
  return told;
}

std::string range_text(const Interval& range) {
  return range.low == range.high ? number(range.low) : number(range.low) + "-" + number(range.high);
}

std::string count_text(const ScalingDecision& decision) {
  return is_change(decision) ? number(decision.current) + " -> " + number(decision.result)
                             : number(decision.result);
}

std::string proposal_text(const ScalingProposal& proposal) {
  std::string text = proposal.source;
  if (proposal.value) text += " " + with_unit(range_text(*proposal.value), proposal.unit);
  if (std::isfinite(proposal.target))
    text += " / " + with_unit(number(proposal.target), proposal.unit);
  if (proposal.replicas) return text + ": " + range_text(*proposal.replicas);
  return proposal.failure.empty() ? text : text + ": " + proposal.failure;
}

std::string limit_text(const ScalingDecision& decision) {
  std::string text;
  for (const ScalingLimit& limit : decision.limits) text += (text.empty() ? "" : ", ") + limit.rule;
  for (const ScalingProposal& proposal : decision.proposals) {
    if (proposal.failure.empty()) continue;
    text += (text.empty() ? "" : ", ") + proposal.failure.substr(0, proposal.failure.find(':'));
  }
  return text;
}

std::string decision_sentence(const ScalingDecision& decision) {
  std::string text = count_text(decision);
  if (!decision.reason.empty()) text += ": " + decision.reason;
  return decision.evaluations > 1 ? text + " (" + spread(decision) + ")" : text;
}

}  // namespace tiersim::lab
