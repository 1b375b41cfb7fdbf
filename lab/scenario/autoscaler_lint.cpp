#include "lab/scenario/autoscaler_lint.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lab/scenario/cluster_capacity.hpp"
#include "lab/scenario/values.hpp"

namespace tiersim::lab {
namespace {

/// Warnings about one HorizontalPodAutoscaler.
class HpaLint {
 public:
  HpaLint(const Scenario& scenario, const ComponentSpec& component,
          const HorizontalPodAutoscalerSpec& hpa, Diagnostics& findings)
      : scenario_(scenario),
        component_(component),
        params_(std::get<DeploymentParams>(component.params)),
        hpa_(with_defaults(hpa)),
        findings_(findings) {
    base_ = "/components/" + component.name + "/autoscaler/hpa";
    if (scenario.places.contains(base_ + "/spec")) base_ += "/spec";
  }

  void look() {
    look_at_bounds();
    look_at_nodes();
    for (std::size_t i = 0; i < hpa_.metrics->size(); ++i)
      look_at_metric((*hpa_.metrics)[i], fmt::format("/metrics/{}", i));
    if (!hpa_.behavior) return;
    look_at_windows();
    look_at_pace();
  }

 private:
  void warn(const std::string& field, std::string message, std::string cure) {
    Diagnostic finding = scenario_.fault_at(base_ + field, std::move(message), std::move(cure));
    finding.severity = Severity::Warning;
    findings_.add(std::move(finding));
  }

  [[nodiscard]] int least() const { return *hpa_.minReplicas; }

  void look_at_bounds() {
    if (least() == hpa_.maxReplicas) {
      warn("/maxReplicas",
           fmt::format("minReplicas and maxReplicas are both {}: the HPA has nothing to decide",
                       hpa_.maxReplicas),
           "lower minReplicas or raise maxReplicas, or take the HPA away");
    }
    const int start = params_.replicas;
    if (start != 0 && (start < least() || start > hpa_.maxReplicas)) {
      warn(start < least() ? "/minReplicas" : "/maxReplicas",
           fmt::format("the run starts with {} pods, outside {} to {}: the first sync jumps to {}, "
                       "whatever the metrics say",
                       start, least(), hpa_.maxReplicas,
                       std::clamp(start, least(), hpa_.maxReplicas)),
           fmt::format("set replicas to {}", std::clamp(start, least(), hpa_.maxReplicas)));
    }
  }

  void look_at_nodes() {
    if (!scenario_.cluster) return;
    const auto capacity = capacity_for(*scenario_.cluster, params_.resources.requests);
    if (!capacity || capacity->pods >= hpa_.maxReplicas) return;
    const bool grows = scenario_.cluster->cluster_autoscaler.has_value();
    warn("/maxReplicas",
         fmt::format("the nodes have room for {} pods of \"{}\" even if nothing else runs on them "
                     "({} node{}{}): from there to {} the HPA makes pods that stay Pending",
                     capacity->pods, component_.name, capacity->nodes,
                     capacity->nodes == 1 ? "" : "s", grows ? " at their most" : "",
                     hpa_.maxReplicas),
         grows ? "raise \"max\" of a node group, or lower maxReplicas"
               : "add \"cluster_autoscaler\": {}, or nodes, or lower maxReplicas");
  }

  void look_at_metric(const MetricSpec& metric, const std::string& field) {
    const bool total = metric.type == "Object" || metric.type == "External";
    if (total && metric.target.value) {
      warn(field,
           fmt::format("the target of {} is a Value: the ready pods are multiplied by total / "
                       "target, at twice the target 10 pods become 20, then 40 if the total stays",
                       metric.name),
           "for \"so many for each pod\" write type AverageValue with averageValue");
    }
    const bool of_pods = metric.type == "Resource" || metric.type == "ContainerResource";
    if (of_pods && metric.name == "cpu" && metric.target.averageUtilization)
      look_at_cpu(*metric.target.averageUtilization, field);
  }

