#pragma once
#include <optional>

#include "lab/scenario/read_sections.hpp"
#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::lab {

/// Reads a HorizontalPodAutoscaler, autoscaling/v2: a file, a manifest or only its spec, under
/// Kubernetes' own names. Nothing after a fault.
[[nodiscard]] std::optional<HorizontalPodAutoscalerSpec> read_hpa(ReadingContext& context,
                                                                  const Node& node);

/// `behavior` of a map that may have it, as an HPA's spec writes it.
[[nodiscard]] std::optional<ScalingBehavior> read_behavior(Reader& reader, const Node& map);

}  // namespace tiersim::lab
