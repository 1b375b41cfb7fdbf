// A deployment whose pods run on the nodes of a cluster.
#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

namespace {

std::vector<SpreadConstraint> spread_of(const DeploymentParams& params) {
  std::vector<SpreadConstraint> spread;
  for (const TopologySpreadConstraint& constraint : params.topologySpreadConstraints) {
    spread.push_back({constraint.topologyKey == TopologyKey::zone, constraint.maxSkew,
                      constraint.whenUnsatisfiable == WhenUnsatisfiable::do_not_schedule});
  }
  return spread;
}

}  // namespace

void Deployment::live_in(Placement& cluster) {
  cluster_ = &cluster;
  const ResourceAmounts& requests = params_.resources.requests;
  template_.workload = path();
  if (requests.cpu)
    template_.cpu_milli = static_cast<std::int64_t>(requests.cpu->count * 1000.0 + 0.5);
  if (requests.memory) template_.memory_bytes = requests.memory->count;
  template_.image_bytes = params_.image_size.count;
  template_.priority = params_.priority;
  template_.spread = spread_of(params_);
  template_.termination_grace = 1s * params_.terminationGracePeriodSeconds;
  if (params_.podDisruptionBudget) {
    template_.min_available = params_.podDisruptionBudget->minAvailable;
    template_.max_unavailable = params_.podDisruptionBudget->maxUnavailable;
  }
  cluster.add_owner(*this);
}

/// The ReplicaSet controller makes one pod, then two, four, …, each batch in the time that the API
/// server takes for a pod. Source: kubernetes pkg/controller/replicaset, slowStartBatch.
Process Deployment::create_in_batches(int revision) {
  constexpr int burst = 500;
  for (int batch = 1;; batch = std::min(2 * batch, burst)) {
    ReplicaSet* set = find_set(revision);
    if (set == nullptr) co_return;
    const int planned = std::min(batch, set->spec - pods_of(revision));
    if (planned <= 0) {
      set->creating = false;
      co_return;
    }
    co_await simulation().delay(cluster_->api_latency());
    set = find_set(revision);
    if (set == nullptr) co_return;
    const int wanted = std::min(planned, set->spec - pods_of(revision));
    for (int i = 0; i < wanted; ++i) create_pod(*set, false);
    count_replicas();
  }
}

Deployment::ReplicaSet* Deployment::find_set(int revision) {
  const auto found = std::find_if(sets_.begin(), sets_.end(), [revision](const ReplicaSet& set) {
    return set.revision == revision;
  });
  return found == sets_.end() ? nullptr : &*found;
}

void Deployment::pod_bound(std::uint64_t number, ZoneId zone) {
  Pod* const pod = find(number);
  if (pod == nullptr) return;
  pod->bind(zone);
  pod->accepted = context_.now();
}

void Deployment::image_present(std::uint64_t number, bool running) {
  Pod* const pod = find(number);
  if (pod == nullptr || pod->stage != PodStage::pending) return;
  if (running) return run_at_once(*pod);
  set_stage(*pod, PodStage::starting);
  pod->starts = context_.now();
  life_.spawn(bring_up(number, pod->crashes));
}

/// The eviction API deletes a pod, and the ReplicaSet makes another.
void Deployment::evict(std::uint64_t number, Duration grace) {
  Pod* const pod = find(number);
  if (pod == nullptr || pod->stage == PodStage::terminating || pod->stage == PodStage::gone) return;
  const int revision = pod->revision;
  context_.note("evicted", pod->name());
  const Duration hook = params_.lifecycle ? params_.lifecycle->pre_stop() : Duration{};
  delete_pod(*pod, termination_plan(hook, std::min(grace, template_.termination_grace)));
  if (ReplicaSet* const set = find_set(revision); set != nullptr) adjust(*set);
}

void Deployment::node_died(std::uint64_t number, Duration unnoticed) {
  Pod* const pod = find(number);
  if (pod == nullptr) return;
  if (pod->stage == PodStage::terminating) {
    end(*pod);
  } else {
    crash(*pod, false, unnoticed);
  }
}

void Deployment::node_is_back(std::uint64_t number) {
  if (Pod* const pod = find(number); pod != nullptr) restart(*pod);
}

void Deployment::node_given_up(std::uint64_t number) {
  Pod* const pod = find(number);
  if (pod == nullptr || pod->stage == PodStage::gone) return;
  const int revision = pod->revision;
  set_stage(*pod, PodStage::gone);
  publish(*pod, EndpointNews::absent);
  if (ReplicaSet* const set = find_set(revision); set != nullptr) adjust(*set);
}

}  // namespace tiersim
