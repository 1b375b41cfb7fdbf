#include "models/autoscaling/cluster_autoscaler/scale_down.hpp"

#include <algorithm>
#include <cmath>

#include "models/autoscaling/nodes/simulated_node.hpp"

namespace tiersim::cluster_autoscaler {
namespace {

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

bool is_empty(const nodes::Node& node) {
  return std::all_of(node.pods.begin(), node.pods.end(),
                     [](const nodes::Pod& pod) { return pod.daemon; });
}

/// A node and the pods placed on it so far, while others are thought away.
struct Destination {
  const nodes::Node* node;
  nodes::SimulatedNode simulated;
};

/// Places all pods of `leaving` elsewhere; nothing is placed when one of them finds no room.
bool move_pods(const nodes::Node& leaving, std::vector<Destination>& destinations) {
  std::vector<Destination> tried = destinations;
  for (const nodes::Pod& pod : leaving.pods) {
    if (pod.daemon) continue;
    const auto found = std::find_if(tried.begin(), tried.end(), [&](const Destination& one) {
      return one.node != &leaving && one.simulated.fits(pod);
    });
    if (found == tried.end()) return false;
    found->simulated.place(pod);
  }
  destinations = std::move(tried);
  return true;
}

std::string in_seconds(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + "s";
}

}  // namespace

double utilization_of(const nodes::Node& node) {
  nodes::Resources asked;
  for (const nodes::Pod& pod : node.pods) asked += pod.requests;
  return std::max(share(asked.cpu_milli, node.shape.allocatable.cpu_milli),
                  share(asked.memory_bytes, node.shape.allocatable.memory_bytes));
}

std::string_view blocking_reason(const nodes::Pod& pod, const Options& options) {
  if (pod.daemon || pod.safe_to_evict == true) return {};
  if (pod.safe_to_evict == false) return "NotSafeToEvictAnnotation";
  if (!pod.controlled) return "NotReplicated";
  if (pod.local_storage && options.skip_nodes_with_local_storage) return "LocalStorageRequested";
  if (pod.kube_system && pod.disruption_budget.empty() && options.skip_nodes_with_system_pods)
    return "UnmovableKubeSystemPod";
  return {};
}

std::string_view ScaleDown::obstacle(const nodes::Node& node) const {
  if (node.scale_down_disabled) return "ScaleDownDisabledAnnotation";
  // Whatever an unready node is asked for, it does not serve it.
  if (node.ready && utilization_of(node) >= options_.scale_down_utilization_threshold)
    return "NotUnderutilized";
  return {};
}

void ScaleDown::refuse(const nodes::Node& node, std::string_view reason) {
  unremovable_[node.name] = reason;
  unneeded_since_.erase(node.name);
}

/// The nodes whose pods are worth a simulation, in the order of it.
std::vector<const nodes::Node*> ScaleDown::candidates(TimePoint now,
                                                      const std::vector<nodes::Node>& nodes) {
  std::vector<const nodes::Node*> found;
  for (const nodes::Node& node : nodes) {
    if (node.deleting) continue;
    if (const std::string_view reason = obstacle(node); !reason.empty()) {
      refuse(node, reason);
    } else if (const auto recheck = recheck_at_.find(node.name);
               recheck != recheck_at_.end() && now < recheck->second) {
      refuse(node, "RecentlyUnremovable");
    } else {
      found.push_back(&node);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const nodes::Node* a, const nodes::Node* b) {
    if (is_empty(*a) != is_empty(*b)) return is_empty(*a);
    return utilization_of(*a) < utilization_of(*b);
  });
  return found;
}

void ScaleDown::update(
    TimePoint now, const std::vector<nodes::Node>& nodes,
    const std::map<std::string, std::int32_t, std::less<>>& disruptions_allowed) {
  unremovable_.clear();
  ready_.clear();
  unneeded_.clear();
  std::vector<Destination> destinations;
  for (const nodes::Node& node : nodes) {
    if (node.ready && !node.deleting) destinations.push_back({&node, nodes::SimulatedNode(node)});
  }
  nodes::RemainingDisruptions budgets(disruptions_allowed);
  std::map<std::string, TimePoint> since;
  for (const nodes::Node* node : candidates(now, nodes)) {
    std::string_view reason;
    for (const nodes::Pod& pod : node->pods) {
      if (reason.empty()) reason = blocking_reason(pod, options_);
    }
    if (reason.empty() && !budgets.allow(node->pods)) reason = "NotEnoughPdb";
    if (reason.empty() && !move_pods(*node, destinations)) reason = "NoPlaceToMovePods";
    if (!reason.empty()) {
      refuse(*node, reason);
      recheck_at_[node->name] = now + options_.unremovable_node_recheck_timeout;
      continue;
    }
    budgets.take(node->pods);
    std::erase_if(destinations, [&](const Destination& one) { return one.node == node; });
    const auto known = unneeded_since_.find(node->name);
    const TimePoint from = known == unneeded_since_.end() ? now : known->second;
    since[node->name] = from;
    ready_[node->name] = node->ready;
    unneeded_.push_back(
        {node->name, node->group, is_empty(*node), now - from, utilization_of(*node)});
  }
  unneeded_since_ = std::move(since);
  std::erase_if(recheck_at_, [&](const auto& entry) { return entry.second <= now; });
}

std::vector<Removal> ScaleDown::removals(
    const std::vector<NodeGroup>& groups,
    const std::map<std::string, std::int32_t, std::less<>>& sizes, std::int32_t deleting,
    std::int32_t draining) const {
  std::vector<Removal> removals;
  auto left = sizes;
  for (const UnneededNode& node : unneeded_) {
    const Duration wanted =
        ready_.at(node.node) ? options_.scale_down_unneeded_time : options_.scale_down_unready_time;
    if (node.unneeded_for < wanted) continue;
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [&](const NodeGroup& one) { return one.name == node.group; });
    if (group == groups.end() || left[node.group] <= group->min_size) continue;
    if (deleting >= options_.max_scale_down_parallelism) break;
    if (!node.empty && draining >= options_.max_drain_parallelism) continue;
    ++deleting;
    if (!node.empty) ++draining;
    --left[node.group];
    const auto percent = static_cast<int>(std::floor(node.utilization * 100));
    removals.push_back(
        {node.node, node.group, !node.empty,
         node.node +
             (node.empty ? " is empty"
                         : " is at " + std::to_string(percent) + " % of its capacity") +
             " and unneeded for " + in_seconds(node.unneeded_for)});
  }
  return removals;
}

}  // namespace tiersim::cluster_autoscaler
