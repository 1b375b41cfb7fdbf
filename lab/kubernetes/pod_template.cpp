#include "lab/kubernetes/pod_template.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "lab/kubernetes/described_part.hpp"
#include "lab/scenario/values.hpp"
#include "models/autoscaling/quantity.hpp"
#include "models/compute/deployment_params.hpp"

namespace tiersim::lab {
namespace {

std::string written(const Node& node) {
  if (node.is_number())
    return node.integer ? std::to_string(*node.integer) : write_number(node.number);
  return node.text;
}

/// Sums an amount over the containers of a pod.
struct Sum {
  std::int64_t milli = 0;
  std::size_t containers = 0;  ///< that name it
  Place place{};
};

class PodTemplateReader {
 public:
  PodTemplateReader(const Manifest& manifest, Node& component, ImportNotes& notes,
                    Diagnostics& diagnostics)
      : manifest_(manifest), component_(component), notes_(notes), diagnostics_(diagnostics) {}

  void read(const Node& pod) {
    const Node* containers = pod.find("containers");
    if (containers == nullptr || !containers->is_list() || containers->items.empty()) {
      diagnostics_.add({Severity::Error, manifest_.title() + " has no containers",
                        containers == nullptr ? pod.place : containers->place, "",
                        "add spec.template.spec.containers"});
      return;
    }
    for (const Node& container : containers->items) read_container(container, true);
    if (const Node* initial = pod.find("initContainers"); initial != nullptr) {
      // A sidecar runs beside the others and its requests count; what ends does not.
      for (const Node& container : initial->items) {
        if (text_of(&container, "restartPolicy") == "Always")
          read_container(container, false);
        else if (container.is_map())
          notes_.ignored.push_back({container.place, where("initContainer", container)});
      }
    }
    write_resources();
    for (Member& part : parts_) component_.members.push_back(std::move(part));
    if (const Node* grace = pod.find("terminationGracePeriodSeconds"))
      component_.members.push_back({"terminationGracePeriodSeconds", grace->place, *grace});
    note_rest(pod);
  }

 private:
  [[nodiscard]] std::string where(const std::string& what, const Node& container) const {
    return manifest_.title() + ": " + what + " " + text_of(&container, "name", "without a name");
  }

  void read_container(const Node& container, bool serves) {
    if (!container.is_map()) {
      diagnostics_.add({Severity::Error, "a container is an object, not " + in_words(container),
                        container.place, "", "write { name: …, resources: … }"});
      return;
    }
    ++containers_;
    const std::string here = where("container", container);
    if (const Node* resources = container.find("resources")) add_amounts(*resources, here);
    std::vector<const Member*> others;
    for (const Member& member : container.members) {
      if (member.key == "name" || member.key == "resources") continue;
      const bool taken = serves && take_part(member, here);
      if (!taken) others.push_back(&member);
    }
    note_ignored(others, here, notes_);
  }

  /// Probes and lifecycle: the first container that has one decides.
  bool take_part(const Member& member, const std::string& here) {
    for (const Member& known : parts_) {
      if (known.key == member.key) return false;
    }
    const std::string path = here + "." + member.key;
    if (member.key.ends_with("Probe")) {
      parts_.push_back(
          {member.key, member.key_place, described_part<Probe>(member.value, path, notes_)});
      return true;
    }
    if (member.key != "lifecycle") return false;
    Node lifecycle = member.value;
    sleep_of_command(lifecycle);
    Node kept = described_part<Lifecycle>(lifecycle, path, notes_);
    const Node* hook = kept.find("preStop");
    if (hook != nullptr && hook->is_map() && hook->find("sleep") == nullptr) return true;
    parts_.push_back({member.key, member.key_place, std::move(kept)});
    return true;
  }

  /// `exec: { command: [sleep, "10"] }`, in a shell or not, is what `sleep: { seconds: 10 }` says.
  static void sleep_of_command(Node& lifecycle) {
    Node* hook = lifecycle.find("preStop");
    const Node* command = descend(hook, {"exec", "command"});
    if (command == nullptr || command->items.empty()) return;
    std::string words;
    for (const Node& word : command->items) words += (words.empty() ? "" : " ") + written(word);
    const std::size_t at = words.rfind("sleep ");
    if (at == std::string::npos || (at > 0 && words[at - 1] != ' ' && words[at - 1] != '/')) return;
    int seconds = 0;
    const char* const begin = words.data() + at + 6;
    const char* const end = words.data() + words.size();
    const auto [rest, error] = std::from_chars(begin, end, seconds);
    if (error != std::errc{} || rest != end) return;
    Node sleep = map_node(command->place);
    add_member(sleep, "seconds", count_node(seconds, command->place));
    std::erase_if(hook->members, [](const Member& member) { return member.key == "exec"; });
    add_member(*hook, "sleep", std::move(sleep));
  }

