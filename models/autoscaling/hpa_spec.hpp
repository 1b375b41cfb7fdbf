#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/quantity.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Flags of kube-controller-manager that concern every HorizontalPodAutoscaler. Source: kubernetes
/// pkg/controller/podautoscaler/config/v1alpha1/defaults.go.
struct ControllerSettings {
  Duration sync_period = 15s;               ///< --horizontal-pod-autoscaler-sync-period
  Duration downscale_stabilization = 300s;  ///< --horizontal-pod-autoscaler-downscale-stabilization
  double tolerance = 0.1;                   ///< --horizontal-pod-autoscaler-tolerance
  Duration cpu_initialization_period =
      300s;  ///< --horizontal-pod-autoscaler-cpu-initialization-period
  Duration initial_readiness_delay = 30s;  ///< --horizontal-pod-autoscaler-initial-readiness-delay
  double scale_up_limit_factor = 2.0;   ///< a constant of the controller; only without `behavior`
  double scale_up_limit_minimum = 4.0;  ///< likewise
  bool pod_level_resources =
      true;  ///< gate PodLevelResources: a request of the pod as a whole counts
};

/// `target` of a metric. The types that the API knows: Utilization, Value, AverageValue.
struct MetricTarget {
  std::string type;
  std::optional<Quantity> value{};
  std::optional<Quantity> averageValue{};
  std::optional<std::int32_t> averageUtilization{};  ///< percent of the request
};

/// One entry of `metrics`, with the object of its type (`resource`, `pods`, …) unfolded into it.
struct MetricSpec {
  std::string type;               ///< Resource, ContainerResource, Pods, Object, External
  std::string name;               ///< of the resource (cpu, memory) or of the metric
  std::string container{};        ///< ContainerResource only
  std::string describedObject{};  ///< Object only, as people name it: "Ingress/front"
  MetricTarget target{};
};

/// One entry of `policies`: by how much the count may change within the last `periodSeconds`.
struct ScalingPolicy {
  std::string type;  ///< Pods or Percent
  std::int32_t value = 0;
  std::int32_t periodSeconds = 0;

  friend bool operator==(const ScalingPolicy&, const ScalingPolicy&) = default;
};

/// `behavior.scaleUp` or `behavior.scaleDown`.
struct ScalingRules {
  std::optional<std::int32_t> stabilizationWindowSeconds{};
  std::optional<std::string> selectPolicy{};  ///< Max, Min or Disabled
  std::optional<std::vector<ScalingPolicy>> policies{};
  std::optional<Quantity> tolerance{};  ///< unset: the controller's
};

struct ScalingBehavior {
  std::optional<ScalingRules> scaleUp{};
  std::optional<ScalingRules> scaleDown{};
};

/// `spec` of a HorizontalPodAutoscaler (autoscaling/v2), under the field names of the API.
struct HorizontalPodAutoscalerSpec {
  std::optional<std::int32_t> minReplicas{};
  std::int32_t maxReplicas = 0;
  std::optional<std::vector<MetricSpec>> metrics{};
  std::optional<ScalingBehavior>
      behavior{};  ///< absent: doubling at most on the way up, 5 min window on the way down
};

/// Fills in what the API server fills in; fields that stay unset there stay unset here.
[[nodiscard]] HorizontalPodAutoscalerSpec with_defaults(HorizontalPodAutoscalerSpec spec);

/// Something the API server would refuse.
struct SpecViolation {
  std::string field;    ///< path within the spec: "behavior.scaleUp.policies[1].value"
  std::string rule;     ///< stable name of the broken rule: "scaleUp.policyValue"
  std::string message;  ///< what is wrong and what would be right
};

/// Bounds, behavior and scale to zero of a spec that has its defaults; empty when all is well.
[[nodiscard]] std::vector<SpecViolation> validate(const HorizontalPodAutoscalerSpec& spec);
/// Types, names and targets of the metrics; empty when all is well.
[[nodiscard]] std::vector<SpecViolation> validate_metrics(const HorizontalPodAutoscalerSpec& spec);

}  // namespace tiersim
