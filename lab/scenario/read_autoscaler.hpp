#pragma once
#include <optional>

#include "lab/scenario/read_sections.hpp"
#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::lab {

/// Reads `{"hpa": "hpa.yaml"}` or `{"hpa": { … }}`: a HorizontalPodAutoscaler manifest
/// (autoscaling/v2) or only its spec, under Kubernetes' own names. Nothing after a fault.
[[nodiscard]] std::optional<HorizontalPodAutoscalerSpec> read_autoscaler(ReadingContext& context,
                                                                         const Slot& slot);

}  // namespace tiersim::lab
