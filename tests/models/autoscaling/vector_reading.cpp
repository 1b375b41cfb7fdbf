#include "tests/models/autoscaling/vector_reading.hpp"

#include <stdexcept>

namespace tiersim::vectors {
namespace {

template <class T>
std::optional<T> optional(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional<T>(json.get<T>());
}

template <class T>
T value_or(const Json& object, const char* key, T otherwise) {
  return optional<T>(member(object, key)).value_or(otherwise);
}

std::optional<Quantity> quantity(const Json& json) {
  if (json.is_null()) return std::nullopt;
  const std::string text = json.is_string() ? json.get<std::string>() : json.dump();
  const std::optional<Quantity> read = parse_quantity(text);
  if (!read) throw std::runtime_error("\"" + text + "\" is not a quantity");
  return read;
}

TimePoint aged(const Json& age, TimePoint now) {
  return age.is_null() ? TimePoint{} : now - seconds(age);
}

std::optional<ScalingRules> read_rules(const Json& json) {
  if (json.is_null()) return std::nullopt;
  ScalingRules rules{optional<std::int32_t>(member(json, "stabilizationWindowSeconds")),
                     optional<std::string>(member(json, "selectPolicy")), std::nullopt,
                     quantity(member(json, "tolerance"))};
  if (const Json& policies = member(json, "policies"); !policies.is_null()) {
    rules.policies.emplace();
    for (const Json& policy : policies) {
      rules.policies->push_back({value_or<std::string>(policy, "type", ""),
                                 value_or(policy, "value", 0),
                                 value_or(policy, "periodSeconds", 0)});
    }
  }
  return rules;
}

MetricSpec read_metric(const Json& json) {
  MetricSpec metric{.type = json.at("type").get<std::string>(), .name = {}};
  std::string key = metric.type;
  if (!key.empty())
    key.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(key.front())));
  const Json& source = member(json, key.c_str());
  if (source.is_null()) return metric;
  metric.name = source.contains("name")
                    ? source["name"].get<std::string>()
                    : value_or<std::string>(member(source, "metric"), "name", "");
  metric.container = value_or<std::string>(source, "container", "");
  if (const Json& object = member(source, "describedObject"); !object.is_null()) {
    metric.describedObject =
        value_or<std::string>(object, "kind", "") + "/" + value_or<std::string>(object, "name", "");
  }
  const Json& target = member(source, "target");
  metric.target = {value_or<std::string>(target, "type", ""), quantity(member(target, "value")),
                   quantity(member(target, "averageValue")),
                   optional<std::int32_t>(member(target, "averageUtilization"))};
  return metric;
}

Json to_json(const std::optional<Quantity>& quantity) {
  return quantity ? Json(quantity->milli) : Json();
}

template <class T>
Json to_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json to_json(const std::optional<ScalingRules>& rules) {
  if (!rules) return {};
  Json policies;
  if (rules->policies) {
    policies = Json::array();
    for (const ScalingPolicy& policy : *rules->policies) {
      policies.push_back({{"type", policy.type},
                          {"value", policy.value},
                          {"periodSeconds", policy.periodSeconds}});
    }
  }
  return {{"stabilizationWindowSeconds", to_json(rules->stabilizationWindowSeconds)},
          {"selectPolicy", to_json(rules->selectPolicy)},
          {"policies", policies},
          {"tolerance", to_json(rules->tolerance)}};
}

Json to_json(const MetricSpec& metric) {
  return {{"type", metric.type},
          {"name", metric.name},
          {"container", metric.container},
          {"describedObject", metric.describedObject},
          {"targetType", metric.target.type},
          {"value", to_json(metric.target.value)},
          {"averageValue", to_json(metric.target.averageValue)},
          {"averageUtilization", to_json(metric.target.averageUtilization)}};
}

}  // namespace

const Json& member(const Json& object, const char* key) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

Duration seconds(const Json& number) {
  if (number.is_number_integer()) return std::chrono::seconds(number.get<std::int64_t>());
  return from_seconds(number.get<double>());
}

HorizontalPodAutoscalerSpec read_spec(const Json& json) {
  HorizontalPodAutoscalerSpec spec;
  spec.minReplicas = optional<std::int32_t>(member(json, "minReplicas"));
  spec.maxReplicas = value_or(json, "maxReplicas", 0);
  if (const Json& metrics = member(json, "metrics"); !metrics.is_null()) {
    spec.metrics.emplace();
    for (const Json& metric : metrics) spec.metrics->push_back(read_metric(metric));
  }
  if (const Json& behavior = member(json, "behavior"); !behavior.is_null()) {
    spec.behavior = ScalingBehavior{read_rules(member(behavior, "scaleUp")),
                                    read_rules(member(behavior, "scaleDown"))};
  }
  return spec;
}

ControllerSettings read_controller(const Json& json) {
  ControllerSettings settings;
  const auto span = [&](const char* key, Duration& field) {
    if (const Json& value = member(json, key); !value.is_null()) field = seconds(value);
  };
  span("syncPeriodSeconds", settings.sync_period);
  span("downscaleStabilizationSeconds", settings.downscale_stabilization);
  span("cpuInitializationPeriodSeconds", settings.cpu_initialization_period);
  span("initialReadinessDelaySeconds", settings.initial_readiness_delay);
  settings.tolerance = value_or(json, "tolerance", settings.tolerance);
  settings.scale_up_limit_factor =
      value_or(json, "scaleUpLimitFactor", settings.scale_up_limit_factor);
  settings.scale_up_limit_minimum =
      value_or(json, "scaleUpLimitMinimum", settings.scale_up_limit_minimum);
  settings.pod_level_resources = value_or(json, "podLevelResources", settings.pod_level_resources);
  return settings;
}

HpaHistory read_history(const Json& state, TimePoint now) {
  HpaHistory history;
  if (const Json& list = member(state, "recommendations"); !list.is_null()) {
    history.recommendations = RecommendationHistory(read_recommendations(list, now));
  }
  history.events.up = read_events(member(state, "scaleUpEvents"), now);
  history.events.down = read_events(member(state, "scaleDownEvents"), now);
  return history;
}

std::vector<Recommendation> read_recommendations(const Json& list, TimePoint now) {
  std::vector<Recommendation> recommendations;
  for (const Json& entry : list) {
    recommendations.push_back(
        {entry.at("replicas").get<std::int32_t>(), aged(entry.at("ageSeconds"), now)});
  }
  return recommendations;
}

ScaleEvents read_events(const Json& list, TimePoint now) {
  std::vector<ScaleEvent> events;
  for (const Json& entry : list) {
    events.push_back({entry.at("replicaChange").get<std::int32_t>(),
                      aged(entry.at("ageSeconds"), now), value_or(entry, "outdated", false)});
  }
  return ScaleEvents(std::move(events));
}

Json to_json(const HorizontalPodAutoscalerSpec& spec) {
  Json json{{"minReplicas", to_json(spec.minReplicas)}, {"maxReplicas", spec.maxReplicas}};
  if (spec.metrics) {
    json["metrics"] = Json::array();
    for (const MetricSpec& metric : *spec.metrics) json["metrics"].push_back(to_json(metric));
  }
  if (spec.behavior) {
    json["behavior"] = {{"scaleUp", to_json(spec.behavior->scaleUp)},
                        {"scaleDown", to_json(spec.behavior->scaleDown)}};
  }
  return json;
}

}  // namespace tiersim::vectors
