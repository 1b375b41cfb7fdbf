#pragma once
// The decisions of autoscalers in words, the same in timeline.csv, terminal and report.
#include <string>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The count was changed.
[[nodiscard]] bool is_change(const ScalingDecision& decision);

/// Something kept the count from what was asked for, or nothing could be asked.
[[nodiscard]] bool is_limited(const ScalingDecision& decision);

/// What people ask about: changes, and what held the count. Those of a component that follow each
/// other at one count under one rule, with nothing but quiet ones between them, are one, from the
/// first to the last; its evaluations are those that the rule held.
[[nodiscard]] std::vector<ScalingDecision> noteworthy(
    const std::vector<ScalingDecision>& decisions);

/// "12", or "12-14": of whole numbers and of others.
[[nodiscard]] std::string range_text(const Interval& range);

/// "3 -> 6", or "6" where the count stayed.
[[nodiscard]] std::string count_text(const ScalingDecision& decision);

/// What was measured against what, and what it asked for: "cpu 41-48 % / 70 %: 18-21".
[[nodiscard]] std::string proposal_text(const ScalingProposal& proposal);

/// The rules that held the count, "scale-down window 300s"; where a metric failed the reason's name,
/// "FailedGetResourceMetric"; empty when nothing held it.
[[nodiscard]] std::string limit_text(const ScalingDecision& decision);

/// Count and reason in one sentence, with the ranges over the evaluations when they are several:
/// "3 -> 6: cpu at 150 % of request against a target of 70 %: 3 pods wanted 7; limited to 6 by …".
[[nodiscard]] std::string decision_sentence(const ScalingDecision& decision);

}  // namespace tiersim::lab
