#pragma once
#include "lab/kubernetes/manifest.hpp"

namespace tiersim::lab {

/// The component of a Deployment or StatefulSet without its replicas and its autoscaler: what the
/// pod template and the spec say, and placeholders for what they do not say: the steps of a
/// request, slots, start_up. Precondition: it has a spec.
[[nodiscard]] Node deployment_component(const Manifest& manifest, ImportNotes& notes,
                                        Diagnostics& diagnostics);

}  // namespace tiersim::lab
