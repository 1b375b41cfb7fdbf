#include "models/autoscaling/hpa_spec.hpp"

#include <algorithm>
#include <string_view>

namespace tiersim {
namespace {

constexpr std::int32_t window_max_s = 3600;
constexpr std::int32_t period_max_s = 1800;

ScalingRules filled(std::optional<ScalingRules> given, std::optional<std::int32_t> window,
                    const std::vector<ScalingPolicy>& policies) {
  ScalingRules rules = given.value_or(ScalingRules{});
  if (!rules.stabilizationWindowSeconds) rules.stabilizationWindowSeconds = window;
  if (!rules.selectPolicy) rules.selectPolicy = "Max";
  if (!rules.policies) rules.policies = policies;
  return rules;
}

/// Checks one direction; `name` is scaleUp or scaleDown.
class RulesCheck {
 public:
  RulesCheck(std::string name, std::vector<SpecViolation>& violations)
      : name_(std::move(name)), violations_(violations) {}

  void check(const ScalingRules& rules) {
    if (rules.stabilizationWindowSeconds && (*rules.stabilizationWindowSeconds < 0 ||
                                             *rules.stabilizationWindowSeconds > window_max_s)) {
      add("stabilizationWindowSeconds", "stabilizationWindowSeconds",
          "must be 0 to 3600 seconds, is " + std::to_string(*rules.stabilizationWindowSeconds));
    }
    if (rules.selectPolicy && !one_of(*rules.selectPolicy, {"Max", "Min", "Disabled"})) {
      add("selectPolicy", "selectPolicy",
          "must be Max, Min or Disabled, is \"" + *rules.selectPolicy + "\"");
    }
    if (rules.tolerance && rules.tolerance->approximate < 0) {
      add("tolerance", "tolerance", "must not be negative; \"0.05\" means 5 %");
    }
    if (!rules.policies) return;
    if (rules.policies->empty()) add("policies", "policiesEmpty", "must have at least one policy");
    for (std::size_t i = 0; i < rules.policies->size(); ++i) {
      check((*rules.policies)[i], "policies[" + std::to_string(i) + "]");
    }
  }

 private:
  static bool one_of(std::string_view text, std::initializer_list<std::string_view> choices) {
    return std::find(choices.begin(), choices.end(), text) != choices.end();
  }

  void check(const ScalingPolicy& policy, const std::string& place) {
    if (!one_of(policy.type, {"Pods", "Percent"})) {
      add(place + ".type", "policyType", "must be Pods or Percent, is \"" + policy.type + "\"");
    }
    if (policy.value <= 0) {
      add(place + ".value", "policyValue",
          "must be greater than 0, is " + std::to_string(policy.value));
    }
    if (policy.periodSeconds < 1 || policy.periodSeconds > period_max_s) {
      add(place + ".periodSeconds", "policyPeriod",
          "must be 1 to 1800 seconds, is " + std::to_string(policy.periodSeconds));
    }
  }

  void add(const std::string& field, std::string_view rule, std::string message) {
    violations_.push_back(
        {"behavior." + name_ + "." + field, name_ + "." + std::string(rule), std::move(message)});
  }

  std::string name_;
  std::vector<SpecViolation>& violations_;
};

}  // namespace

HorizontalPodAutoscalerSpec with_defaults(HorizontalPodAutoscalerSpec spec) {
  if (!spec.minReplicas) spec.minReplicas = 1;
  if (!spec.metrics || spec.metrics->empty()) {
    MetricSpec cpu{.type = "Resource",
                   .name = "cpu",
                   .target = {.type = "Utilization", .averageUtilization = 80}};
    spec.metrics = std::vector<MetricSpec>{std::move(cpu)};
  }
  if (spec.behavior) {
    spec.behavior->scaleUp =
        filled(spec.behavior->scaleUp, 0, {{"Pods", 4, 15}, {"Percent", 100, 15}});
    spec.behavior->scaleDown =
        filled(spec.behavior->scaleDown, std::nullopt, {{"Percent", 100, 15}});
  }
  return spec;
}

std::vector<SpecViolation> validate(const HorizontalPodAutoscalerSpec& spec) {
  std::vector<SpecViolation> violations;
  if (spec.maxReplicas < 1) {
    violations.push_back({"maxReplicas", "maxReplicasBelowOne",
                          "must be at least 1, is " + std::to_string(spec.maxReplicas)});
  }
  if (spec.minReplicas && *spec.minReplicas < 0) {
    violations.push_back({"minReplicas", "minReplicasNegative",
                          "must be at least 0, is " + std::to_string(*spec.minReplicas)});
  }
  if (spec.minReplicas && spec.maxReplicas < *spec.minReplicas) {
    violations.push_back({"maxReplicas", "maxBelowMin",
                          "must be at least minReplicas (" + std::to_string(*spec.minReplicas) +
                              "), is " + std::to_string(spec.maxReplicas)});
  }
  const auto counts_without_pods = [](const MetricSpec& m) {
    return m.type == "Object" || m.type == "External";
  };
  if (spec.minReplicas == 0 &&
      (!spec.metrics ||
       std::none_of(spec.metrics->begin(), spec.metrics->end(), counts_without_pods))) {
    violations.push_back(
        {"minReplicas", "scaleToZeroNeedsObjectOrExternal",
         "0 needs an Object or External metric, since no pod is left to measure; else at least 1"});
  }
  if (spec.behavior && spec.behavior->scaleUp)
    RulesCheck("scaleUp", violations).check(*spec.behavior->scaleUp);
  if (spec.behavior && spec.behavior->scaleDown)
    RulesCheck("scaleDown", violations).check(*spec.behavior->scaleDown);
  return violations;
}

}  // namespace tiersim
