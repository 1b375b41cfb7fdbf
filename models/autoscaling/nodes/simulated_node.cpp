#include "models/autoscaling/nodes/simulated_node.hpp"

#include <algorithm>

namespace tiersim::nodes {
namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

std::string_view label_of(const NodeShape& shape, std::string_view key) {
  if (key == zone_label) return shape.zone;
  if (key == instance_type_label) return shape.instance_type;
  const auto found = shape.labels.find(key);
  return found == shape.labels.end() ? std::string_view{} : std::string_view(found->second);
}

SimulatedNode::SimulatedNode(const NodeShape& shape) : shape_(&shape) {
  for (const Pod& pod : shape.preplaced) place(pod);
}

SimulatedNode::SimulatedNode(const Node& node) : shape_(&node.shape) {
  for (const Pod& pod : node.pods) place(pod);
}

std::string_view SimulatedNode::refusal(const Pod& pod) const {
  for (const auto& [key, value] : pod.node_selector) {
    if (label_of(*shape_, key) != value) return "didn't match Pod's node affinity/selector";
  }
  for (const std::string& taint : shape_->taints) {
    if (!contains(pod.tolerations, taint)) return "had untolerated taint";
  }
  if (pods_ >= shape_->pods_max) return "Too many pods";
  if (used_.cpu_milli + pod.requests.cpu_milli > shape_->allocatable.cpu_milli)
    return "Insufficient cpu";
  if (used_.memory_bytes + pod.requests.memory_bytes > shape_->allocatable.memory_bytes)
    return "Insufficient memory";
  if (pod.alone_on_node && contains(apps_, pod.app)) return "didn't match pod anti-affinity rules";
  return {};
}

void SimulatedNode::place(const Pod& pod) {
  used_ += pod.requests;
  ++pods_;
  if (!pod.app.empty()) apps_.push_back(pod.app);
}

SimulatedNode* place_first_fit(const Pod& pod, std::vector<SimulatedNode>& nodes) {
  const auto node = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const SimulatedNode& one) { return one.fits(pod); });
  if (node == nodes.end()) return nullptr;
  node->place(pod);
  return &*node;
}

double size_of(const Pod& pod, const Resources& allocatable) {
  const auto share = [](std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
  };
  return share(pod.requests.cpu_milli, allocatable.cpu_milli) +
         share(pod.requests.memory_bytes, allocatable.memory_bytes);
}

}  // namespace tiersim::nodes
