#include "models/autoscaling/cluster/cluster_autoscaler_loop.hpp"

#include <algorithm>

#include "models/autoscaling/cluster_autoscaler/drain.hpp"
#include "models/decision_log.hpp"
#include "sim/assert.hpp"

namespace tiersim::cluster {

namespace {

std::vector<cluster_autoscaler::NodeGroup> groups_of(const Cluster& cluster) {
  std::vector<cluster_autoscaler::NodeGroup> groups;
  for (const NodeGroupParams& group : cluster.params().node_groups)
    groups.push_back({group.name, cluster.shape_of(group), group.min, group.max, group.priority});
  return groups;
}

}  // namespace

ClusterAutoscalerLoop::ClusterAutoscalerLoop(Cluster& cluster)
    : cluster_(cluster),
      options_(cluster.params().cluster_autoscaler.value()),
      autoscaler_(groups_of(cluster), options_),
      chance_(cluster.context().stream("expander")),
      boot_(cluster.context().stream("boot")),
      loops_(cluster.context().simulation()) {}

void ClusterAutoscalerLoop::start(Duration phase) {
  loops_.spawn(scan_loop(phase));
}

Process ClusterAutoscalerLoop::scan_loop(Duration phase) {
  co_await cluster_.context().simulation().delay(phase);
  for (;;) {
    scan();
    co_await cluster_.context().simulation().delay(options_.scan_interval);
  }
}

cluster_autoscaler::ClusterView ClusterAutoscalerLoop::view() const {
  cluster_autoscaler::ClusterView view;
  view.nodes = cluster_.nodes();
  for (const Cluster::Unschedulable& pod : cluster_.unschedulable())
    view.pending.push_back({pod.pod, pod.created});
  for (const NodeGroupParams& group : cluster_.params().node_groups) view.target_sizes[group.name];
  for (const nodes::Node& node : view.nodes) ++view.target_sizes[node.group];
  for (const Instance& instance : cluster_.coming()) ++view.target_sizes[instance.group];
  view.disruptions_allowed = cluster_.disruptions_allowed();
  view.draining = draining_;
  return view;
}

/// What is new is noted; what goes on is not.
void ClusterAutoscalerLoop::tell(std::string& before, const char* event, const std::string& now) {
  if (now == before) return;
  before = now;
  if (!now.empty()) cluster_.context().note(event, now);
}

void ClusterAutoscalerLoop::record(const cluster_autoscaler::ScanDecision& decision,
                                   const cluster_autoscaler::ClusterView& seen) const {
  Decision entry;
  entry.scaler = "Cluster Autoscaler";
  for (const auto& [group, size] : seen.target_sizes) entry.current += size;
  entry.result = entry.current - static_cast<std::int64_t>(decision.removals.size());
  for (const auto& failed : decision.failed) entry.result -= failed.count;
  for (const auto& increase : decision.scale_up.increases)
    entry.result += increase.to - increase.from;
  const auto ready = static_cast<double>(
      std::count_if(seen.nodes.begin(), seen.nodes.end(),
                    [](const nodes::Node& node) { return node.ready && !node.deleting; }));
  entry.ready = {ready, ready};
  const auto pending = static_cast<double>(decision.scale_up.pending);
  entry.proposals.push_back({"unschedulable pods", "pods", ValueRange{pending, pending}});
  entry.reason = decision.scale_up.reason;
  for (const auto& removal : decision.removals)
    entry.reason += (entry.reason.empty() ? "" : "; ") + removal.reason;
  if (!decision.held_back.empty()) entry.limits.push_back({decision.held_back, entry.result});
  cluster_.context().record(std::move(entry));
}

/// A delay is not worth a word as long as no node would go without it.
bool ClusterAutoscalerLoop::is_news(const cluster_autoscaler::ScanDecision& decision) const {
  const auto& unneeded = autoscaler_.scale_down().unneeded();
  return !decision.held_back.starts_with("scale-down-delay") ||
         std::any_of(unneeded.begin(), unneeded.end(), [this](const auto& node) {
           return node.unneeded_for >= options_.scale_down_unneeded_time;
         });
}

void ClusterAutoscalerLoop::scan() {
  const TimePoint now = cluster_.context().now();
  const cluster_autoscaler::ClusterView seen = view();
  const cluster_autoscaler::ScanDecision decision = autoscaler_.scan(now, seen, chance_.uniform());
  record(decision, seen);
  for (const cluster_autoscaler::FailedInstances& failed : decision.failed) {
    cluster_.give_up(failed.group, failed.count);
    if (const auto until = autoscaler_.provisioning(failed.group).backoff_until()) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*until - now).count();
      cluster_.context().note("backoff",
                              failed.group + ": left alone for " + std::to_string(seconds) + " s");
    }
  }
  const bool grows = !decision.scale_up.increases.empty();
  tell(no_scale_up_, "no_scale_up", grows ? std::string{} : decision.scale_up.reason);
  if (grows) cluster_.context().note("scale_up", decision.scale_up.reason);
  for (const cluster_autoscaler::Increase& increase : decision.scale_up.increases)
    add_nodes(increase);
  tell(held_back_, "held_back", is_news(decision) ? decision.held_back : std::string{});
  for (const cluster_autoscaler::Removal& removal : decision.removals) {
    cluster_.context().note("scale_down", removal.reason);
    cluster_.set_deleting(removal.node, true);
    if (removal.drain) ++draining_;
    loops_.spawn(drain(removal.node, removal.drain));
  }
}

void ClusterAutoscalerLoop::add_nodes(const cluster_autoscaler::Increase& increase) {
  const auto& groups = cluster_.params().node_groups;
  const auto group = std::find_if(groups.begin(), groups.end(), [&](const NodeGroupParams& one) {
    return one.name == increase.group;
  });
  TIERSIM_ASSERT(group != groups.end());
  for (std::int32_t i = increase.from; i < increase.to; ++i) {
    const bool fails = group->boot_failure > 0 && boot_.uniform() < group->boot_failure;
    const Duration boot = group->boot.sample_duration(boot_);
    cluster_.request_node(group->name, cluster_.shape_of(*group), boot, fails);
  }
}

/// Empties a tainted node through the eviction API and deletes it. `counted`: among those that
/// have pods.
Process ClusterAutoscalerLoop::drain(std::string node, bool counted) {
  const Context& context = cluster_.context();
  cluster_autoscaler::Drain drain(context.now(), options_);
  for (;;) {
    const ClusterNode* const state = cluster_.find_node(node);
    if (state == nullptr) break;
    const cluster_autoscaler::DrainStep step =
        drain.step(context.now(), state->node.pods, cluster_.disruptions_allowed());
    if (step.delete_node) {
      cluster_.remove_node(node);
      autoscaler_.note_deleted_node(context.now());
      break;
    }
    if (!step.failure.empty()) {
      context.note("drain_failed", node + ": " + step.failure);
      cluster_.set_deleting(node, false);
      autoscaler_.note_failed_scale_down(context.now());
      break;
    }
    for (const cluster_autoscaler::Eviction& eviction : step.evictions)
      cluster_.evict(eviction.pod, eviction.grace);
    co_await context.simulation().delay(drain_poll);
  }
  if (counted) --draining_;
}

}  // namespace tiersim::cluster
