#include "models/autoscaling/keda/scaled_object.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tiersim::keda {
namespace {

constexpr std::array<std::string_view, 4> fallback_behaviors{
    "static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"};

class Findings {
 public:
  void need(bool holds, const std::string& field, const char* message) {
    if (!holds) violations.push_back({field, "scaledObject." + field, message});
  }

  std::vector<SpecViolation> violations{};
};

void check_fallback(const ScaledObjectSpec& spec, Findings& findings) {
  if (!spec.fallback) return;
  findings.need(spec.fallback->failureThreshold >= 0, "fallback.failureThreshold",
                "must be 0 or more");
  findings.need(spec.fallback->replicas >= 0, "fallback.replicas", "must be 0 or more");
  findings.need(std::find(fallback_behaviors.begin(), fallback_behaviors.end(),
                          spec.fallback->behavior) != fallback_behaviors.end(),
                "fallback.behavior",
                "must be static, currentReplicas, currentReplicasIfHigher or "
                "currentReplicasIfLower");
  const bool external = std::any_of(spec.triggers.begin(), spec.triggers.end(),
                                    [](const Trigger& trigger) { return !is_resource(trigger); });
  findings.need(external, "fallback",
                "needs a trigger other than cpu and memory: their metrics come from "
                "metrics-server, and KEDA never sees them fail");
}

void disable(std::optional<ScalingRules>& rules) {
  if (!rules) rules.emplace();
  rules->selectPolicy = "Disabled";
}

}  // namespace

std::vector<SpecViolation> validate(const ScaledObjectSpec& spec) {
  Findings findings;
  findings.need(spec.pollingInterval > 0, "pollingInterval", "must be greater than 0");
  findings.need(spec.cooldownPeriod >= 0, "cooldownPeriod", "must be 0 or more");
  findings.need(spec.initialCooldownPeriod >= 0, "initialCooldownPeriod", "must be 0 or more");
  findings.need(spec.minReplicaCount >= 0, "minReplicaCount", "must be 0 or more");
  findings.need(spec.maxReplicaCount >= std::max(1, spec.minReplicaCount), "maxReplicaCount",
                "must be 1 or more, and minReplicaCount or more");
  findings.need(!spec.idleReplicaCount ||
                    (*spec.idleReplicaCount >= 0 && *spec.idleReplicaCount < spec.minReplicaCount),
                "idleReplicaCount", "must be 0 or more and less than minReplicaCount");
  findings.need(spec.pause.paused_replicas.value_or(0) >= 0, "paused-replicas",
                "must be 0 or more");
  findings.need(!spec.triggers.empty(), "triggers", "must name at least one");
  check_fallback(spec, findings);
  for (std::size_t i = 0; i < spec.triggers.size(); ++i) {
    for (SpecViolation& violation : validate(spec.triggers[i])) {
      violation.field = "triggers[" + std::to_string(i) + "]." + violation.field;
      findings.violations.push_back(std::move(violation));
    }
  }
  return std::move(findings.violations);
}

HorizontalPodAutoscalerSpec hpa_spec_of(const ScaledObjectSpec& spec) {
  HorizontalPodAutoscalerSpec hpa;
  hpa.minReplicas = std::max(1, spec.minReplicaCount);
  hpa.maxReplicas = spec.maxReplicaCount;
  hpa.metrics.emplace();
  for (std::size_t i = 0; i < spec.triggers.size(); ++i)
    hpa.metrics->push_back(metric_of(spec.triggers[i], i));
  hpa.behavior = spec.behavior;
  if (spec.pause.scale_in || spec.pause.scale_out) {
    if (!hpa.behavior) hpa.behavior.emplace();
    if (spec.pause.scale_in) disable(hpa.behavior->scaleDown);
    if (spec.pause.scale_out) disable(hpa.behavior->scaleUp);
  }
  return hpa;
}

}  // namespace tiersim::keda
