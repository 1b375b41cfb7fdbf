#pragma once
#include <string>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

class JsonText;

/// What kept a count where it was: the last of the limits of a decision has the last word.
enum class HeldBy { Window, Policy, Bound, Failure };

/// A stretch of the run in which one rule held the count of a component back.
struct HeldStretch {
  double from_s = 0;
  double to_s = 0;
  HeldBy by = HeldBy::Window;
  std::string rule;
};

/// A stretch of the run and what the metrics wanted over it.
struct WantedStretch {
  double from_s = 0;
  double to_s = 0;
  Interval wanted;
};

/// Neighbours under the same rule are one stretch; at most 400, the first ones.
[[nodiscard]] std::vector<HeldStretch> held_stretches(const Result& result,
                                                      const std::string& component);
/// In the order of time; at most 1000, the first ones.
[[nodiscard]] std::vector<WantedStretch> wanted_stretches(const Result& result,
                                                          const std::string& component);

/// Both as members of the object that is open: "held": [{from_s, to_s, by, rule}],
/// "wanted": [[from_s, to_s, low, high], …]. Empty for a component that nothing scales.
void write_held_counts(JsonText& text, const Result& result, const std::string& component);

}  // namespace tiersim::lab
