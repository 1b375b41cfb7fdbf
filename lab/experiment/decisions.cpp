#include "lab/experiment/decisions.hpp"

#include <fmt/format.h>

namespace tiersim::lab {
namespace {

Interval interval_of(const ValueRange& range) {
  return {range.low, range.high};
}

std::optional<Interval> interval_of(const std::optional<ValueRange>& range) {
  return range ? std::optional(interval_of(*range)) : std::nullopt;
}

ScalingProposal told(const Proposal& proposal) {
  return {proposal.source,
          proposal.unit,
          interval_of(proposal.value),
          proposal.target.value_or(not_measured),
          interval_of(proposal.replicas),
          proposal.failure};
}

ScalingDecision told(const DecisionEntry& entry) {
  const Decision& decision = entry.decision;
  ScalingDecision out;
  out.time_s = to_seconds(entry.first);
  out.last_s = to_seconds(entry.last);
  out.evaluations = entry.count;
  out.component = entry.component;
  out.scaler = decision.scaler;
  out.current = static_cast<double>(decision.current);
  out.result = static_cast<double>(decision.result);
  out.ready = interval_of(decision.ready);
  out.wanted = interval_of(decision.wanted);
  for (const Proposal& proposal : decision.proposals) out.proposals.push_back(told(proposal));
  if (decision.winner) out.decided_by = decision.proposals.at(*decision.winner).source;
  for (const DecisionLimit& limit : decision.limits)
    out.limits.push_back({limit.rule, static_cast<double>(limit.held)});
  for (const DecisionCondition& condition : decision.conditions)
    out.conditions.push_back({condition.type, condition.status, condition.reason});
  out.reason = decision.reason;
  return out;
}

}  // namespace

void tell_decisions(const Replication& replication, Result& result) {
  for (const DecisionEntry& entry : replication.decisions) result.decisions.push_back(told(entry));
  if (replication.decisions_left_out > 0) {
    result.timeline.push_back(
        {result.run.duration_s, "", "left_out",
         fmt::format("{} further decisions of autoscalers", replication.decisions_left_out)});
  }
}

}  // namespace tiersim::lab
