#include "lab/kubernetes/deployment_component.hpp"

#include <set>

#include "lab/kubernetes/described_part.hpp"
#include "lab/kubernetes/pod_template.hpp"
#include "models/compute/deployment_params.hpp"

namespace tiersim::lab {
namespace {

Node request_steps() {
  Node step = map_node();
  add_member(step, "cpu", text_node("10ms"));
  Node steps;
  steps.kind = Node::Kind::List;
  steps.items.push_back(std::move(step));
  Node operations = map_node();
  add_member(operations, "request", std::move(steps));
  return operations;
}

/// Members of the Deployment's spec that a component has under the same name.
void copy_spec(const Manifest& manifest, Node& component, ImportNotes& notes) {
  static const std::set<std::string, std::less<>> read_elsewhere{"replicas", "selector",
                                                                 "template"};
  static const std::set<std::string, std::less<>> same{"strategy", "minReadySeconds",
                                                       "progressDeadlineSeconds"};
  std::vector<const Member*> others;
  for (const Member& member : manifest.spec()->members) {
    if (read_elsewhere.contains(member.key) || member.value.is_null()) continue;
    if (!same.contains(member.key) ||
        !take_described<DeploymentParams>(member, manifest.title(), component, notes))
      others.push_back(&member);
  }
  note_ignored(others, manifest.title(), notes);
}

}  // namespace

Node deployment_component(const Manifest& manifest, ImportNotes& notes, Diagnostics& diagnostics) {
  Node component = map_node(manifest.place);
  add_member(component, "kind", text_node("deployment"));
  read_pod_template(manifest, component, notes, diagnostics);
  copy_spec(manifest, component, notes);
  add_member(component, "slots", count_node(64));
  add_member(component, "start_up", text_node("20s"));
  add_member(component, "operations", request_steps());
  return component;
}

}  // namespace tiersim::lab
