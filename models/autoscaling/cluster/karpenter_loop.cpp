#include "models/autoscaling/cluster/karpenter_loop.hpp"

#include <algorithm>

#include "models/autoscaling/cluster_autoscaler/drain.hpp"
#include "models/decision_log.hpp"
#include "sim/assert.hpp"

namespace tiersim::cluster {

namespace {

karpenter::Options options_of(const KarpenterParams& params) {
  karpenter::Options options;
  options.batch_idle_duration = params.batch_idle_duration;
  options.batch_max_duration = params.batch_max_duration;
  return options;
}

std::vector<karpenter::NodePool> pools_of(const Cluster& cluster) {
  std::vector<karpenter::NodePool> pools;
  for (const NodePoolParams& params : cluster.params().karpenter->node_pools) {
    karpenter::NodePool pool;
    pool.name = params.name;
    for (const OfferingParams& offering : params.offerings)
      pool.offerings.push_back(cluster.shape_of(offering));
    pool.weight = params.weight;
    pool.consolidationPolicy = std::string(enum_name(params.consolidationPolicy));
    pool.consolidateAfter = params.consolidateAfter;
    pool.budgets = params.budgets;
    pool.expireAfter = params.expireAfter;
    pools.push_back(std::move(pool));
  }
  return pools;
}

}  // namespace

KarpenterLoop::KarpenterLoop(Cluster& cluster)
    : cluster_(cluster),
      options_(options_of(cluster.params().karpenter.value())),
      pools_(pools_of(cluster)),
      window_(options_),
      disruption_(pools_, options_),
      boot_(cluster.context().stream("boot")),
      loops_(cluster.context().simulation()) {}

void KarpenterLoop::start(Duration phase) {
  cluster_.on_unschedulable([this] { pod_came(); });
  cluster_.on_interruption([this](const std::string& node) {
    if (!cluster_.find_node(node)->node.deleting) remove(node);
  });
  loops_.spawn(disruption_loop(phase));
}

void KarpenterLoop::pod_came() {
  window_.add(cluster_.context().now());
  if (waiting_) return;
  waiting_ = true;
  loops_.spawn(wait_for_batch());
}

Process KarpenterLoop::wait_for_batch() {
  const Context& context = cluster_.context();
  while (*window_.closes_at() > context.now()) {
    const Duration left = *window_.closes_at() - context.now();
    co_await context.simulation().delay(left);
  }
  window_.close();
  waiting_ = false;
  provision();
}

std::vector<nodes::Node> KarpenterLoop::in_flight() const {
  std::vector<nodes::Node> coming;
  for (const Instance& instance : cluster_.coming()) {
    nodes::Node node;
    node.name = instance.name;
    node.group = instance.group;
    node.shape = instance.shape;
    node.pods = instance.shape.preplaced;
    node.ready = false;
    node.created = instance.requested;
    coming.push_back(std::move(node));
  }
  return coming;
}

void KarpenterLoop::provision() {
  std::vector<nodes::Pod> pods;
  for (const Cluster::Unschedulable& pod : cluster_.unschedulable()) pods.push_back(pod.pod);
  std::vector<nodes::Node> existing = cluster_.nodes();
  std::erase_if(existing, [](const nodes::Node& node) { return !node.ready; });
  const std::vector<nodes::Node> coming = in_flight();
  const karpenter::Schedule plan = karpenter::schedule(std::move(pods), existing, coming, pools_);
  if (!plan.claims.empty()) {
    cluster_.context().note("scale_up", plan.reason);
    record(static_cast<std::int64_t>(plan.claims.size()), plan.reason);
  }
  for (const karpenter::NodeClaim& claim : plan.claims) make_node(claim);
  std::string without;
  for (const std::string& pod : plan.unschedulable) without += (without.empty() ? "" : ", ") + pod;
  if (!without.empty() && without != no_scale_up_)
    cluster_.context().note("no_scale_up", "no offering takes " + without);
  no_scale_up_ = without;
}

void KarpenterLoop::record(std::int64_t change, const std::string& reason) const {
  Decision entry;
  entry.scaler = "Karpenter";
  std::int64_t ready = 0;
  for (const auto& state : cluster_.node_states()) {
    ready += state->node.ready ? 1 : 0;
    entry.current += state->node.deleting ? 0 : 1;
  }
  entry.current += static_cast<std::int64_t>(cluster_.coming().size());
  entry.result = entry.current + change;
  entry.ready = {static_cast<double>(ready), static_cast<double>(ready)};
  entry.reason = reason;
  cluster_.context().record(std::move(entry));
}

std::string KarpenterLoop::make_node(const karpenter::NodeClaim& claim) {
  const auto& pools = cluster_.params().karpenter->node_pools;
  const auto pool = std::find_if(pools.begin(), pools.end(),
                                 [&](const NodePoolParams& one) { return one.name == claim.pool; });
  TIERSIM_ASSERT(pool != pools.end());
  const Duration boot = pool->boot.sample_duration(boot_);
  return cluster_.request_node(claim.pool, claim.shape, boot, false);
}

karpenter::ClusterView KarpenterLoop::view() const {
  karpenter::ClusterView view;
  for (const auto& state : cluster_.node_states()) {
    if (state->node.ready) view.nodes.push_back({state->node, state->last_pod_event});
  }
  for (nodes::Node& node : in_flight()) view.nodes.push_back({std::move(node)});
  view.disruptions_allowed = cluster_.disruptions_allowed();
  return view;
}

Process KarpenterLoop::disruption_loop(Duration phase) {
  co_await cluster_.context().simulation().delay(phase);
  for (;;) {
    drain_expired();
    disrupt();
    co_await cluster_.context().simulation().delay(options_.disruption_interval);
  }
}

void KarpenterLoop::disrupt() {
  using Action = karpenter::DisruptionStep::Action;
  const Context& context = cluster_.context();
  const bool ready =
      std::all_of(replacements_.begin(), replacements_.end(),
                  [this](const std::string& name) { return cluster_.find_node(name) != nullptr; });
  const karpenter::DisruptionStep step = disruption_.step(context.now(), view(), ready);
  const auto why = [&step] {
    return std::string(name_of(step.command.method)) + ": " + step.command.reason;
  };
  if (step.action == Action::replace) {
    context.note("replace", why());
    record(static_cast<std::int64_t>(step.command.replacements.size()), why());
    replacements_.clear();
    for (const karpenter::NodeClaim& claim : step.command.replacements)
      replacements_.push_back(make_node(claim));
  } else if (step.action == Action::drain) {
    context.note("scale_down", why());
    record(-static_cast<std::int64_t>(step.command.nodes.size()), why());
    replacements_.clear();
    for (const std::string& node : step.command.nodes) remove(node);
  }
}

void KarpenterLoop::drain_expired() {
  std::vector<std::string> expired;
  for (const auto& state : cluster_.node_states()) {
    for (const karpenter::NodePool& pool : pools_) {
      if (pool.name != state->node.group || state->node.deleting) continue;
      if (is_expired(cluster_.context().now(), {state->node, {}}, pool))
        expired.push_back(state->node.name);
    }
  }
  for (const std::string& node : expired) {
    cluster_.context().note("expired", node);
    remove(node);
  }
}

void KarpenterLoop::remove(const std::string& node) {
  cluster_.set_deleting(node, true);
  loops_.spawn(drain(node));
}

Process KarpenterLoop::drain(std::string node) {
  const Context& context = cluster_.context();
  cluster_autoscaler::Options patient;
  patient.max_pod_eviction_time = patient.max_graceful_termination_sec = forever;
  cluster_autoscaler::Drain drain(context.now(), patient);
  for (;;) {
    const ClusterNode* const state = cluster_.find_node(node);
    if (state == nullptr) co_return;
    const cluster_autoscaler::DrainStep step =
        drain.step(context.now(), state->node.pods, cluster_.disruptions_allowed());
    if (step.delete_node) break;
    for (const cluster_autoscaler::Eviction& eviction : step.evictions)
      cluster_.evict(eviction.pod, eviction.grace);
    co_await context.simulation().delay(drain_poll);
  }
  cluster_.remove_node(node);
}

}  // namespace tiersim::cluster
