#pragma once
#include <optional>

#include "lab/scenario/read_sections.hpp"
#include "models/autoscaling/vpa/recommender.hpp"

namespace tiersim::lab {

/// Reads a VerticalPodAutoscaler, autoscaling.k8s.io/v1: a file, a manifest or only its spec. Only
/// updateMode Off is taken, which recommends and changes nothing. Nothing after a fault.
[[nodiscard]] std::optional<vpa::ResourcePolicy> read_vpa(ReadingContext& context,
                                                          const Node& node);

}  // namespace tiersim::lab
