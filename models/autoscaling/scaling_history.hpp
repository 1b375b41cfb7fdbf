#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// What the metrics asked for at one sync: before windows, rates and bounds.
struct Recommendation {
  std::int32_t replicas = 0;
  TimePoint at{};
};

/// A change of the count that the autoscaler made.
struct ScaleEvent {
  std::int32_t change = 0;  ///< > 0 in both directions
  TimePoint at{};
  bool outdated = false;    ///< its slot may be used again; reading looks at the age only
};

/// What the controller remembers of one autoscaler; gone when the controller restarts. Lists are in slot order, which is
/// not the order of time: storing uses the last slot that is out of date again, else appends.
struct ScalingHistory {
  std::optional<std::vector<Recommendation>> recommendations{};  ///< none: no sync yet
  std::vector<ScaleEvent> ups{};
  std::vector<ScaleEvent> downs{};
};

/// Sum of the changes that are younger than `period`.
[[nodiscard]] std::int64_t change_within(const std::vector<ScaleEvent>& events, Duration period, TimePoint now);

/// Stores a change, marking first those older than the longest period of this direction's policies.
void store_event(std::vector<ScaleEvent>& events, const ScalingRules& rules, std::int32_t change, TimePoint now);

}  // namespace tiersim
