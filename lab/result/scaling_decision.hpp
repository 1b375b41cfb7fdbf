#pragma once
// Why autoscalers did what they did; a part of the result.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/result/measured.hpp"

namespace tiersim::lab {

/// What one metric, trigger, alarm or schedule asked an autoscaler for.
struct ScalingProposal {
  std::string source;             ///< "cpu".
  std::string unit;               ///< Of value and target: "%" (of request), "CPU", "MiB per pod".
  std::optional<Interval> value;  ///< Smallest and largest measured over the entry.
  double target = not_measured;
  std::optional<Interval> replicas;  ///< The count asked for; absent: it could not say.
  std::string failure;               ///< Why it could not say.
};

/// What kept the count from what was asked for.
struct ScalingLimit {
  std::string rule;  ///< "scale-down window 300s", "Percent 100/15s", "maxReplicas 20".
  double held = 0;   ///< The count that was left after it.
};

/// A condition of the autoscaler's status.
struct ScalingCondition {
  std::string type;
  bool status = false;
  std::string reason;
};

/// Why an autoscaler changed a count or left it alone: consecutive evaluations that came to the
/// same end for the same reason, in the first replication. A change is always an entry of its own.
struct ScalingDecision {
  double time_s = 0;  ///< The first of the evaluations.
  double last_s = 0;  ///< The last of them.
  std::uint64_t evaluations = 1;
  std::string component;
  std::string scaler;              ///< "HorizontalPodAutoscaler", …
  double current = 0;              ///< The count before.
  double result = 0;               ///< The count after.
  Interval ready;                  ///< Smallest and largest number of ready ones.
  std::optional<Interval> wanted;  ///< What was asked for before windows, policies and bounds.
  std::vector<ScalingProposal> proposals;
  std::string decided_by;            ///< The source of the proposal that was taken.
  std::vector<ScalingLimit> limits;  ///< In the order in which they took hold.
  std::vector<ScalingCondition> conditions;
  std::string reason;  ///< One sentence, of the first evaluation.
};

}  // namespace tiersim::lab
