#include "lab/kubernetes/house_builder.hpp"

#include <algorithm>

#include "lab/kubernetes/autoscaler.hpp"
#include "lab/kubernetes/deployment_component.hpp"
#include "lab/kubernetes/described_part.hpp"
#include "models/compute/deployment_params.hpp"

namespace tiersim::lab {
namespace {

bool is_workload(const Manifest& manifest) {
  return manifest.kind == "Deployment" || manifest.kind == "StatefulSet";
}

/// Every pair of the selector is among the labels of the workload's pods, in the same namespace.
bool is_selected(const Node* selector, const Manifest& by, const Manifest& workload) {
  const Node* labels = descend(workload.spec(), {"template", "metadata", "labels"});
  if (selector == nullptr || selector->members.empty() || labels == nullptr ||
      by.name_space != workload.name_space)
    return false;
  return std::all_of(selector->members.begin(), selector->members.end(), [&](const Member& pair) {
    const Node* label = labels->find(pair.key);
    return label != nullptr && canonical_json(*label) == canonical_json(pair.value);
  });
}

}  // namespace

void HouseBuilder::use(const Manifest& manifest, const std::string& as) {
  notes_.used.push_back({manifest.place, manifest.title() + " as " + as});
}

void HouseBuilder::assume(const std::string& path, const std::string& value,
                          const std::string& source) {
  notes_.defaulted.push_back({{}, path + " = " + value + "  (" + source + ")"});
}

/// The object's name with what a scenario's names may hold, made another one where it is taken.
std::string HouseBuilder::unique_name(const Manifest& manifest, const std::string& suffix) {
  std::string name = manifest.name;
  for (char& letter : name) {
    const bool fine = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
    if (!fine) letter = '-';
  }
  const auto taken = [this](const std::string& candidate) {
    return std::find(names_.begin(), names_.end(), candidate) != names_.end();
  };
  std::string chosen = name;
  if (taken(chosen)) chosen = name + suffix;
  for (int number = 2; taken(chosen); ++number)
    chosen = name + suffix + "-" + std::to_string(number);
  names_.push_back(chosen);
  return chosen;
}

HouseBuilder::Workload* HouseBuilder::find(const std::string& kind, const std::string& name_space,
                                           const std::string& name) {
  const auto found = std::find_if(workloads_.begin(), workloads_.end(), [&](const Workload& each) {
    return each.manifest->kind == kind && each.manifest->name_space == name_space &&
           each.manifest->name == name;
  });
  return found == workloads_.end() ? nullptr : &*found;
}

void HouseBuilder::add_workloads() {
  for (const Manifest& manifest : manifests_) {
    if (is_workload(manifest)) add_workload(manifest);
  }
}

void HouseBuilder::add_workload(const Manifest& manifest) {
  if (manifest.spec() == nullptr || !manifest.spec()->is_map()) {
    diagnostics_.add({Severity::Error, manifest.title() + " has no spec", manifest.place, "",
                      "add the spec with its pod template"});
    return;
  }
  Workload workload{&manifest, unique_name(manifest, "-pods"),
                    deployment_component(manifest, notes_, diagnostics_)};
  const bool stateful = manifest.kind == "StatefulSet";
  use(manifest, "components." + workload.component +
                    (stateful ? ", a deployment: order and volumes are not modelled" : ""));
  workloads_.push_back(std::move(workload));
}

void HouseBuilder::add_autoscalers() {
  std::map<const Workload*, const Manifest*> taken;
  for (const Manifest& manifest : manifests_) {
    if (manifest.kind == "HorizontalPodAutoscaler" || manifest.kind == "ScaledObject")
      add_autoscaler(manifest, taken);
  }
}

void HouseBuilder::add_autoscaler(const Manifest& manifest,
                                  std::map<const Workload*, const Manifest*>& taken) {
  const std::optional<ScaleTarget> target = scale_target(manifest, diagnostics_);
  if (!target) return;
  Workload* const workload = find(target->kind, manifest.name_space, target->name);
  if (workload == nullptr) {
    Manifest absent;
    absent.kind = target->kind;
    absent.name_space = manifest.name_space;
    absent.name = target->name;
    diagnostics_.add(
        {Severity::Error,
         manifest.title() + " scales " + absent.title() + ", which is in none of the files",
         target->place, "", "name the file that has it as well"});
    return;
  }
  const auto [known, is_first] = taken.emplace(workload, &manifest);
  if (!is_first) {
    const Manifest& other = *known->second;
    diagnostics_.add(
        {Severity::Error,
         manifest.title() + " and " + other.title() + " both scale " + workload->manifest->title(),
         manifest.place, "",
         "the other one stands at " + other.place.file + ":" + std::to_string(other.place.line) +
             "; keep one of them"});
    return;
  }
  std::optional<ReadAutoscaler> autoscaler =
      read_autoscaler_manifest(manifest, notes_, diagnostics_);
  if (!autoscaler) return;
  use(manifest, "components." + workload->component + ".autoscaler");
  add_member(workload->node, "autoscaler", std::move(autoscaler->node));
  for (const std::string& name : autoscaler->request_metrics)
    add_request_metric(name, workload->component);
}

/// What the autoscaler calls the rate of requests is that of its pods.
void HouseBuilder::add_request_metric(const std::string& name, const std::string& component) {
  if (metrics_.find(name) != nullptr) return;
  Node metric = map_node();
  add_member(metric, "component", text_node(component));
  add_member(metric, "metric", text_node("requests_total"));
  add_member(metrics_, name, std::move(metric));
  assume("metrics." + name, "requests_total of " + component, "by its name, scraped every 30 s");
}

/// As written; else what the autoscaler holds at least, or one.
void HouseBuilder::place_replicas(Workload& workload) {
  const Node* written = workload.manifest->spec()->find("replicas");
  Node replicas = count_node(1);
  if (written != nullptr && !written->is_null()) {
    replicas = *written;
  } else {
    const Node* least = descend(&workload.node, {"autoscaler", "hpa", "minReplicas"});
    if (least != nullptr && least->integer) replicas = count_node(*least->integer);
    assume("components." + workload.component + ".replicas", std::to_string(*replicas.integer),
           least != nullptr ? "minReplicas of its autoscaler" : "Kubernetes' own default");
  }
  workload.replicas = std::max<std::int64_t>(1, replicas.integer.value_or(1));
  workload.node.members.insert(workload.node.members.begin() + 1,
                               {"replicas", replicas.place, std::move(replicas)});
}

void HouseBuilder::add_balancers() {
  for (const Manifest& manifest : manifests_) {
    if (manifest.kind == "Service") add_balancer(manifest);
  }
}

void HouseBuilder::add_balancer(const Manifest& service) {
  const Node* selector = descend(service.spec(), {"selector"});
  std::vector<Workload*> behind;
  for (Workload& workload : workloads_) {
    if (is_selected(selector, service, *workload.manifest)) behind.push_back(&workload);
  }
  if (behind.empty()) {
    notes_.ignored.push_back(
        {service.place, service.title() + ": it selects no pods of these files"});
    return;
  }
  const std::string name = unique_name(service, "-service");
  Node balancer = map_node(service.place);
  add_member(balancer, "kind", text_node("load_balancer"));
  add_member(balancer, "algorithm", text_node("random"));
  assume("components." + name + ".algorithm", "random", "as kube-proxy with iptables chooses");
  if (behind.size() == 1) {
    add_member(balancer, "to", text_node(behind.front()->component));
  } else {
    Node backends;
    backends.kind = Node::Kind::List;
    for (const Workload* workload : behind) {
      Node backend = map_node();
      add_member(backend, "to", text_node(workload->component));
      add_member(backend, "weight", count_node(workload->replicas));
      backends.items.push_back(std::move(backend));
    }
    add_member(balancer, "backends", std::move(backends));
  }
  for (Workload* workload : behind) {
    if (workload->balancer.empty()) workload->balancer = name;
  }
  use(service, "components." + name);
  balancers_.emplace_back(name, std::move(balancer));
}

/// A budget stands with the pods that it protects, where scenarios know of budgets.
bool HouseBuilder::add_budget(const Manifest& manifest) {
  const Node* selector = descend(manifest.spec(), {"selector", "matchLabels"});
  Node budget = map_node(manifest.place);
  if (manifest.spec() != nullptr) budget = *manifest.spec();
  std::erase_if(budget.members, [](const Member& member) { return member.key == "selector"; });
  const Member member{"podDisruptionBudget", manifest.place, std::move(budget)};
  bool used = false;
  for (Workload& workload : workloads_) {
    if (!is_selected(selector, manifest, *workload.manifest) ||
        workload.node.find(member.key) != nullptr ||
        !take_described<DeploymentParams>(member, manifest.title(), workload.node, notes_))
      continue;
    used = true;
    use(manifest, "components." + workload.component + ".podDisruptionBudget");
  }
  return used;
}

/// A VerticalPodAutoscaler changes the request that an HPA's utilization refers to.
void HouseBuilder::warn_of_vertical(const Manifest& vertical) {
  const Node* target = descend(vertical.spec(), {"targetRef"});
  const Node* policy = descend(vertical.spec(), {"updatePolicy"});
  if (target == nullptr || text_of(policy, "updateMode", "Auto") == "Off") return;
  const Workload* const workload =
      find(text_of(target, "kind"), vertical.name_space, text_of(target, "name"));
  if (workload == nullptr || workload->node.find("autoscaler") == nullptr) return;
  diagnostics_.add({Severity::Warning,
                    vertical.title() + " changes the requests of " + workload->manifest->title() +
                        ", which its HPA's utilization is a share of: the two chase each other",
                    vertical.place, "",
                    "set updatePolicy.updateMode to Off, or let one of them look at memory only"});
}

void HouseBuilder::note_other_kinds() {
  for (const Manifest& manifest : manifests_) {
    if (manifest.kind == "VerticalPodAutoscaler") warn_of_vertical(manifest);
    const bool read = is_workload(manifest) || manifest.kind == "Service" ||
                      manifest.kind == "HorizontalPodAutoscaler" || manifest.kind == "ScaledObject";
    if (read || (manifest.kind == "PodDisruptionBudget" && add_budget(manifest))) continue;
    const bool kustomize = manifest.kind == "Kustomization";
    notes_.ignored.push_back(
        {manifest.place,
         manifest.title() + (kustomize
                                 ? ": build it first: kubectl kustomize . | tiersim import k8s -"
                                 : ": this kind is not modelled")});
  }
}

Node HouseBuilder::build() {
  root_ = map_node();
  metrics_ = map_node();
  add_workloads();
  add_autoscalers();
  note_other_kinds();
  if (workloads_.empty()) return std::move(root_);
  for (Workload& workload : workloads_) place_replicas(workload);
  add_balancers();
  add_run();
  add_clients();
  Node components = map_node();
  for (auto& [name, balancer] : balancers_) add_member(components, name, std::move(balancer));
  for (Workload& workload : workloads_) {
    add_member(components, workload.component, std::move(workload.node));
  }
  add_member(root_, "components", std::move(components));
  if (!metrics_.members.empty()) add_member(root_, "metrics", std::move(metrics_));
  return std::move(root_);
}

}  // namespace tiersim::lab
