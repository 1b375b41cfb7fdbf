#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

/// `unnoticed`: until the control plane knows.
void Deployment::crash(Pod& pod, bool restart, Duration unnoticed) {
  if (pod.stage != PodStage::starting && !pod.serves()) return;
  if (restart && context_.now() < pod.starts) return;  // no container runs that could crash
  ++pod.crashes;
  pod.ready_changed = context_.now();
  set_stage(pod, restart ? PodStage::starting : PodStage::down);
  pod.reset_requests();
  life_.spawn(withdraw(pod.number(), unnoticed));
  if (!restart) return;
  ++restarts_;
  pod.starts = pod.backoff.next_start(context_.now());
  life_.spawn(bring_up(pod.number(), pod.crashes));
}

/// OOMKilled: without a grace period, restarted in place.
Process Deployment::kill_for_memory(std::uint64_t number, int crashes) {
  Pod* const pod = find(number);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  if (pod->serves()) {
    context_.note("oom_killed", pod->name());
    crash(*pod, true);
  } else if (pod->stage == PodStage::terminating) {
    context_.note("oom_killed", pod->name());
    end(*pod);
  }
}

void Deployment::heal(Pod& pod) {
  pod.fault = 1.0;
  set_speed(pod);
  // In a cluster it starts again when its node is back.
  if (cluster_ == nullptr && !is_dead(pod.zone())) restart(pod);
}

/// On a node that was away.
void Deployment::restart(Pod& pod) {
  if (pod.stage != PodStage::down) return;
  set_stage(pod, PodStage::starting);
  ++restarts_;
  pod.starts = context_.now();
  pod.backoff = {};  // another node knows nothing of it
  life_.spawn(bring_up(pod.number(), pod.crashes));
}

void Deployment::strike_pod(Pod& pod, Strike what, double factor) {
  switch (what) {
    case Strike::kill:
      crash(pod, true);  // the kubelet restarts the container in place
      break;
    case Strike::slow:
      pod.fault = factor;
      set_speed(pod);
      break;
    case Strike::heal:
      heal(pod);
      break;
  }
}

bool Deployment::strike(Strike what, std::string_view member, double factor) {
  bool found = member.empty();
  for (const auto& pod : pods_) {
    if (pod->stage == PodStage::gone || (!member.empty() && member != pod->name())) continue;
    strike_pod(*pod, what, factor);
    found = true;
  }
  return found;
}

void Deployment::strike_zone(Strike what, ZoneId zone, double factor) {
  if (cluster_ != nullptr && what != Strike::slow) return;  // its nodes are struck
  if (what == Strike::kill) dead_zones_.push_back(zone);
  if (what == Strike::heal) std::erase(dead_zones_, zone);
  for (const auto& pod : pods_) {
    if (pod->zone() != zone) continue;
    if (what == Strike::kill && pod->stage == PodStage::terminating) {
      end(*pod);  // its node is gone with it
    } else if (what == Strike::kill) {
      crash(*pod, false);
    } else {
      strike_pod(*pod, what, factor);
    }
  }
}

void Deployment::evacuate() {
  life_.destroy_all();
  for (const auto& pod : pods_) pod->reset_requests();
}

}  // namespace tiersim
