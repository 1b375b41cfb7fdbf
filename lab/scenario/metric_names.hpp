#pragma once
// Names of metrics between the section that defines them and the autoscalers that use them. Private
// to this room.
#include <string_view>
#include <vector>

#include "lab/scenario/read_sections.hpp"
#include "models/published.hpp"

namespace tiersim::lab {

/// What components of a kind publish; empty: there is no such kind.
[[nodiscard]] std::vector<PublishedMetric> published_by(std::string_view kind);

/// What the text of a value stands for in the section "metrics"; null after a fault. `user` says
/// who uses the name: "the trigger".
[[nodiscard]] const NamedMetric* metric_named(ReadingContext& context, const Node& node,
                                              std::string_view user);

}  // namespace tiersim::lab
