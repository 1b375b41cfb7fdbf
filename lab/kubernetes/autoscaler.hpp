#pragma once
#include <optional>
#include <string>
#include <vector>

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

/// An autoscaler as a scenario has it.
struct ReadAutoscaler {
  Node node;                                   ///< The value of a component's "autoscaler".
  std::vector<std::string> request_metrics{};  ///< Names that stand for the pods' requests.
};

/// The HPA as it is written (v1 as v2 says it), or the ScaledObject, without its target. Metrics
/// that nothing in the scenario publishes are noted as ignored. Nothing when none is left, or after
/// a fault.
[[nodiscard]] std::optional<ReadAutoscaler> read_autoscaler_manifest(const Manifest& autoscaler,
                                                                     ImportNotes& notes,
                                                                     Diagnostics& diagnostics);

}  // namespace tiersim::lab
