#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lab/report/terminal.hpp"
#include "lab/result/result.hpp"

namespace tiersim::lab {

/// Components whose count an autoscaler decided, in alphabetical order.
[[nodiscard]] std::vector<std::string> scaled_components(const Result& result);

/// A stretch of the run; an open end where there is none.
struct Stretch {
  std::optional<double> from_s{};
  std::optional<double> to_s{};
};

/// Every change of a component's count and all that kept it from changing, a line each: when, what
/// was wanted, what was measured against what, what held it. Precondition: the component is one of
/// `scaled_components`.
[[nodiscard]] std::string why_text(const Result& result, const std::string& component,
                                   const Stretch& stretch, const Screen& screen);

/// Why the count was what it was at an instant: how it came to that, and what kept it there.
/// Same precondition.
[[nodiscard]] std::string why_at_text(const Result& result, const std::string& component,
                                      double at_s, const Screen& screen);

/// The rows of `why_text`, for the report's table as well.
struct WhyRow {
  std::string time;      ///< "0:05:48", or "0:05:48-0:10:33" where several evaluations were alike
  std::string count;     ///< "3 -> 6"
  std::string wanted;    ///< "7"
  std::string measured;  ///< "cpu 150 % / 70 %"
  std::string held_by;   ///< "Percent 100/15s"
};

[[nodiscard]] WhyRow why_row(const ScalingDecision& decision);

}  // namespace tiersim::lab
