#pragma once
// Autoscalers that are no product's: the threshold scaler and the schedule. Private to this room.
#include <optional>
#include <vector>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/read_sections.hpp"

namespace tiersim::lab {

/// Nothing after a fault.
[[nodiscard]] std::optional<ThresholdSpec> read_threshold(ReadingContext& context,
                                                          const Node& node);

[[nodiscard]] std::vector<cron::ScheduleEntry> read_cron(Reader& reader, const Node& node);

}  // namespace tiersim::lab
