#pragma once
// What every report says in words, so that terminal, Markdown and HTML say the same.
#include <string>
#include <utility>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The run in one sentence: objectives, rate served, errors, latency, price of a month.
std::string one_sentence(const Result& result);

/// How it was run: "5 replications of 24 h, seed 1, 95 % intervals", and what an interrupted run
/// lacks.
std::string run_line(const Result& result);

/// "✓", "✗", "?" or "–".
const char* verdict_sign(Verdict verdict);

/// "3–16 (mean 8.9)", "4", or empty for a component without replicas.
std::string replicas_text(const Component& component);

/// Failed outcomes with their counts, most frequent first: {{"reset", 178000}, {"pool_timeout",
/// 89000}}.
std::vector<std::pair<std::string, std::uint64_t>> failures(const RequestSummary& requests);

/// Paths of the components, the busiest first; those without a utilization follow by path.
std::vector<std::string> by_utilization(const Result& result);

}  // namespace tiersim::lab
