#pragma once
#include <algorithm>

#include "sim/chance/math.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// The share of its weight that a new endpoint gets while it warms up. Source: Envoy, slow start
/// mode; Istio, WarmupConfiguration.
struct SlowStart {
  Duration duration{};
  double aggression = 1.0;  ///< 1: linear; higher: faster at first
  double min_percent = 10;

  /// `age`: since it joined. In 0 … 1.
  [[nodiscard]] double factor(Duration age) const {
    if (age >= duration) return 1.0;
    const double share = to_seconds(age) / to_seconds(duration);
    const double grown = share > 0 ? portable::pow(share, 1.0 / aggression) : 0.0;
    return std::max(min_percent / 100.0, grown);
  }
};

}  // namespace tiersim
