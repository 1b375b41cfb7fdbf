#pragma once
#include <string>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// What a variant does to a metric. Differs: it changes a metric that is neither good nor bad
/// (utilization, replicas).
enum class Change { Better, Worse, Differs, Same, Undecided };

/// One metric of a variant against the base: difference = variant - base, in the metric's unit.
struct Difference {
  std::string metric;
  std::string unit;  ///< As Objective::unit.
  double base = not_measured;
  double variant = not_measured;
  double difference = not_measured;
  double low = not_measured;  ///< Confidence interval of the difference.
  double high = not_measured;
  Change change = Change::Undecided;
};

/// A variant and its differences from the base, in the order of the metrics asked for.
struct ComparedVariant {
  std::string name;
  std::string hash;
  Verdict verdict = Verdict::None;  ///< Of its own objectives.
  bool paired = true;  ///< Same seed and as many replications: each is compared with its twin.
  std::vector<Difference> differences;
};

/// Two or more results side by side.
struct Comparison {
  std::string base_name;
  std::string base_hash;
  Verdict base_verdict = Verdict::None;
  double confidence_level = 0.95;
  std::string currency;  ///< Of cost metrics; empty without prices.
  std::vector<ComparedVariant> variants;
};

/// Compares every variant with the base over Result::per_replication. Without `metrics`: latency,
/// errors, throughput, goodput and cost, as far as both sides have them. Paired replications give
/// Student's interval of the differences; otherwise Welch's. With fewer than two replications
/// nothing but equality can be decided.
Comparison compare(const Result& base, const std::vector<Result>& variants,
                   const std::vector<std::string>& metrics = {});

/// The comparison as JSON: base, variants[]{name, hash, verdict, paired, differences[]{metric,
/// unit, base, variant, difference, low, high, change}}.
std::string to_json(const Comparison& comparison);

/// "better", "worse", "differs", "same", "undecided".
std::string to_string(Change change);

}  // namespace tiersim::lab
