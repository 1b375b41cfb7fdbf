#pragma once
#include <optional>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/read_sections.hpp"

namespace tiersim::lab {

/// Reads what AWS Application Auto Scaling does with a service, under the names of its API: bounds,
/// policies with their alarms, scheduled actions. Nothing after a fault.
[[nodiscard]] std::optional<AwsSpec> read_aws(ReadingContext& context, const Node& node);

}  // namespace tiersim::lab
