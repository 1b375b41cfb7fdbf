#include "lab/scenario/read_hpa.hpp"

#include <algorithm>

#include "lab/scenario/metric_names.hpp"
#include "lab/scenario/spec_field.hpp"
#include "lab/scenario/spec_reader.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

constexpr const char* see_api = "see autoscaling/v2 of the Kubernetes API";

/// Reads the spec of a HorizontalPodAutoscaler field by field, as strictly as `kubectl
/// --validate=strict`.
class HpaReader : public SpecReader {
 public:
  using SpecReader::SpecReader;

  [[nodiscard]] HorizontalPodAutoscalerSpec spec(const Node& node) {
    HorizontalPodAutoscalerSpec spec;
    if (!open(node, "an HPA's spec",
              {"scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior"})) {
      return spec;
    }
    spec.minReplicas = whole(node, "minReplicas");
    if (const auto replicas = whole(node, "maxReplicas"))
      spec.maxReplicas = *replicas;
    else if (node.find("maxReplicas") == nullptr) {
      needs(node, "maxReplicas", "an HPA", "add \"maxReplicas\": 10, the most pods it may ask for");
    }
    if (const Node* metrics = list(node, "metrics")) {
      spec.metrics.emplace();
      for (const Node& item : metrics->items) spec.metrics->push_back(metric(item));
    }
    spec.behavior = behavior(node);
    return spec;
  }

  /// `behavior` of an object that may have it.
  [[nodiscard]] std::optional<ScalingBehavior> behavior(const Node& map) {
    const Node* node = present(map, "behavior");
    if (node == nullptr) return std::nullopt;
    ScalingBehavior behavior;
    if (open(*node, "\"behavior\"", {"scaleUp", "scaleDown"})) {
      behavior.scaleUp = rules(*node, "scaleUp");
      behavior.scaleDown = rules(*node, "scaleDown");
    }
    return behavior;
  }

  /// Refuses what the API server would refuse. `whole` has its defaults.
  void judge(const Node& node, const HorizontalPodAutoscalerSpec& whole) {
    refuse(node, validate(whole));
    refuse(node, validate_metrics(whole));
    if (node.find("minReplicas") == nullptr) {
      assume(node, "minReplicas", std::to_string(whole.minReplicas.value_or(1)),
             "Fewest pods that the HPA asks for.");
    }
  }

 private:
  MetricTarget target(const Node& map, const std::string& owner) {
    MetricTarget target;
    const Node* node = map.find("target");
    if (node == nullptr) {
      needs(map, "target", owner,
            R"(add "target": { "type": "Utilization", "averageUtilization": 70 })");
      return target;
    }
    if (!open(*node, "\"target\"", {"type", "value", "averageValue", "averageUtilization"}))
      return target;
    target.type = text(*node, "type", "\"target\"", see_api);
    target.value = quantity(*node, "value");
    target.averageValue = quantity(*node, "averageValue");
    target.averageUtilization = whole(*node, "averageUtilization");
    return target;
  }

  /// `metric` of a Pods, Object or External source: a name, and a selector that a simulated metric
  /// does not need.
  std::string metric_name(const Node& source, const std::string& owner) {
    const Node* metric = source.find("metric");
    if (metric == nullptr) {
      needs(source, "metric", owner, R"(add "metric": { "name": "requests_per_second" })");
      return {};
    }
    return open(*metric, "\"metric\"", {"name", "selector"})
               ? text(*metric, "name", "\"metric\"", see_api)
               : std::string{};
  }

  std::string described_object(const Node& source, const std::string& owner) {
    const Node* object = source.find("describedObject");
    if (object == nullptr) {
      needs(source, "describedObject", owner,
            R"(add "describedObject": { "kind": "Ingress", "name": "front" })");
      return {};
    }
    if (!open(*object, "\"describedObject\"", {"apiVersion", "kind", "name"})) return {};
    return text(*object, "kind", "\"describedObject\"", see_api) + "/" +
           text(*object, "name", "\"describedObject\"", see_api);
  }

  MetricSpec metric(const Node& node) {
    static const std::vector<std::string> sources{"resource", "containerResource", "pods", "object",
                                                  "external"};
    MetricSpec metric;
    std::vector<std::string> known{"type"};
    known.insert(known.end(), sources.begin(), sources.end());
    if (!open(node, "a metric", known)) return metric;
    metric.type = text(node, "type", "a metric", see_api);
    std::string key = metric.type;
    if (!key.empty() && key.front() >= 'A' && key.front() <= 'Z') {
      key.front() = static_cast<char>(key.front() - 'A' + 'a');
    }
    if (std::find(sources.begin(), sources.end(), key) == sources.end()) {
      return metric;  // the type is refused by `validate_metrics`
    }
    const Node* source = node.find(key);
    const std::string owner = "\"" + key + "\"";
    if (source == nullptr) {
      needs(node, key, "a metric of type " + metric.type, "add " + owner + " beside \"type\"");
      return metric;
    }
    if (key == "resource" || key == "containerResource") {
      const bool of_container = key == "containerResource";
      std::vector<std::string> fields{"name", "target"};
      if (of_container) fields.insert(fields.begin(), "container");
      if (!open(*source, owner, fields)) return metric;
      metric.name = text(*source, "name", owner, see_api);
      if (of_container) metric.container = text(*source, "container", owner, see_api);
    } else {
      std::vector<std::string> fields{"metric", "target"};
      if (key == "object") fields.insert(fields.begin(), "describedObject");
      if (!open(*source, owner, fields)) return metric;
      metric.name = metric_name(*source, owner);
      if (key == "object") metric.describedObject = described_object(*source, owner);
    }
    metric.target = target(*source, owner);
    return metric;
  }

