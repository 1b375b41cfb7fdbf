#pragma once
#include "lab/kubernetes/manifest.hpp"

namespace tiersim::lab {

/// The members of a deployment's component that the containers of a pod template decide: resources,
/// probes, lifecycle, grace period, added to `component`. Amounts of several containers are summed;
/// probes and lifecycle are those of the first container that has them. Faults: quantities that are
/// none.
void read_pod_template(const Manifest& manifest, Node& component, ImportNotes& notes,
                       Diagnostics& diagnostics);

/// CPU that a pod requests, in thousandths of a core; 0: a container has no request.
[[nodiscard]] std::int64_t cpu_request_milli(const Node& component);

}  // namespace tiersim::lab
