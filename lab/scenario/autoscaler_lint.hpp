#pragma once
#include "lab/scenario/scenario.hpp"
#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

/// Warns about autoscalers that Kubernetes accepts and that do not do what their writer hopes:
/// a target that cannot be reached, a window taken for a cool-down, bounds that leave nothing to
/// decide. Each warning stands at the field that it is about and shows its arithmetic.
[[nodiscard]] Diagnostics lint_autoscalers(const Scenario& scenario);

}  // namespace tiersim::lab
