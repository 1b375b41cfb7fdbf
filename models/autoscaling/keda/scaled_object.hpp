#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/keda/triggers.hpp"

namespace tiersim::keda {

/// What the HPA is told while a trigger fails.
struct Fallback {
  std::int32_t failureThreshold = 0;  ///< failures in a row that still go on to the HPA
  std::int32_t replicas = 0;
  std::string behavior = "static";  ///< static, currentReplicas, currentReplicasIfHigher,
                                    ///< currentReplicasIfLower
};

/// The annotations `autoscaling.keda.sh/paused…`.
struct Pause {
  bool paused = false;                            ///< paused: the count stays as it is
  std::optional<std::int32_t> paused_replicas{};  ///< paused-replicas: the count is this one
  bool scale_in = false;                          ///< paused-scale-in
  bool scale_out = false;                         ///< paused-scale-out

  /// Neither loop scales by triggers.
  [[nodiscard]] bool is_whole() const { return paused || paused_replicas.has_value(); }
};

/// `spec` of a ScaledObject, under the field names of the API. Source: kedacore/keda
/// apis/keda/v1alpha1/scaledobject_types.go.
struct ScaledObjectSpec {
  std::int32_t pollingInterval = 30;       ///< seconds
  std::int32_t cooldownPeriod = 300;       ///< seconds; only for the step to 0 or idle
  std::int32_t initialCooldownPeriod = 0;  ///< seconds after creation
  std::optional<std::int32_t> idleReplicaCount{};
  std::int32_t minReplicaCount = 0;
  std::int32_t maxReplicaCount = 100;
  std::optional<Fallback> fallback{};
  std::optional<ScalingBehavior> behavior{};  ///< advanced.horizontalPodAutoscalerConfig.behavior
  std::vector<Trigger> triggers{};
  Pause pause{};
};

/// What KEDA would refuse, or what the HPA it makes would be refused for; empty when all is well.
[[nodiscard]] std::vector<SpecViolation> validate(const ScaledObjectSpec& spec);

/// The HPA that KEDA makes: it owns 1 ↔ N, with one metric per trigger. Without defaults, as it is
/// sent. Source: kedacore/keda controllers/keda/hpa.go.
[[nodiscard]] HorizontalPodAutoscalerSpec hpa_spec_of(const ScaledObjectSpec& spec);

}  // namespace tiersim::keda
