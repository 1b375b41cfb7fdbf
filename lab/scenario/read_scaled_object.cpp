#include "lab/scenario/read_scaled_object.hpp"

#include "lab/scenario/read_hpa.hpp"
#include "lab/scenario/read_triggers.hpp"
#include "lab/scenario/spec_reader.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

class ScaledObjectReader : public SpecReader {
 public:
  explicit ScaledObjectReader(ReadingContext& context)
      : SpecReader(context.reader), context_(context) {}

  [[nodiscard]] ScaledObjectUse spec(const Node& node) {
    ScaledObjectUse use;
    keda::ScaledObjectSpec& spec = use.spec;
    if (!open(node, owner,
              {"scaleTargetRef", "pollingInterval", "cooldownPeriod", "initialCooldownPeriod",
               "idleReplicaCount", "minReplicaCount", "maxReplicaCount", "fallback", "advanced",
               "triggers"}))
      return use;
    take(node, "pollingInterval", spec.pollingInterval, "Seconds between two looks at triggers.");
    take(node, "cooldownPeriod", spec.cooldownPeriod,
         "Seconds after the last activity before the step to 0 or idle.");
    take(node, "initialCooldownPeriod", spec.initialCooldownPeriod,
         "Seconds after creation before the first step to 0.");
    take(node, "minReplicaCount", spec.minReplicaCount, "Fewest pods while a trigger is active.");
    take(node, "maxReplicaCount", spec.maxReplicaCount, "Most pods.");
    spec.idleReplicaCount = whole(node, "idleReplicaCount");
    if (const Node* fallback = present(node, "fallback")) spec.fallback = read_fallback(*fallback);
    if (const Node* advanced = present(node, "advanced")) read_advanced(*advanced, spec);
    read_triggers(node, use);
    return use;
  }

  /// The annotations `autoscaling.keda.sh/paused…` of a manifest.
  [[nodiscard]] keda::Pause pause(const Node& manifest) {
    keda::Pause pause;
    const Node* metadata = manifest.find("metadata");
    const Node* annotations = metadata == nullptr ? nullptr : present(*metadata, "annotations");
    if (annotations == nullptr || !reader_.expect_map(*annotations, "annotations")) return pause;
    pause.paused = says_true(*annotations, "paused");
    pause.scale_in = says_true(*annotations, "paused-scale-in");
    pause.scale_out = says_true(*annotations, "paused-scale-out");
    if (const Node* count = annotations->find(prefix + "paused-replicas")) {
      const std::optional<double> value = whole_number_text(count->text);
      if (count->is_string() && value && *value >= 0 && *value <= 1e6)
        pause.paused_replicas = static_cast<std::int32_t>(*value);
      else
        reader_.fault(*count, "\"paused-replicas\" is " + in_words(*count),
                      "write a number of pods as a text: \"0\"");
    }
    return pause;
  }

  void judge(const Node& node, const keda::ScaledObjectSpec& spec) {
    refuse(node, keda::validate(spec));
    if (spec.behavior) {
      std::vector<SpecViolation> violations = validate(with_defaults(keda::hpa_spec_of(spec)));
      for (SpecViolation& violation : violations) {
        if (violation.field.starts_with("behavior"))
          violation.field = "advanced.horizontalPodAutoscalerConfig." + violation.field;
      }
      refuse(node, violations);
    }
  }

 private:
  static constexpr const char* owner = "a ScaledObject";
  inline static const std::string prefix = "autoscaling.keda.sh/";

  void take(const Node& node, const std::string& key, std::int32_t& out, std::string_view help) {
    if (const auto value = whole(node, key))
      out = *value;
    else if (node.find(key) == nullptr)
      assume(node, key, std::to_string(out), help);
  }

  keda::Fallback read_fallback(const Node& node) {
    keda::Fallback fallback;
    if (!open(node, "\"fallback\"", {"failureThreshold", "replicas", "behavior"})) return fallback;
    for (const auto& [key, out] : {std::pair{"failureThreshold", &fallback.failureThreshold},
                                   std::pair{"replicas", &fallback.replicas}}) {
      if (const auto value = whole(node, key))
        *out = *value;
      else if (node.find(key) == nullptr)
        needs(node, key, "\"fallback\"", R"(write { "failureThreshold": 3, "replicas": 6 })");
    }
    fallback.behavior = optional_text(node, "behavior").value_or(fallback.behavior);
    return fallback;
  }

  void read_advanced(const Node& node, keda::ScaledObjectSpec& spec) {
    if (!open(node, "\"advanced\"",
              {"restoreToOriginalReplicaCount", "horizontalPodAutoscalerConfig"}))
      return;
    const Node* config = present(node, "horizontalPodAutoscalerConfig");
    if (config != nullptr &&
        open(*config, "\"horizontalPodAutoscalerConfig\"", {"name", "behavior"}))
      spec.behavior = read_behavior(reader_, *config);
  }

  void read_triggers(const Node& node, ScaledObjectUse& use) {
    const Node* triggers = list(node, "triggers");
    if (triggers == nullptr) {
      if (node.find("triggers") == nullptr)
        needs(node, "triggers", owner,
              R"(add "triggers": [ { "type": "prometheus", "metadata": { … } } ])");
      return;
    }
    for (const Node& item : triggers->items) {
      auto read = TriggerReader(context_).read(item);
      if (!read) continue;
      use.spec.triggers.push_back(std::move(read->trigger));
      use.triggers.push_back(std::move(read->use));
    }
  }

  bool says_true(const Node& annotations, const std::string& name) {
    const Node* node = annotations.find(prefix + name);
    if (node == nullptr) return false;
    if (node->is_string() && (node->text == "true" || node->text == "false"))
      return node->text == "true";
    reader_.fault(*node, quote(name) + " is " + in_words(*node), R"(write "true" or "false")");
    return false;
  }

  ReadingContext& context_;
};

}  // namespace

std::optional<ScaledObjectUse> read_scaled_object(ReadingContext& context, const Node& node) {
  Reader& reader = context.reader;
  const NamedFile file(context, node);
  if (file.tree() == nullptr) return std::nullopt;
  const std::size_t faults_before = reader.faults();
  const Node* spec = spec_of_manifest(
      reader, *file.tree(), {"ScaledObject", "keda.sh/v1alpha1", R"({ "triggers": [ … ] })"});
  if (spec == nullptr) return std::nullopt;
  ScaledObjectReader scaled_object(context);
  ScaledObjectUse use = scaled_object.spec(*spec);
  if (spec != file.tree()) use.spec.pause = scaled_object.pause(*file.tree());
  if (reader.faults() == faults_before) scaled_object.judge(*spec, use.spec);
  if (reader.faults() != faults_before) return std::nullopt;
  return use;
}

}  // namespace tiersim::lab
