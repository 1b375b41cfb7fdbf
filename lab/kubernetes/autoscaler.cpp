#include "lab/kubernetes/autoscaler.hpp"

#include <algorithm>

#include "lab/kubernetes/described_part.hpp"
#include "lab/scenario/section_forms.hpp"

namespace tiersim::lab {
namespace {

bool is_known_autoscaler(std::string_view key) {
  const std::vector<std::string> keys = section_form("autoscaler").key_names();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

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

bool is_published(const Node& metric) {
  return !metric.is_map() || text_of(&metric, "type", "Resource") == "Resource";
}

/// The metrics that pods publish by themselves; the others are noted. False: none is left.
bool keep_published(const Manifest& hpa, Node& spec, ImportNotes& notes) {
  Node* metrics = spec.find("metrics");
  if (metrics == nullptr || !metrics->is_list() || metrics->items.empty()) return true;
  for (const Node& metric : metrics->items) {
    if (is_published(metric)) continue;
    notes.ignored.push_back({metric.place, hpa.title() + ": a metric of type " +
                                               text_of(&metric, "type") +
                                               ", which nothing in the scenario publishes"});
  }
  std::erase_if(metrics->items, [](const Node& metric) { return !is_published(metric); });
  return !metrics->items.empty();
}

std::optional<Node> read_hpa_manifest(const Manifest& hpa, ImportNotes& notes,
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
  if (!keep_published(hpa, spec, notes)) {
    notes.ignored.push_back(
        {hpa.place, hpa.title() + ": none of its metrics is left; the count stays as it is"});
    return std::nullopt;
  }
  Node autoscaler = map_node(hpa.place);
  add_member(autoscaler, "hpa", std::move(spec));
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

std::optional<Node> read_autoscaler_manifest(const Manifest& autoscaler, ImportNotes& notes,
                                             Diagnostics& diagnostics) {
  if (autoscaler.kind == "HorizontalPodAutoscaler")
    return read_hpa_manifest(autoscaler, notes, diagnostics);
  if (!is_known_autoscaler("scaledObject")) {
    notes.ignored.push_back({autoscaler.place, autoscaler.title() +
                                                   ": scenarios have no such autoscaler yet; the "
                                                   "count stays as it is"});
    return std::nullopt;
  }
  Node spec = *autoscaler.spec();
  std::erase_if(spec.members, [](const Member& m) { return m.key == "scaleTargetRef"; });
  Node node = map_node(autoscaler.place);
  add_member(node, "scaledObject", std::move(spec));
  return node;
}

}  // namespace tiersim::lab
