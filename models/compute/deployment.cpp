#include "models/compute/deployment.hpp"

#include <algorithm>

#include "models/compute/deletion_order.hpp"
#include "sim/assert.hpp"

namespace tiersim {

Deployment::Deployment(const Params& params, Context context, std::vector<ZoneId> zones,
                       std::vector<Program> programs)
    : Component(std::move(context)),
      params_(params),
      zones_(std::move(zones)),
      programs_(std::move(programs)),
      shared_{context_, params_, programs_, flow_,
              [this](const Pod& pod) { life_.spawn(kill_for_memory(pod.number(), pod.crashes)); }},
      life_(simulation()),
      start_up_(context_.stream("start_up")),
      routing_(context_.stream("routing")),
      uids_(context_.stream("uid")),
      replicas_spec_(params.replicas) {
  for (Program& program : programs_) bind_delays(program);
}

/// Equal waits share a line, in which they end in the order in which they began: without the event
/// queue, which orders what may end in any order.
void Deployment::bind_delays(Program& program) {
  for (Instruction& step : program) {
    if (step.kind == Instruction::Kind::wait && step.demand.is_deterministic()) {
      const Duration time = from_seconds(step.demand.mean());
      if (time != forever)
        step.constant = &delays_.try_emplace(time, simulation(), time).first->second;
    }
    for (Program& branch : step.branches) bind_delays(branch);
  }
}

void Deployment::start() {
  ReplicaSet& set = sets_.front();
  set.spec = replicas_spec_;
  set.max_replicas = replicas_spec_ + bounds().surge;
  for (int i = 0; i < replicas_spec_; ++i) create_pod(set, true);
  count_replicas();
  replicas_min_ = replicas_max_ = replicas_status();
}

Task<Outcome> Deployment::serve(Request request) {
  const auto& ready = endpoints_.endpoints();
  if (ready.empty()) {
    Flow::Visit visit{flow_, simulation()};
    co_return visit.end(outcome(OutcomeKind::no_backend));
  }
  Service& pod = *ready[static_cast<std::size_t>(routing_.below(ready.size()))].service;
  co_return co_await pod.serve(request);
}

void Deployment::scale_to(int replicas, std::string_view reason) {
  if (replicas == replicas_spec_) return;
  context_.note(replicas > replicas_spec_ ? "scale_up" : "scale_down",
                std::to_string(replicas_spec_) + " -> " + std::to_string(replicas) + ": " +
                    std::string(reason));
  replicas_spec_ = replicas;
  resize(scale_in_proportion(views(), replicas, bounds(), replicas_status()));
  sync_rollout();
}

void Deployment::remove_pods(const ReplicaSet& set, int number) {
  for (int i = 0; i < number; ++i) {
    delete_pod(first_to_delete(set), params_.termination());
  }
}

void Deployment::delete_pod(Pod& pod, TerminationPlan plan) {
  const bool serving = pod.serves();
  const bool ready = pod.stage == PodStage::ready;
  set_stage(pod, serving ? PodStage::terminating : PodStage::gone);
  if (serving) {
    life_.spawn(announce_termination(pod.number(), ready));
    life_.spawn(stop(pod.number(), pod.crashes, plan));
  } else {
    publish(pod, EndpointNews::absent);
  }
}

/// Precondition: the set has a pod that is not going away.
Pod& Deployment::first_to_delete(const ReplicaSet& set) {
  const auto candidate = [this](const Pod& pod) {
    DeletionCandidate seen;
    seen.assigned = cluster_ != nullptr ? pod.is_bound() : pod.stage != PodStage::down;
    if (pod.stage == PodStage::pending) seen.phase = PodPhase::pending;
    if (cluster_ != nullptr) seen.pods_on_node = cluster_->pods_on_node(*this, pod.number());
    seen.ready = pod.stage == PodStage::ready;
    seen.ready_since = pod.ready_changed;
    if (params_.pod_deletion_cost == PodDeletionCost::requests)
      seen.deletion_cost = static_cast<std::int32_t>(pod.inside());
    seen.restarts = pod.crashes;
    seen.created = pod.created;
    seen.uid = pod.uid();
    return seen;
  };
  Pod* first = nullptr;
  for (const auto& pod : pods_) {
    if (pod->revision != set.revision) continue;
    if (pod->stage == PodStage::terminating || pod->stage == PodStage::gone) continue;
    if (first == nullptr || goes_first(candidate(*pod), candidate(*first), context_.now()))
      first = pod.get();
  }
  TIERSIM_ASSERT(first != nullptr);
  return *first;
}

/// Forgets pods that are gone and empty, keeping their totals, so that memory does not grow with
/// the length of a run.
void Deployment::bury() {
  const auto forgotten = [this](const std::unique_ptr<Pod>& pod) {
    if (pod->stage != PodStage::gone || !pod->empty() || pods_are_kept_) return false;
    if (pod->is_probed()) return false;
    if (pod->news != EndpointNews::absent) return false;  // balancers still turn to it
    buried_cpu_seconds_ += pod->cpu_seconds();
    buried_throttled_s_ += pod->throttled_seconds();
    return true;
  };
  std::erase_if(pods_, forgotten);
}

void Deployment::set_stage(Pod& pod, PodStage stage) {
  pod.stage = stage;
  pod.set_closing(stage == PodStage::terminating);
  count_replicas();
  if (stage == PodStage::gone && cluster_ != nullptr) cluster_->release(*this, pod.number());
}

void Deployment::count_replicas() {
  const int now = replicas_status();
  replicas_.set(context_.now(), now + count(PodStage::terminating));
  replicas_min_ = std::min(replicas_min_, now);
  replicas_max_ = std::max(replicas_max_, now);
}

}  // namespace tiersim
