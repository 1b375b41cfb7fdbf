#pragma once
#include <optional>

#include "lab/kubernetes/manifest.hpp"

namespace tiersim::lab {

/// What an autoscaler of the files scales.
struct ScaleTarget {
  std::string kind;
  std::string name;
  Place place;
};

/// `scaleTargetRef` of a HorizontalPodAutoscaler or a ScaledObject, whose kind is a Deployment
/// where it is not said. Nothing, and a fault, when it is absent.
[[nodiscard]] std::optional<ScaleTarget> scale_target(const Manifest& autoscaler,
                                                      Diagnostics& diagnostics);

/// The value of a component's "autoscaler": the HPA as it is written (v1 as v2 says it), without
/// its target; a ScaledObject where scenarios know it. Metrics that nothing in the scenario
/// publishes are noted as ignored. Nothing when none is left, or after a fault.
[[nodiscard]] std::optional<Node> read_autoscaler_manifest(const Manifest& autoscaler,
                                                           ImportNotes& notes,
                                                           Diagnostics& diagnostics);

}  // namespace tiersim::lab
