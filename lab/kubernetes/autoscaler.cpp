#include "lab/kubernetes/autoscaler.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "lab/kubernetes/described_part.hpp"

namespace tiersim::lab {
namespace {

/// `targetCPUUtilizationPercentage` of autoscaling/v1 as the list of metrics that it stands for.
Node metrics_of_v1(const Node& percentage) {
  const Place& at = percentage.place;
  Node target = map_node(at);
  add_member(target, "type", text_node("Utilization", at));
  Node utilization = percentage;
  add_member(target, "averageUtilization", std::move(utilization));
  Node resource = map_node(at);
  add_member(resource, "name", text_node("cpu", at));
  add_member(resource, "target", std::move(target));
  Node metric = map_node(at);
  add_member(metric, "type", text_node("Resource", at));
  add_member(metric, "resource", std::move(resource));
  Node metrics;
  metrics.kind = Node::Kind::List;
  metrics.place = at;
  metrics.items.push_back(std::move(metric));
  return metrics;
}

bool is_of_resource(const std::string& type) {
  return type == "Resource" || type == "ContainerResource";
}

/// The name of a metric of type Pods, Object or External; empty for others.
std::string metric_name(const Node& metric) {
  const std::string type = text_of(&metric, "type", "Resource");
  for (const auto& [of_type, key] :
       {std::pair{"Pods", "pods"}, {"Object", "object"}, {"External", "external"}}) {
    if (type == of_type) return text_of(descend(&metric, {key, "metric"}), "name");
  }
  return {};
}

/// A name or a query that by its words is the rate of requests.
bool says_requests(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(letter));
  for (const char* word : {"request", "rps", "qps"}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

/// Keeps of a list what the scenario can publish: what pods publish by themselves, and requests.
/// `name_of` is empty for what needs no name. False: nothing is left.
template <class NameOf, class NeedsName, class WhatOf>
bool keep_published(const Manifest& manifest, Node* list, NameOf name_of, NeedsName needs_name,
                    WhatOf what_of, std::vector<std::string>& names, ImportNotes& notes) {
  if (list == nullptr || !list->is_list() || list->items.empty()) return true;
  std::erase_if(list->items, [&](const Node& item) {
    if (!item.is_map() || !needs_name(item)) return false;
    const std::string name = name_of(item);
    if (says_requests(name)) {
      names.push_back(name);
      return false;
    }
    notes.ignored.push_back({item.place, manifest.title() + ": " + what_of(item) +
                                             ", which nothing in the scenario publishes"});
    return true;
  });
  return !list->items.empty();
}

bool keep_metrics(const Manifest& hpa, Node& spec, std::vector<std::string>& names,
                  ImportNotes& notes) {
  const auto type_of = [](const Node& metric) { return text_of(&metric, "type", "Resource"); };
  return keep_published(
      hpa, spec.find("metrics"), metric_name,
      [&](const Node& metric) { return !is_of_resource(type_of(metric)); },
      [&](const Node& metric) { return "a metric of type " + type_of(metric); }, names, notes);
}

/// Queues of Redis and RabbitMQ are not in the manifests' house; cron, cpu and memory need nothing.
bool keep_triggers(const Manifest& object, Node& spec, std::vector<std::string>& names,
                   ImportNotes& notes) {
  const auto type_of = [](const Node& trigger) { return text_of(&trigger, "type"); };
  return keep_published(
      object, spec.find("triggers"),
      [](const Node& trigger) { return text_of(descend(&trigger, {"metadata"}), "query"); },
      [&](const Node& trigger) {
        const std::string type = type_of(trigger);
        return type == "prometheus" || type.starts_with("redis") || type == "rabbitmq";
      },
      [&](const Node& trigger) { return "a trigger of type " + type_of(trigger); }, names, notes);
}

std::optional<ReadAutoscaler> read_hpa_manifest(const Manifest& hpa, ImportNotes& notes,
                                                Diagnostics& diagnostics) {
  const std::string& version = hpa.api_version;
  if (version == "autoscaling/v2beta1") {
    const Node& at = *hpa.root.find("apiVersion");
    diagnostics.add(
        {Severity::Error, "autoscaling/v2beta1 left Kubernetes with 1.25", at.place, "",
         "convert it: kubectl convert --output-version autoscaling/v2 -f " + at.place.file});
    return std::nullopt;
  }
  Node spec = *hpa.spec();
  std::erase_if(spec.members, [](const Member& m) { return m.key == "scaleTargetRef"; });
  if (version == "autoscaling/v1") {
    if (const Node* percentage = spec.find("targetCPUUtilizationPercentage")) {
      Node metrics = metrics_of_v1(*percentage);
      add_member(spec, "metrics", std::move(metrics));
      std::erase_if(spec.members,
                    [](const Member& m) { return m.key == "targetCPUUtilizationPercentage"; });
    }
  }
  ReadAutoscaler autoscaler{map_node(hpa.place)};
  if (!keep_metrics(hpa, spec, autoscaler.request_metrics, notes)) {
    notes.ignored.push_back(
        {hpa.place, hpa.title() + ": none of its metrics is left; the count stays as it is"});
    return std::nullopt;
  }
  add_member(autoscaler.node, "hpa", std::move(spec));
  return autoscaler;
}

std::optional<ReadAutoscaler> read_scaled_object(const Manifest& object, ImportNotes& notes) {
  Node spec = *object.spec();
  std::erase_if(spec.members, [](const Member& m) { return m.key == "scaleTargetRef"; });
  ReadAutoscaler autoscaler{map_node(object.place)};
  if (!keep_triggers(object, spec, autoscaler.request_metrics, notes)) {
    notes.ignored.push_back(
        {object.place,
         object.title() + ": none of its triggers is left; the count stays as it is"});
    return std::nullopt;
  }
  add_member(autoscaler.node, "scaledObject", std::move(spec));
  return autoscaler;
}

}  // namespace

std::optional<ScaleTarget> scale_target(const Manifest& autoscaler, Diagnostics& diagnostics) {
  const Node* target = descend(autoscaler.spec(), {"scaleTargetRef"});
  const Node* name = target == nullptr ? nullptr : target->find("name");
  if (name != nullptr && name->is_string())
    return ScaleTarget{text_of(target, "kind", "Deployment"), name->text, name->place};
  diagnostics.add({Severity::Error, autoscaler.title() + " does not say what it scales",
                   target == nullptr ? autoscaler.place : target->place, "",
                   "add scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: … }"});
  return std::nullopt;
}

std::optional<ReadAutoscaler> read_autoscaler_manifest(const Manifest& autoscaler,
                                                       ImportNotes& notes,
                                                       Diagnostics& diagnostics) {
  if (autoscaler.kind == "HorizontalPodAutoscaler")
    return read_hpa_manifest(autoscaler, notes, diagnostics);
  return read_scaled_object(autoscaler, notes);
}

}  // namespace tiersim::lab
