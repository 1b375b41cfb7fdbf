#include "lab/scenario/read_autoscaler.hpp"

#include <algorithm>

#include "lab/scenario/spec_field.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// Reads the spec of a HorizontalPodAutoscaler field by field, as strictly as `kubectl
/// --validate=strict`.
class HpaReader {
 public:
  explicit HpaReader(Reader& reader) : reader_(reader) {}

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
    if (const Node* behavior = node.find("behavior"); behavior != nullptr && !behavior->is_null()) {
      spec.behavior.emplace();
      if (open(*behavior, "\"behavior\"", {"scaleUp", "scaleDown"})) {
        spec.behavior->scaleUp = rules(*behavior, "scaleUp");
        spec.behavior->scaleDown = rules(*behavior, "scaleDown");
      }
    }
    return spec;
  }

 private:
  bool open(const Node& node, const std::string& owner, const std::vector<std::string>& known) {
    if (!node.is_map()) {
      reader_.fault(node, owner + " is an object, not " + in_words(node),
                    "it holds " + joined(known));
      return false;
    }
    for (const Member& member : node.members) {
      const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
      if (!is_known) reader_.unknown_key(node, member, owner, known, "field");
    }
    return true;
  }

  /// A field is missing, unless a refused one was meant to be it.
  void needs(const Node& map, const std::string& key, const std::string& owner, std::string cure) {
    if (!reader_.is_mistyped(&map, key))
      reader_.fault(map, owner + " needs \"" + key + "\"", std::move(cure));
  }

  const Node* list(const Node& map, const std::string& key) {
    const Node* node = map.find(key);
    if (node == nullptr || node->is_null()) return nullptr;
    return reader_.expect_list(*node, key) ? node : nullptr;
  }

  std::optional<std::int32_t> whole(const Node& map, const std::string& key) {
    const Node* node = map.find(key);
    if (node == nullptr || node->is_null()) return std::nullopt;
    int value = 0;
    const Slot slot = slot_at(*node, key);
    if (!read_scalar(reader_, slot, value)) return std::nullopt;
    reader_.note(slot, std::to_string(value), "");
    return value;
  }

  std::string text(const Node& map, const std::string& key, const std::string& owner) {
    const Node* node = map.find(key);
    std::string value;
    if (node == nullptr)
      needs(map, key, owner, "see autoscaling/v2 of the Kubernetes API");
    else if (read_scalar(reader_, slot_at(*node, key), value))
      reader_.note(slot_at(*node, key), value, "");
    return value;
  }

  std::optional<Quantity> quantity(const Node& map, const std::string& key) {
    const Node* node = map.find(key);
    if (node == nullptr || node->is_null()) return std::nullopt;
    const std::string written = node->is_number() ? (node->integer ? std::to_string(*node->integer)
                                                                   : write_number(node->number))
                                                  : node->text;
    const std::optional<Quantity> value =
        node->is_number() || node->is_string() ? parse_quantity(written) : std::nullopt;
    if (!value) {
      reader_.fault(*node, "\"" + key + "\" is not a quantity: " + in_words(*node),
                    "write \"500m\", \"100\" or \"1Gi\"");
      return std::nullopt;
    }
    reader_.note(slot_at(*node, key), written, "");
    return value;
  }

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
    target.type = text(*node, "type", "\"target\"");
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
    return open(*metric, "\"metric\"", {"name", "selector"}) ? text(*metric, "name", "\"metric\"")
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
    return text(*object, "kind", "\"describedObject\"") + "/" +
           text(*object, "name", "\"describedObject\"");
  }

  MetricSpec metric(const Node& node) {
    static const std::vector<std::string> sources{"resource", "containerResource", "pods", "object",
                                                  "external"};
    MetricSpec metric;
    std::vector<std::string> known{"type"};
    known.insert(known.end(), sources.begin(), sources.end());
    if (!open(node, "a metric", known)) return metric;
    metric.type = text(node, "type", "a metric");
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
      metric.name = text(*source, "name", owner);
      if (of_container) metric.container = text(*source, "container", owner);
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
      rules.selectPolicy = text(*node, "selectPolicy", key);
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
    policy.type = text(node, "type", "a policy");
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

  Reader& reader_;
};

