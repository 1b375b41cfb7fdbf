#pragma once
#include <string_view>

#include "lab/scenario/source.hpp"

namespace tiersim::lab {

/// The value of a field of a Kubernetes spec as its API names it,
/// "behavior.scaleUp.policies[1].value", or the last value on the way there. A level that the API's
/// structs leave out (`resource` between a metric and its target) is found too.
[[nodiscard]] const Node& node_of_field(const Node& spec, std::string_view field);

}  // namespace tiersim::lab
