#pragma once
#include "models/autoscaling/hpa.hpp"
#include "models/decision_log.hpp"

namespace tiersim {

/// A sync as the decision log keeps it. `spec` has its defaults; `ready` pods are Ready and not
/// being deleted.
[[nodiscard]] Decision record_of(const HorizontalPodAutoscalerSpec& spec,
                                 const HpaDecision& decision, std::int64_t ready);

}  // namespace tiersim