/// What no component publishes would fail at every sync, and a failing metric forbids every
/// scale-down: it is left out of the run (see components_builder.cpp), and that is said. False when
/// nothing is left to scale on.
bool check_published(Reader& reader, const Node& spec, const std::vector<MetricSpec>& metrics) {
  std::size_t published = 0;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Node& node = node_of_field(spec, "metrics[" + std::to_string(i) + "]");
    if (metrics[i].type == "Resource") {
      ++published;
      if (metrics[i].name == "memory") {
        reader.warn(node, "memory of pods is not modelled: this metric never asks for more pods",
                    "scale on cpu");
      }
    } else {
      reader.warn(node,
                  "no component publishes a metric of type " + metrics[i].type + ": it is left out",
                  "scale on the cpu of pods beside it");
    }
  }
  if (published > 0) return true;
  reader.fault(spec, "the autoscaler has no metric that a component publishes",
               "add one of type Resource with the name cpu");
  return false;
}

/// The spec inside a manifest, or the value itself.
const Node* spec_node(Reader& reader, const Node& node) {
  const Node* spec = node.find("spec");
  if (spec == nullptr && node.find("apiVersion") == nullptr && node.find("metadata") == nullptr)
    return &node;
  static const std::vector<std::string> known{"apiVersion", "kind", "metadata", "spec", "status"};
  for (const Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end()) {
      reader.unknown_key(node, member, "a manifest", known, "field");
    }
  }
  const Node* kind = node.find("kind");
  if (kind != nullptr && kind->text != "HorizontalPodAutoscaler") {
    reader.fault(*kind, "the manifest is a " + kind->text + ", not a HorizontalPodAutoscaler",
                 "name the HPA's own file");
    return nullptr;
  }
  const Node* version = node.find("apiVersion");
  if (version != nullptr && version->text != "autoscaling/v2") {
    reader.fault(*version, "\"apiVersion\" is " + in_words(*version),
                 "convert it to \"autoscaling/v2\"");
  }
  if (spec == nullptr)
    reader.fault(node, "a manifest needs a \"spec\"", R"(add "spec": { "maxReplicas": 10 })");
  return spec;
}

std::optional<HorizontalPodAutoscalerSpec> read_hpa(Reader& reader, const Node& node) {
  const std::size_t faults_before = reader.faults();
  const Node* spec = spec_node(reader, node);
  if (spec == nullptr) return std::nullopt;
  const HorizontalPodAutoscalerSpec read = HpaReader(reader).spec(*spec);
  if (reader.faults() != faults_before) return std::nullopt;
  const HorizontalPodAutoscalerSpec whole = with_defaults(read);
  std::vector<SpecViolation> violations = validate(whole);
  for (const SpecViolation& violation : validate_metrics(whole)) violations.push_back(violation);
  for (const SpecViolation& violation : violations) {
    const Node& at = node_of_field(*spec, violation.field);
    reader.fault(at, "\"" + violation.field + "\" " + violation.message, "");
  }
  if (spec->find("minReplicas") == nullptr) {
    Slot slot;
    slot.pointer = spec->pointer + "/minReplicas";
    slot.help = "Fewest pods that the HPA asks for.";
    reader.note(slot, std::to_string(whole.minReplicas.value_or(1)), "");
  }
  if (!violations.empty()) return std::nullopt;
  if (!check_published(reader, *spec, *whole.metrics)) return std::nullopt;
  return read;
}

}  // namespace

std::optional<HorizontalPodAutoscalerSpec> read_autoscaler(ReadingContext& context,
                                                           const Slot& slot) {
  Reader& reader = context.reader;
  if (!reader.expect_map(*slot.node, slot.name)) return std::nullopt;
  for (const Member& member : slot.node->members) {
    if (member.key != "hpa") reader.unknown_key(*slot.node, member, "an autoscaler", {"hpa"});
  }
  const Node* hpa = slot.node->find("hpa");
  if (hpa == nullptr) {
    reader.fault(*slot.node, "an autoscaler needs \"hpa\"",
                 R"(add "hpa": "hpa.yaml", or the HPA's spec itself)");
    return std::nullopt;
  }
  if (!hpa->is_string()) return read_hpa(reader, *hpa);
  const std::string path = context.path_from(*hpa);
  const std::optional<std::string> text = context.files(path);
  if (!text) {
    reader.fault(*hpa, "cannot read " + quote(path), "name a file that exists and can be read");
    return std::nullopt;
  }
  const std::string& kept = context.texts[path] = *text;
  std::optional<Node> tree = parse_source(path, kept, context.diagnostics);
  if (!tree) return std::nullopt;
  assign_pointers(*tree, hpa->pointer);
  return read_hpa(reader, *tree);
}

}  // namespace tiersim::lab