  /// The cpu of pods as a share of what they request.
  void look_at_cpu(int target, const std::string& field) {
    const std::optional<Cores>& request = params_.resources.requests.cpu;
    if (!request) {
      warn(field,
           fmt::format("the target is {} % of the CPU request, and the pods of \"{}\" have none: "
                       "every sync fails with FailedGetResourceMetric and the count stays",
                       target, component_.name),
           "give the pods resources.requests.cpu");
      return;
    }
    const std::optional<Cores>& limit = params_.resources.limits.cpu;
    const Cores most = limit ? *limit : params_.node_cpu;
    const double reachable = 100 * most.count / request->count;
    constexpr double tolerance = 1.1;  // of the controller
    if (reachable > tolerance * target) return;
    warn(field,
         fmt::format("the CPU of a pod cannot rise above {} / {} = {:.0f} % of its request, and "
                     "nothing is added up to {} x 1.1 = {:.1f} %: it never scales up",
                     write_text(most), write_text(*request), reachable, target, tolerance * target),
         fmt::format("lower the target below {:.0f} %, or raise {} above the request",
                     reachable / tolerance, limit ? "limits.cpu" : "node_cpu"));
  }

  void look_at_windows() {
    const ScalingRules& up = *hpa_.behavior->scaleUp;
    const ScalingRules& down = *hpa_.behavior->scaleDown;
    constexpr int sync_s = 15;
    constexpr int long_window_s = 120;
    const int window = up.stabilizationWindowSeconds.value_or(0);
    if (window >= long_window_s) {
      warn("/behavior/scaleUp/stabilizationWindowSeconds",
           fmt::format("a scale-up window of {0} s is no cool-down: of the last {0} / {1} = {2} "
                       "proposals the lowest is taken, so {0} s of load pass before the first pod",
                       window, sync_s, window / sync_s),
           "write 0 and slow the pace with a policy: { type: Pods, value: 4, periodSeconds: 60 }");
    }
    if (up.selectPolicy == "Disabled") {
      warn("/behavior/scaleUp/selectPolicy", "scaleUp is Disabled: no metric ever adds a pod",
           "write Max, or take the HPA away");
    }
    if (down.stabilizationWindowSeconds == 0 && down.selectPolicy != "Disabled") {
      warn("/behavior/scaleDown/stabilizationWindowSeconds",
           "without a scale-down window one calm sample takes pods away, and the next busy one "
           "brings them back",
           "write 300, Kubernetes' own");
    }
  }

  /// How long the policies alone take from the fewest pods to the most.
  void look_at_pace() {
    const ScalingRules& up = *hpa_.behavior->scaleUp;
    if (up.selectPolicy == "Disabled") return;
    const bool slowest = up.selectPolicy == "Min";
    const ScalingPolicy* chosen = nullptr;
    double best = 0;
    for (const ScalingPolicy& policy : *up.policies) {
      if (policy.type != "Pods" && !slowest) return;  // a percentage grows with the count
      if (policy.type != "Pods") continue;
      const double pace = static_cast<double>(policy.value) / policy.periodSeconds;
      if (chosen == nullptr || (slowest ? pace < best : pace > best)) {
        chosen = &policy;
        best = pace;
      }
    }
    if (chosen == nullptr) return;
    constexpr double long_s = 1800;
    const int missing = hpa_.maxReplicas - least();
    const double takes_s = missing / best;
    if (takes_s <= long_s) return;
    warn("/behavior/scaleUp/policies",
         fmt::format("from {} to {} pods takes ({} - {}) / {} x {} s = {:.0f} min at this pace",
                     least(), hpa_.maxReplicas, hpa_.maxReplicas, least(), chosen->value,
                     chosen->periodSeconds, takes_s / 60),
         "periodSeconds is the span in which value pods may come: shorten it or raise value");
  }

  const Scenario& scenario_;
  const ComponentSpec& component_;
  const DeploymentParams& params_;
  HorizontalPodAutoscalerSpec hpa_;
  Diagnostics& findings_;
  std::string base_;
};

}  // namespace

Diagnostics lint_autoscalers(const Scenario& scenario) {
  Diagnostics findings;
  for (const ComponentSpec& component : scenario.components) {
    const HorizontalPodAutoscalerSpec* hpa =
        component.autoscaler ? component.autoscaler->hpa() : nullptr;
    if (hpa != nullptr && std::holds_alternative<DeploymentParams>(component.params))
      HpaLint(scenario, component, *hpa, findings).look();
  }
  return findings;
}

}  // namespace tiersim::lab
