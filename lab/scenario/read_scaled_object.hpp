#pragma once
#include <optional>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/read_sections.hpp"

namespace tiersim::lab {

/// Reads a KEDA ScaledObject, keda.sh/v1alpha1: a file, a manifest or only its spec, as Kubernetes
/// writes it. Nothing after a fault.
[[nodiscard]] std::optional<ScaledObjectUse> read_scaled_object(ReadingContext& context,
                                                                const Node& node);

}  // namespace tiersim::lab
