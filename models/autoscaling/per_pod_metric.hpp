#pragma once
#include <cstdint>
#include <string_view>

#include "models/autoscaling/replica_calculator.hpp"

namespace tiersim {

/// Usage in percent of the request against a target in percent. `resource` is cpu or memory.
[[nodiscard]] MetricStatus utilization_proposal(PodValues values, std::string_view resource,
                                                std::string_view container,
                                                std::int32_t target_percent,
                                                const MetricContext& context);

/// Mean usage per pod against a target in thousandths. `resource` is empty for a Pods metric:
/// readiness plays no part.
[[nodiscard]] MetricStatus average_value_proposal(PodValues values, std::string_view resource,
                                                  std::int64_t target_milli,
                                                  const MetricContext& context);

}  // namespace tiersim
