#include <string_view>

#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim {
namespace {

struct MetricType {
  std::string_view name;
  bool utilization;
  bool average_value;
  bool value;
  std::string_view targets;  ///< the same for people
};

constexpr MetricType metric_types[] = {
    {"Resource", true, true, false, "Utilization or AverageValue"},
    {"ContainerResource", true, true, false, "Utilization or AverageValue"},
    {"Pods", false, true, false, "AverageValue"},
    {"Object", false, true, true, "Value or AverageValue"},
    {"External", false, true, true, "Value or AverageValue"},
};

void check_target(const MetricTarget& target, const MetricType& type, const std::string& place,
                  std::vector<SpecViolation>& violations) {
  const auto add = [&](const std::string& field, std::string_view rule, std::string message) {
    violations.push_back(
        {place + ".target." + field, "metric." + std::string(rule), std::move(message)});
  };
  if (target.type == "Utilization" && type.utilization) {
    if (!target.averageUtilization || *target.averageUtilization <= 0) {
      add("averageUtilization", "averageUtilization",
          "must be a percentage greater than 0, such as 70");
    }
  } else if (target.type == "AverageValue" && type.average_value) {
    if (!target.averageValue || target.averageValue->milli <= 0) {
      add("averageValue", "averageValue", "must be a quantity greater than 0, such as \"100\"");
    }
  } else if (target.type == "Value" && type.value) {
    if (!target.value || target.value->milli <= 0) {
      add("value", "value", "must be a quantity greater than 0, such as \"100\"");
    }
  } else {
    add("type", "targetType",
        "of a " + std::string(type.name) + " metric must be " + std::string(type.targets) +
            ", is \"" + target.type + "\"");
  }
}

}  // namespace

std::vector<SpecViolation> validate_metrics(const HorizontalPodAutoscalerSpec& spec) {
  std::vector<SpecViolation> violations;
  if (!spec.metrics) return violations;
  for (std::size_t i = 0; i < spec.metrics->size(); ++i) {
    const MetricSpec& metric = (*spec.metrics)[i];
    const std::string place = "metrics[" + std::to_string(i) + "]";
    const MetricType* type = nullptr;
    for (const MetricType& known : metric_types) {
      if (known.name == metric.type) type = &known;
    }
    if (type == nullptr) {
      violations.push_back({place + ".type", "metric.type",
                            "must be Resource, ContainerResource, Pods, Object or External, is \"" +
                                metric.type + "\""});
      continue;
    }
    if (metric.name.empty())
      violations.push_back({place + ".name", "metric.name", "must name the metric"});
    if (metric.type == "ContainerResource" && metric.container.empty()) {
      violations.push_back({place + ".container", "metric.container", "must name the container"});
    }
    check_target(metric.target, *type, place, violations);
  }
  return violations;
}

}  // namespace tiersim
