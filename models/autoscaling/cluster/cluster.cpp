#include "models/autoscaling/cluster/cluster.hpp"

#include <algorithm>

#include "models/autoscaling/cluster/scheduler.hpp"
#include "models/autoscaling/nodes/disruption_budget.hpp"
#include "sim/assert.hpp"

namespace tiersim::cluster {

namespace {

std::int64_t milli(Cores cores) {
  return static_cast<std::int64_t>(cores.count * 1000.0 + 0.5);
}

}  // namespace

Cluster::Cluster(const Params& params, Context context,
                 std::function<ZoneId(const std::string&)> zone_of)
    : Component(std::move(context)),
      params_(params),
      zone_of_(std::move(zone_of)),
      spot_(context_.stream("spot")),
      boot_(context_.stream("replacement")),
      life_(simulation()) {
  for (const NodeGroupParams& group : params_.node_groups) {
    const nodes::NodeShape shape = shape_of(group);
    for (int i = 0; i < group.initial.value_or(group.min); ++i) {
      count_paid(shape, 1);
      add_node(group.name + "-" + std::to_string(names_given_[group.name]++), group.name, shape);
    }
  }
  nodes_min_ = nodes_max_ = static_cast<int>(nodes_.size());
}

nodes::NodeShape Cluster::with_daemons(nodes::NodeShape shape) const {
  const DaemonSetsParams& daemons = params_.daemon_sets;
  if (daemons.pods == 0 && daemons.cpu.count == 0 && daemons.memory.count == 0) return shape;
  // Together they request what the parameters say; the first of them stands for all.
  for (int i = 0; i < std::max(daemons.pods, 1); ++i) {
    nodes::Pod pod;
    pod.name = "daemon-" + std::to_string(i);
    pod.daemon = true;
    if (i == 0) pod.requests = {milli(daemons.cpu), daemons.memory.count};
    shape.preplaced.push_back(std::move(pod));
  }
  return shape;
}

nodes::NodeShape Cluster::shape_of(const NodeGroupParams& group) const {
  nodes::NodeShape shape;
  shape.instance_type = group.instance_type.empty() ? group.name : group.instance_type;
  shape.zone = group.zone;
  shape.spot = group.spot;
  shape.interruptions_per_s = group.interruptions.per_s;
  shape.price_per_hour = group.price_per_hour;
  shape.allocatable = {milli(group.cpu), group.memory.count};
  shape.pods_max = group.pods;
  return with_daemons(std::move(shape));
}

nodes::NodeShape Cluster::shape_of(const OfferingParams& offering) const {
  nodes::NodeShape shape;
  shape.instance_type = offering.instance_type;
  shape.zone = offering.zone;
  shape.spot = offering.spot;
  shape.interruptions_per_s = offering.interruptions.per_s;
  shape.price_per_hour = offering.price_per_hour;
  shape.allocatable = {milli(offering.cpu), offering.memory.count};
  shape.pods_max = offering.pods;
  return with_daemons(std::move(shape));
}

std::string Cluster::name_of(const PodOwner& owner, std::uint64_t pod) {
  return owner.pod_template().workload + "/pod-" + std::to_string(pod);
}

nodes::Pod Cluster::described(const std::string& name, const PlacedPod& placed) const {
  const PodTemplate& wanted = placed.owner->pod_template();
  nodes::Pod pod;
  pod.name = name;
  pod.requests = {wanted.cpu_milli, wanted.memory_bytes};
  pod.app = wanted.workload;
  pod.priority = wanted.priority;
  pod.termination_grace = wanted.termination_grace;
  if (wanted.has_budget()) pod.disruption_budget = wanted.workload;
  return pod;
}

void Cluster::place(PodOwner& owner, std::uint64_t pod, const std::string& image, bool running) {
  const std::string name = name_of(owner, pod);
  PlacedPod& placed = pods_[name];
  placed.owner = &owner;
  placed.number = pod;
  placed.created = context_.now();
  placed.image = image;
  std::string reason;
  ClusterNode* const node = running ? choose(name, placed, reason) : nullptr;
  if (node != nullptr) {
    bind(name, placed, *node, true);
    return;
  }
  queue_.add(context_.now(), name, owner.pod_template().priority);
  wake_scheduler();
}

ClusterNode* Cluster::choose(const std::string& name, const PlacedPod& pod,
                             std::string& reason) const {
  std::vector<const nodes::Node*> candidates;
  for (const auto& state : nodes_) candidates.push_back(&state->node);
  const std::vector<SpreadConstraint>& wanted = pod.owner->pod_template().spread;
  SchedulingDecision decision =
      choose_node(described(name, pod), wanted.empty() ? default_spread() : wanted, candidates);
  reason = std::move(decision.reason);
  return decision.node != nullptr ? find_node(decision.node->name) : nullptr;
}

void Cluster::try_pod(const std::string& name) {
  const auto found = pods_.find(name);
  if (found == pods_.end()) return;  // deleted while it was looked at
  PlacedPod& pod = found->second;
  std::string reason;
  if (ClusterNode* const node = choose(name, pod, reason); node != nullptr) {
    queue_.remove(name);
    bind(name, pod, *node, false);
    return;
  }
  queue_.fail(context_.now(), name);
  if (!pod.reported) {
    pod.reported = true;
    ++counters_["unschedulable"];
    context_.note("unschedulable", name + ": " + reason);
  }
  if (unschedulable_hook_) unschedulable_hook_();
}

Process Cluster::schedule_pods(std::uint64_t turn) {
  while (turn == scheduler_turn_) {
    const std::optional<TimePoint> due = queue_.next_due();
    if (!due) co_return;
    if (*due > context_.now()) {
      co_await simulation().delay(*due - context_.now());
      continue;
    }
    const std::optional<std::string> pod = queue_.pop(context_.now());
    scheduler_works_ = true;
    co_await simulation().delay(params_.scheduling);
    scheduler_works_ = false;
    try_pod(*pod);
  }
}

/// A scheduler that sleeps gives way to one that looks at the queue as it is now.
void Cluster::wake_scheduler() {
  if (scheduler_works_) return;
  life_.spawn(schedule_pods(++scheduler_turn_));
}

void Cluster::changed() {
  queue_.notify(context_.now());
  wake_scheduler();
}

void Cluster::bind(const std::string& name, PlacedPod& pod, ClusterNode& node, bool running) {
  pod.node = &node;
  node.node.pods.push_back(described(name, pod));
  node.last_pod_event = context_.now();
  cpu_requested_.add(context_.now(),
                     static_cast<double>(pod.owner->pod_template().cpu_milli) / 1e3);
  pod.owner->pod_bound(pod.number, node.zone);
  if (running) {
    node.images[pod.image] = context_.now();
    pod.has_image = true;
    pod.owner->image_present(pod.number, true);
    return;
  }
  life_.spawn(pull(name, node.node.name, node.deaths));
}

/// The kubelet pulls the pod's image unless it is there (IfNotPresent), one image at a time.
Process Cluster::pull(std::string name, std::string node_name, int deaths) {
  ClusterNode* node = find_node(node_name);
  const auto pod = pods_.find(name);
  if (node == nullptr || node->deaths != deaths || pod == pods_.end()) co_return;
  const std::string image = pod->second.image;
  if (!node->images.contains(image)) {
    const double seconds = static_cast<double>(pod->second.owner->pod_template().image_bytes) /
                           static_cast<double>(params_.image_bandwidth.count);
    node->pulls_until = std::max(node->pulls_until, context_.now()) + from_seconds(seconds);
    node->images[image] = node->pulls_until;
  }
  const TimePoint there = node->images[image];
  if (there > context_.now()) co_await simulation().delay(there - context_.now());
  node = find_node(node_name);
  const auto still = pods_.find(name);
  if (node == nullptr || node->deaths != deaths || still == pods_.end()) co_return;
  still->second.has_image = true;
  still->second.owner->image_present(still->second.number, false);
}

void Cluster::release(PodOwner& owner, std::uint64_t number) {
  const std::string name = name_of(owner, number);
  const auto found = pods_.find(name);
  if (found == pods_.end()) return;
  queue_.remove(name);
  if (ClusterNode* const node = found->second.node; node != nullptr) {
    std::erase_if(node->node.pods, [&](const nodes::Pod& pod) { return pod.name == name; });
    node->last_pod_event = context_.now();
    cpu_requested_.add(context_.now(), -static_cast<double>(owner.pod_template().cpu_milli) / 1e3);
  }
  pods_.erase(found);
  changed();
}

int Cluster::pods_on_node(const PodOwner& owner, std::uint64_t pod) const {
  const auto found = pods_.find(name_of(owner, pod));
  if (found == pods_.end() || found->second.node == nullptr) return 0;
  const auto& there = found->second.node->node.pods;
  return static_cast<int>(std::count_if(there.begin(), there.end(), [&](const nodes::Pod& other) {
    return other.app == owner.pod_template().workload;
  }));
}

std::vector<Cluster::Unschedulable> Cluster::unschedulable() const {
  std::vector<Unschedulable> pods;
  for (const std::string& name : queue_.unschedulable()) {
    const PlacedPod& pod = pods_.at(name);
    pods.push_back({described(name, pod), pod.created});
  }
  return pods;
}

std::map<std::string, std::int32_t, std::less<>> Cluster::disruptions_allowed() const {
  std::map<std::string, std::int32_t, std::less<>> allowed;
  for (const PodOwner* owner : owners_) {
    const PodTemplate& wanted = owner->pod_template();
    if (!wanted.has_budget()) continue;
    allowed[wanted.workload] =
        nodes::disruptions_allowed({wanted.min_available, wanted.max_unavailable},
                                   owner->pods_healthy(), owner->pods_expected());
  }
  return allowed;
}

void Cluster::evict(const std::string& name, Duration grace) {
  const auto found = pods_.find(name);
  if (found == pods_.end()) return;
  ++counters_["evictions"];
  PodOwner& owner = *found->second.owner;
  owner.evict(found->second.number, grace);
}

Task<Outcome> Cluster::serve(Request request) {
  static_cast<void>(request);
  co_return outcome(OutcomeKind::refused);
}

}  // namespace tiersim::cluster
