#pragma once
#include <algorithm>
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

namespace tiersim::queueing {

/// How exact a reference value is: |reference - truth| <= max(relative |truth|, absolute).
struct Tolerance {
  double relative = 0;
  double absolute = 0;

  [[nodiscard]] double of(double reference) const {
    return std::max(relative * std::abs(reference), absolute);
  }
};

/// A metric's own tolerance, else the case's; at least 1e-7 relative, what spans of time lose in
/// whole nanoseconds.
[[nodiscard]] inline Tolerance tolerance_of(const nlohmann::json& one_case,
                                            const std::string& metric) {
  constexpr double nanoseconds = 1e-7;
  const nlohmann::json& all = one_case.at("tolerance");
  const bool own = all.contains("metrics") && all["metrics"].contains(metric);
  const nlohmann::json& given = own ? all["metrics"][metric] : all;
  return {std::max(given.value("rel", 0.0), nanoseconds), given.value("abs", 0.0)};
}

}  // namespace tiersim::queueing
