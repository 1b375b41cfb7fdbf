#include "lab/scenario/read_vpa.hpp"

#include "lab/scenario/spec_reader.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

class VpaReader : public SpecReader {
 public:
  using SpecReader::SpecReader;

  [[nodiscard]] vpa::ResourcePolicy policy(const Node& node) {
    vpa::ResourcePolicy policy;
    if (!open(node, "a VerticalPodAutoscaler", {"targetRef", "updatePolicy", "resourcePolicy"}))
      return policy;
    check_mode(node);
    const Node* resources = present(node, "resourcePolicy");
    if (resources == nullptr || !open(*resources, "\"resourcePolicy\"", {"containerPolicies"}))
      return policy;
    const Node* containers = list(*resources, "containerPolicies");
    if (containers == nullptr) return policy;
    for (const Node& item : containers->items) read_container(item, policy);
    if (containers->items.size() > 1) {
      reader_.fault(*containers,
                    "a pod has one container here, and these are " +
                        std::to_string(containers->items.size()) + " policies",
                    "leave the one of the container that serves");
    }
    return policy;
  }

 private:
  /// The API's default replaces pods, which would be another run than the one that is made.
  void check_mode(const Node& node) {
    const Node* update = present(node, "updatePolicy");
    if (update != nullptr && !open(*update, "\"updatePolicy\"", {"updateMode", "minReplicas"}))
      return;
    const Node* mode = update == nullptr ? nullptr : update->find("updateMode");
    if (mode != nullptr && mode->is_string() && mode->text == "Off") {
      reader_.note(slot_at(*mode, "updateMode"), mode->text, "");
      return;
    }
    reader_.fault(mode != nullptr ? *mode : node,
                  mode != nullptr ? "\"updateMode\" is " + in_words(*mode) +
                                        ", and pods cannot be given other requests in a run"
                                  : "without \"updateMode\" pods would be given other requests, "
                                    "which cannot be done in a run",
                  R"(write "updatePolicy": { "updateMode": "Off" }: it recommends only)");
  }

  void read_container(const Node& node, vpa::ResourcePolicy& policy) {
    if (!open(node, "a container's policy",
              {"containerName", "mode", "minAllowed", "maxAllowed", "controlledResources",
               "controlledValues"}))
      return;
    read_amounts(node, "minAllowed", policy.minAllowed_cpu_milli, policy.minAllowed_memory_bytes);
    read_amounts(node, "maxAllowed", policy.maxAllowed_cpu_milli, policy.maxAllowed_memory_bytes);
    if (policy.minAllowed_cpu_milli.value_or(0) >
            policy.maxAllowed_cpu_milli.value_or(policy.minAllowed_cpu_milli.value_or(0)) ||
        policy.minAllowed_memory_bytes.value_or(0) >
            policy.maxAllowed_memory_bytes.value_or(policy.minAllowed_memory_bytes.value_or(0)))
      reader_.fault(*node.find("minAllowed"), "\"minAllowed\" is above \"maxAllowed\"", "lower it");
  }

  void read_amounts(const Node& node, const std::string& key, std::optional<std::int64_t>& cpu,
                    std::optional<std::int64_t>& memory) {
    const Node* amounts = present(node, key);
    if (amounts == nullptr || !open(*amounts, quote(key), {"cpu", "memory"})) return;
    if (const auto cores = quantity(*amounts, "cpu")) cpu = cores->milli;
    if (const auto bytes = quantity(*amounts, "memory")) memory = bytes->milli / 1000;
  }
};

}  // namespace

std::optional<vpa::ResourcePolicy> read_vpa(ReadingContext& context, const Node& node) {
  Reader& reader = context.reader;
  const NamedFile file(context, node);
  if (file.tree() == nullptr) return std::nullopt;
  const std::size_t faults_before = reader.faults();
  const Node* spec = spec_of_manifest(reader, *file.tree(),
                                      {"VerticalPodAutoscaler", "autoscaling.k8s.io/v1",
                                       R"({ "updatePolicy": { "updateMode": "Off" } })"});
  if (spec == nullptr) return std::nullopt;
  vpa::ResourcePolicy policy = VpaReader(reader).policy(*spec);
  if (reader.faults() != faults_before) return std::nullopt;
  return policy;
}

}  // namespace tiersim::lab
