#include <cmath>

#include "lab/result/result.hpp"

namespace tiersim::lab {

Verdict overall_verdict(const std::vector<Objective>& objectives) {
  Verdict overall = Verdict::None;
  for (const Objective& objective : objectives) {
    if (objective.verdict == Verdict::Missed) return Verdict::Missed;
    if (objective.verdict == Verdict::Undecided) overall = Verdict::Undecided;
    if (objective.verdict == Verdict::Met && overall == Verdict::None) overall = Verdict::Met;
  }
  return overall;
}

Verdict judge(const Objective& objective) {
  if (!std::isfinite(objective.value) || !std::isfinite(objective.limit)) return Verdict::Undecided;
  const auto holds = [&](double value) {
    if (objective.relation == "<") return value < objective.limit;
    if (objective.relation == "<=") return value <= objective.limit;
    if (objective.relation == ">") return value > objective.limit;
    return value >= objective.limit;
  };
  const double low = !std::isfinite(objective.low) ? objective.value : objective.low;
  const double high = !std::isfinite(objective.high) ? objective.value : objective.high;
  if (holds(low) && holds(high)) return Verdict::Met;
  if (!holds(low) && !holds(high)) return Verdict::Missed;
  return Verdict::Undecided;
}

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::Met:
      return "met";
    case Verdict::Missed:
      return "missed";
    case Verdict::Undecided:
      return "undecided";
    case Verdict::None:
      break;
  }
  return "none";
}

}  // namespace tiersim::lab
