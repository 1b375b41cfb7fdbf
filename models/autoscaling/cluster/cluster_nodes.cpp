// The nodes of a cluster: made, lost, found again, removed.
#include <algorithm>

#include "models/autoscaling/cluster/cluster.hpp"

namespace tiersim::cluster {

namespace {

std::string seconds_text(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + " s";
}

}  // namespace

ClusterNode* Cluster::find_node(std::string_view name) const {
  for (const auto& state : nodes_) {
    if (state->node.name == name) return state.get();
  }
  return nullptr;
}

std::vector<nodes::Node> Cluster::nodes() const {
  std::vector<nodes::Node> all;
  for (const auto& state : nodes_) all.push_back(state->node);
  return all;
}

void Cluster::add_node(const std::string& name, const std::string& group,
                       const nodes::NodeShape& shape) {
  auto state = std::make_unique<ClusterNode>();
  state->node.name = name;
  state->node.group = group;
  state->node.shape = shape;
  state->node.pods = shape.preplaced;
  state->node.created = state->last_pod_event = context_.now();
  state->zone = zone_of_(shape.zone);
  nodes_.push_back(std::move(state));
  cpu_allocatable_.add(context_.now(), static_cast<double>(shape.allocatable.cpu_milli) / 1e3);
  count_nodes();
  if (shape.spot && shape.interruptions_per_s > 0) {
    const double seconds = spot_.exponential() / shape.interruptions_per_s;
    life_.spawn(take_back(name, from_seconds(seconds)));
  }
}

/// A spot interruption. Whoever makes the nodes hears of it; a group keeps its size.
Process Cluster::take_back(std::string name, Duration after) {
  co_await simulation().delay(after);
  if (find_node(name) == nullptr) co_return;
  ++counters_["interruptions"];
  context_.note("interrupted",
                name + ": the cloud takes it back in " + seconds_text(interruption_notice));
  if (interruption_hook_) interruption_hook_(name);
  co_await simulation().delay(interruption_notice);
  const ClusterNode* const state = find_node(name);
  if (state == nullptr) co_return;
  const std::string group = state->node.group;
  remove_node(name);
  for (const NodeGroupParams& params : params_.node_groups) {
    if (params.name != group) continue;
    const Duration boot = params.boot.sample_duration(boot_);
    request_node(group, shape_of(params), boot, false);
  }
}

std::string Cluster::request_node(const std::string& group, const nodes::NodeShape& shape,
                                  Duration boot, bool fails) {
  const std::string name = group + "-" + std::to_string(names_given_[group]++);
  coming_.push_back({name, group, shape, fails, context_.now()});
  if (!fails) {
    count_paid(shape, 1);
    life_.spawn(boot_node(name, boot));
  }
  return name;
}

Process Cluster::boot_node(std::string name, Duration boot) {
  co_await simulation().delay(boot);
  const auto found = std::find_if(coming_.begin(), coming_.end(),
                                  [&](const Instance& one) { return one.name == name; });
  if (found == coming_.end()) co_return;  // given up
  const Instance instance = *found;
  coming_.erase(found);
  add_node(instance.name, instance.group, instance.shape);
  ++counters_["nodes_created"];
  context_.note("node_ready", name + " after " + seconds_text(context_.now() - instance.requested));
  changed();
}

void Cluster::give_up(const std::string& group, std::int32_t count) {
  for (; count > 0; --count) {
    const auto oldest = std::find_if(coming_.begin(), coming_.end(),
                                     [&](const Instance& one) { return one.group == group; });
    if (oldest == coming_.end()) return;
    if (!oldest->fails) count_paid(oldest->shape, -1);
    context_.note("node_failed", oldest->name + " is no node after " +
                                     seconds_text(context_.now() - oldest->requested));
    coming_.erase(oldest);
  }
}

void Cluster::set_deleting(const std::string& name, bool deleting) {
  if (ClusterNode* const state = find_node(name); state != nullptr) state->node.deleting = deleting;
  if (!deleting) changed();
}

std::vector<std::pair<PodOwner*, std::uint64_t>> Cluster::owned_pods(
    const ClusterNode& node) const {
  std::vector<std::pair<PodOwner*, std::uint64_t>> owned;
  for (const nodes::Pod& pod : node.node.pods) {
    const auto found = pods_.find(pod.name);
    if (found != pods_.end()) owned.emplace_back(found->second.owner, found->second.number);
  }
  return owned;
}

void Cluster::remove_node(const std::string& name) {
  ClusterNode* const state = find_node(name);
  if (state == nullptr) return;
  state->node.deleting = true;  // nothing comes any more
  for (const auto& [owner, pod] : owned_pods(*state)) {
    owner->node_died(pod, Duration{});
    owner->node_given_up(pod);
  }
  count_paid(state->node.shape, -1);
  cpu_allocatable_.add(context_.now(),
                       -static_cast<double>(state->node.shape.allocatable.cpu_milli) / 1e3);
  std::erase_if(nodes_, [&](const auto& one) { return one.get() == state; });
  ++counters_["nodes_removed"];
  context_.note("node_removed", name);
  count_nodes();
}

void Cluster::kill(ClusterNode& state) {
  if (!state.alive) return;
  state.alive = false;
  ++state.deaths;
  for (const auto& [owner, pod] : owned_pods(state))
    owner->node_died(pod, params_.node_monitor_grace_period);
  life_.spawn(notice_death(state.node.name, state.deaths));
}

/// The node life-cycle controller: the node is not ready, and later its pods are deleted.
Process Cluster::notice_death(std::string name, int deaths) {
  const auto still_dead = [this, &name, deaths]() -> ClusterNode* {
    ClusterNode* const found = find_node(name);
    return found != nullptr && !found->alive && found->deaths == deaths ? found : nullptr;
  };
  co_await simulation().delay(params_.node_monitor_grace_period);
  ClusterNode* state = still_dead();
  if (state == nullptr) co_return;
  state->node.ready = false;
  context_.note("node_not_ready", name);
  count_nodes();
  co_await simulation().delay(params_.not_ready_toleration);
  state = still_dead();
  if (state == nullptr) co_return;
  for (const auto& [owner, pod] : owned_pods(*state)) owner->node_given_up(pod);
}

void Cluster::heal(ClusterNode& state) {
  if (state.alive) return;
  state.alive = true;
  state.node.ready = true;
  for (const auto& [owner, number] : owned_pods(state)) {
    const std::string name = name_of(*owner, number);
    const PlacedPod& pod = pods_.at(name);
    if (pod.has_image)
      owner->node_is_back(number);
    else
      life_.spawn(pull(name, state.node.name, state.deaths));
  }
  count_nodes();
  changed();
}

bool Cluster::strike(Strike what, std::string_view member, double factor) {
  static_cast<void>(factor);
  if (what == Strike::slow) return false;
  bool found = member.empty();
  for (const auto& state : nodes_) {
    if (!member.empty() && member != state->node.name) continue;
    found = true;
    what == Strike::kill ? kill(*state) : heal(*state);
  }
  return found;
}

void Cluster::strike_zone(Strike what, ZoneId zone, double factor) {
  static_cast<void>(factor);
  if (what == Strike::slow) return;
  for (const auto& state : nodes_) {
    if (state->zone != zone) continue;
    what == Strike::kill ? kill(*state) : heal(*state);
  }
}

}  // namespace tiersim::cluster
