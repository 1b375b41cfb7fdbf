#include "models/decision_log.hpp"

namespace tiersim {
namespace {

void widen(std::optional<ValueRange>& range, const std::optional<ValueRange>& other) {
  if (range && other) range->widen(*other);
}

bool same_question(const Proposal& a, const Proposal& b) {
  return a.source == b.source && a.unit == b.unit && a.target == b.target &&
         a.failure == b.failure && a.value.has_value() == b.value.has_value() &&
         a.replicas.has_value() == b.replicas.has_value();
}

/// Nothing but measurements tells the two apart.
bool alike(const Decision& a, const Decision& b) {
  if (a.current != b.current || a.result != b.result || a.winner != b.winner ||
      a.limits != b.limits || a.conditions != b.conditions ||
      a.wanted.has_value() != b.wanted.has_value() || a.proposals.size() != b.proposals.size())
    return false;
  for (std::size_t i = 0; i < a.proposals.size(); ++i) {
    if (!same_question(a.proposals[i], b.proposals[i])) return false;
  }
  // Without a proposal the sentence is all there is.
  return !a.proposals.empty() || a.reason == b.reason;
}

void merge(Decision& into, const Decision& next) {
  into.ready.widen(next.ready);
  widen(into.wanted, next.wanted);
  for (std::size_t i = 0; i < into.proposals.size(); ++i) {
    widen(into.proposals[i].value, next.proposals[i].value);
    widen(into.proposals[i].replicas, next.proposals[i].replicas);
  }
}

}  // namespace

void DecisionLog::record(TimePoint at, std::string_view component, Decision decision) {
  const auto key = std::pair(std::string(component), decision.scaler);
  const auto known = latest_.find(key);
  if (known != latest_.end()) {
    DecisionEntry& entry = entries_[known->second];
    if (decision.current == decision.result && alike(entry.decision, decision)) {
      merge(entry.decision, decision);
      entry.last = at;
      ++entry.count;
      return;
    }
  }
  if (entries_.size() >= entries_max) {
    // An evaluation like the last one of its kind could not be told from one after a gap.
    if (known != latest_.end()) latest_.erase(known);
    ++left_out_;
    return;
  }
  latest_[key] = entries_.size();
  entries_.push_back({at, at, 1, key.first, std::move(decision)});
}

}  // namespace tiersim