  void add_amounts(const Node& resources, const std::string& here) {
    std::vector<const Member*> others;
    for (const Member& group : resources.members) {
      if (group.key != "requests" && group.key != "limits") {
        others.push_back(&group);
        continue;
      }
      std::vector<const Member*> unknown;
      for (const Member& amount : group.value.members) {
        const bool cpu = amount.key == "cpu";
        if (!cpu && amount.key != "memory")
          unknown.push_back(&amount);
        else
          add(amount, sums_[group.key == "limits"][cpu ? 0 : 1]);
      }
      note_ignored(unknown, here + ".resources." + group.key, notes_);
    }
    note_ignored(others, here + ".resources", notes_);
  }

  void add(const Member& amount, Sum& sum) {
    const bool scalar = amount.value.is_number() || amount.value.is_string();
    const std::optional<Quantity> quantity =
        scalar ? parse_quantity(written(amount.value)) : std::nullopt;
    if (!quantity || quantity->milli <= 0) {
      const bool cpu = amount.key == "cpu";
      diagnostics_.add({Severity::Error,
                        "\"" + amount.key + "\" is not an amount of " +
                            (cpu ? "CPU: " : "memory: ") + in_words(amount.value),
                        amount.value.place, "",
                        cpu ? "write \"500m\" or \"2\"" : "write \"512Mi\" or \"1Gi\""});
      return;
    }
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    sum.milli = std::min(sum.milli, most - quantity->milli) + quantity->milli;
    ++sum.containers;
    if (sum.place.line == 0) sum.place = amount.value.place;
  }

  /// A pod has an amount when all of its containers have it: one without a limit has none, one
  /// without a request fails the HPA's utilization.
  void write_resources() {
    Node resources = map_node();
    for (const bool limits : {false, true}) {
      Node group = map_node();
      for (const bool cpu : {true, false}) {
        const Sum& sum = sums_[limits][cpu ? 0 : 1];
        const std::string name =
            std::string(limits ? "limits." : "requests.") + (cpu ? "cpu" : "memory");
        if (sum.containers == 0) continue;
        if (sum.containers < containers_) {
          notes_.ignored.push_back(
              {sum.place, manifest_.title() + ": " + name + ", which " +
                              std::to_string(sum.containers) + " of " +
                              std::to_string(containers_) +
                              " containers have: the pod as a whole has none"});
          continue;
        }
        const std::string text =
            cpu ? write_text(Cores{static_cast<double>(sum.milli) / 1000})
                : write_text(Bytes{sum.milli / 1000 + (sum.milli % 1000 == 0 ? 0 : 1)});
        add_member(group, cpu ? "cpu" : "memory", text_node(text, sum.place));
      }
      if (!group.members.empty()) add_member(resources, limits ? "limits" : "requests", group);
    }
    if (!resources.members.empty()) add_member(component_, "resources", std::move(resources));
  }

  void note_rest(const Node& pod) {
    std::vector<const Member*> others;
    for (const Member& member : pod.members) {
      if (member.key == "containers" || member.key == "initContainers" ||
          member.key == "terminationGracePeriodSeconds")
        continue;
      const bool same = member.key == "topologySpreadConstraints";
      if (!same || !take_described<DeploymentParams>(member, manifest_.title() + ": pod",
                                                     component_, notes_))
        others.push_back(&member);
    }
    note_ignored(others, manifest_.title() + ": pod", notes_);
  }

  const Manifest& manifest_;
  Node& component_;
  ImportNotes& notes_;
  Diagnostics& diagnostics_;
  Sum sums_[2][2];  // requests and limits, of cpu and of memory
  std::size_t containers_ = 0;
  std::vector<Member> parts_;
};

}  // namespace

void read_pod_template(const Manifest& manifest, Node& component, ImportNotes& notes,
                       Diagnostics& diagnostics) {
  const Node* pod = descend(manifest.spec(), {"template", "spec"});
  if (pod == nullptr || !pod->is_map()) {
    diagnostics.add({Severity::Error, manifest.title() + " has no pod template", manifest.place, "",
                     "add spec.template.spec with its containers"});
    return;
  }
  PodTemplateReader(manifest, component, notes, diagnostics).read(*pod);
}

std::int64_t cpu_request_milli(const Node& component) {
  const Node* cpu = descend(&component, {"resources", "requests", "cpu"});
  const std::optional<Quantity> quantity =
      cpu == nullptr ? std::nullopt : parse_quantity(cpu->text);
  return quantity ? quantity->milli : 0;
}

}  // namespace tiersim::lab
