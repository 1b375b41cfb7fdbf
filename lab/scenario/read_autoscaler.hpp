#pragma once
#include <optional>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/read_sections.hpp"

namespace tiersim::lab {

/// Reads `{"hpa": "hpa.yaml"}` or `{"hpa": { … }}`: a HorizontalPodAutoscaler manifest
/// (autoscaling/v2) or only its spec, under Kubernetes' own names. Nothing after a fault.
[[nodiscard]] std::optional<AutoscalerSpec> read_autoscaler(ReadingContext& context,
                                                            const Slot& slot);

}  // namespace tiersim::lab
