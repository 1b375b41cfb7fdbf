#include "models/autoscaling/cluster_autoscaler/cluster_autoscaler.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::cluster_autoscaler {
namespace {

std::int32_t size_in(const std::map<std::string, std::int32_t, std::less<>>& sizes,
                     const std::string& group) {
  const auto found = sizes.find(group);
  return found == sizes.end() ? 0 : found->second;
}

std::int32_t registered_in(const ClusterView& view, const std::string& group) {
  return static_cast<std::int32_t>(
      std::count_if(view.nodes.begin(), view.nodes.end(),
                    [&](const nodes::Node& node) { return node.group == group; }));
}

}  // namespace

ClusterAutoscaler::ClusterAutoscaler(std::vector<NodeGroup> groups, const Options& options)
    : groups_(std::move(groups)), options_(options), scale_down_(options) {
  for (const NodeGroup& group : groups_) {
    const bool is_new = provisioning_.emplace(group.name, Provisioning{}).second;
    TIERSIM_ASSERT(is_new);
  }
}

/// Too many nodes are unready: something else is wrong, and scaling would not mend it.
bool ClusterAutoscaler::is_unhealthy(const ClusterView& view) const {
  const auto unready = std::count_if(view.nodes.begin(), view.nodes.end(),
                                     [](const nodes::Node& node) { return !node.ready; });
  return unready > options_.ok_total_unready_count &&
         unready * 100 >
             static_cast<std::int64_t>(view.nodes.size()) * options_.max_total_unready_percentage;
}

std::vector<FailedInstances> ClusterAutoscaler::observe(
    TimePoint now, const ClusterView& view,
    std::map<std::string, std::int32_t, std::less<>>& sizes) {
  std::vector<FailedInstances> failed;
  for (const NodeGroup& group : groups_) {
    const std::int32_t lost =
        provisioning_.at(group.name)
            .observe(now, size_in(sizes, group.name), registered_in(view, group.name), options_);
    if (lost == 0) continue;
    failed.push_back({group.name, lost});
    sizes[group.name] -= lost;
  }
  return failed;
}

ScaleUpDecision ClusterAutoscaler::try_scale_up(
    TimePoint now, const ClusterView& view,
    const std::map<std::string, std::int32_t, std::less<>>& sizes, double chance) {
  std::vector<nodes::SimulatedNode> there;
  for (const nodes::Node& node : view.nodes) {
    if (node.ready && !node.deleting) there.emplace_back(node);
  }
  std::vector<GroupState> states;
  for (const NodeGroup& group : groups_) {
    const Provisioning& provisioning = provisioning_.at(group.name);
    for (std::int32_t i = 0; i < provisioning.upcoming(); ++i) there.emplace_back(group.shape);
    states.push_back({&group, size_in(sizes, group.name), provisioning.is_backed_off(now)});
  }
  const std::vector<nodes::Pod> pending = pods_to_help(now, view.pending, options_);
  const std::vector<nodes::Pod> homeless = without_room(pending, there);
  ScaleUpDecision decision = cluster_autoscaler::scale_up(homeless, states, options_, chance);
  decision.pending = pending.size();
  decision.fitting = pending.size() - homeless.size();
  for (const Increase& increase : decision.increases) {
    provisioning_.at(increase.group).requested(now, increase.to - increase.from);
    last_add_ = now;
  }
  return decision;
}

std::string ClusterAutoscaler::cooldown(TimePoint now) const {
  const auto within = [&](const std::optional<TimePoint>& last, Duration delay) {
    return last && now < *last + delay;
  };
  if (within(last_add_, options_.scale_down_delay_after_add)) return "scale-down-delay-after-add";
  if (within(last_delete_, options_.scale_down_delay_after_delete))
    return "scale-down-delay-after-delete";
  if (within(last_failure_, options_.scale_down_delay_after_failure))
    return "scale-down-delay-after-failure";
  return {};
}

ScanDecision ClusterAutoscaler::scan(TimePoint now, const ClusterView& view, double chance) {
  ScanDecision decision;
  auto sizes = view.target_sizes;
  decision.failed = observe(now, view, sizes);
  if (is_unhealthy(view)) {
    decision.held_back = "too many unready nodes";
    return decision;
  }
  decision.scale_up = try_scale_up(now, view, sizes, chance);
  if (!decision.scale_up.increases.empty()) return decision;
  scale_down_.update(now, view.nodes, view.disruptions_allowed);
  decision.held_back = cooldown(now);
  if (decision.held_back.empty()) {
    std::int32_t deleting = 0;
    for (const nodes::Node& node : view.nodes) {
      if (!node.deleting) continue;
      ++deleting;
      --sizes[node.group];  // as good as gone: the minimum counts those that stay
    }
    decision.removals = scale_down_.removals(groups_, sizes, deleting, view.draining);
  } else if (scale_down_.unneeded().empty()) {
    decision.held_back.clear();
  }
  return decision;
}

}  // namespace tiersim::cluster_autoscaler