  std::optional<ScalingRules> rules(const Node& behavior, const std::string& key) {
    const Node* node = behavior.find(key);
    if (node == nullptr || node->is_null()) return std::nullopt;
    ScalingRules rules;
    if (!open(*node, "\"" + key + "\"",
              {"stabilizationWindowSeconds", "selectPolicy", "policies", "tolerance"})) {
      return rules;
    }
    rules.stabilizationWindowSeconds = whole(*node, "stabilizationWindowSeconds");
    if (node->find("selectPolicy") != nullptr)
      rules.selectPolicy = text(*node, "selectPolicy", key, see_api);
    rules.tolerance = quantity(*node, "tolerance");
    if (const Node* policies = list(*node, "policies")) {
      rules.policies.emplace();
      for (const Node& item : policies->items) rules.policies->push_back(policy(item));
    }
    return rules;
  }

  ScalingPolicy policy(const Node& node) {
    ScalingPolicy policy;
    if (!open(node, "a policy", {"type", "value", "periodSeconds"})) return policy;
    policy.type = text(node, "type", "a policy", see_api);
    policy.value = needed(node, "value");
    policy.periodSeconds = needed(node, "periodSeconds");
    return policy;
  }

  std::int32_t needed(const Node& map, const std::string& key) {
    if (map.find(key) == nullptr) {
      needs(map, key, "a policy", R"(write { "type": "Pods", "value": 4, "periodSeconds": 15 })");
    }
    return whole(map, key).value_or(0);
  }
};

/// Whether the section "metrics" says what the metric stands for, and that fits its type.
bool is_published(ReadingContext& context, const Node& node, const MetricSpec& metric) {
  for (const NamedMetric& named : context.metrics) {
    if (named.name != metric.name) continue;
    if (metric.type == "Pods" && named.component != context.component) {
      context.reader.fault(node,
                           "a metric of type Pods is one of the pods that are scaled, and " +
                               quote(metric.name) + " is one of " + quote(named.component),
                           "make it a metric of type Object or External");
    }
    return true;
  }
  std::vector<std::string> names;
  for (const NamedMetric& named : context.metrics) names.push_back(named.name);
  const std::string section = "\"metrics\": { " + quote(metric.name) +
                              R"(: { "component": "…", "metric": "requests_total" } })";
  context.reader.warn(
      node,
      "nothing stands for the metric " + quote(metric.name) + " of type " + metric.type +
          ": it is left out",
      names.empty() ? "add " + section
                    : hint_with_list(metric.name, names, "metrics: ") + "; or add " + section);
  return false;
}

/// A metric that nothing stands for would fail at every sync, and a failing metric forbids every
/// scale-down: it is left out of the run (see control_loops.cpp), and that is said. False when
/// nothing is left to scale on.
bool check_published(ReadingContext& context, const Node& spec,
                     const std::vector<MetricSpec>& metrics) {
  std::size_t published = 0;
  std::string container;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Node& node = node_of_field(spec, "metrics[" + std::to_string(i) + "]");
    const bool resource = metrics[i].type == "Resource" || metrics[i].type == "ContainerResource";
    if (resource && metrics[i].name == "memory" && !context.has_memory) {
      context.reader.warn(node, "what a pod uses is not said: this metric never asks for more pods",
                          R"(add "memory": { "base": "200Mi", "per_request": "2Mi" } beside it)");
    }
    if (container.empty()) container = metrics[i].container;
    if (!metrics[i].container.empty() && metrics[i].container != container) {
      context.reader.fault(node,
                           "a pod has one container here, and the metrics name two: " +
                               quote(container) + " and " + quote(metrics[i].container),
                           "leave the metrics of the one that serves");
    }
    if (resource || is_published(context, node, metrics[i])) ++published;
  }
  if (published > 0) return true;
  context.reader.fault(spec, "the autoscaler has no metric that a component publishes",
                       "add one of type Resource with the name cpu");
  return false;
}

}  // namespace

std::optional<HorizontalPodAutoscalerSpec> read_hpa(ReadingContext& context, const Node& node) {
  Reader& reader = context.reader;
  const NamedFile file(context, node);
  if (file.tree() == nullptr) return std::nullopt;
  const std::size_t faults_before = reader.faults();
  const Node* spec =
      spec_of_manifest(reader, *file.tree(),
                       {"HorizontalPodAutoscaler", "autoscaling/v2", R"({ "maxReplicas": 10 })"});
  if (spec == nullptr) return std::nullopt;
  HpaReader hpa(reader);
  HorizontalPodAutoscalerSpec read = hpa.spec(*spec);
  if (reader.faults() != faults_before) return std::nullopt;
  const HorizontalPodAutoscalerSpec whole = with_defaults(read);
  hpa.judge(*spec, whole);
  if (reader.faults() != faults_before) return std::nullopt;
  if (!check_published(context, *spec, *whole.metrics)) return std::nullopt;
  if (reader.faults() != faults_before) return std::nullopt;
  return read;
}

std::optional<ScalingBehavior> read_behavior(Reader& reader, const Node& map) {
  return HpaReader(reader).behavior(map);
}

}  // namespace tiersim::lab
