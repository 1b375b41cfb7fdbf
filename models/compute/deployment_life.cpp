#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

void Deployment::create_pod(bool running) {
  pods_.push_back(std::make_unique<Pod>(shared_, pods_created_++, next_zone()));
  Pod& pod = *pods_.back();
  pod.created = pod.started = context_.now();
  if (running) {
    set_stage(pod, PodStage::ready);
    endpoints_.add({pod.number(), &pod});
  } else if (is_dead(pod.zone())) {
    set_stage(pod, PodStage::down);  // nowhere to run until a zone is healed
  } else {
    life_.spawn(bring_up(pod.number(), pod.crashes, 0s));
  }
}

bool Deployment::is_dead(ZoneId zone) const {
  return std::find(dead_zones_.begin(), dead_zones_.end(), zone) != dead_zones_.end();
}

ZoneId Deployment::next_zone() const {
  // The zone with the fewest pods, of equals the first: what topology spread with maxSkew 1 does.
  // Dead zones take none.
  ZoneId best = zones_.front();
  int fewest = -1;
  for (const ZoneId zone : zones_) {
    if (is_dead(zone)) continue;
    const auto inside =
        static_cast<int>(std::count_if(pods_.begin(), pods_.end(), [zone](const auto& pod) {
          return pod->zone() == zone && pod->stage != PodStage::gone &&
                 pod->stage != PodStage::terminating;
        }));
    if (fewest < 0 || inside < fewest) {
      fewest = inside;
      best = zone;
    }
  }
  return best;
}

// The processes of a pod's life know it by its number: it may have been deleted while they slept.

Process Deployment::bring_up(std::uint64_t number, int crashes, Duration after) {
  co_await simulation().delay(after);
  Pod* pod = find(number, PodStage::starting);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  pod->restart_container(context_.now());
  Duration up = params_.start_up.sample_duration(start_up_);
  if (params_.readinessProbe) {
    // Tries fall on a grid from the container's start; the first at or after start-up and initial
    // delay succeeds.
    const Duration period = 1s * params_.readinessProbe->periodSeconds;
    const Duration earliest =
        std::max<Duration>(up, 1s * params_.readinessProbe->initialDelaySeconds);
    up = (earliest + period - Duration{1}) / period * period;
  }
  co_await simulation().delay(up);
  pod = find(number, PodStage::starting);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  pod->ready_changed = context_.now();
  set_stage(*pod, PodStage::ready);
  co_await simulation().delay(params_.endpoint_delay);
  pod = find(number, PodStage::ready);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  endpoints_.remove(number);  // a pod that was down for less than the news takes is still listed
  endpoints_.add({number, pod});
}

Process Deployment::withdraw(std::uint64_t number) {
  co_await simulation().delay(params_.endpoint_delay);
  // It may have come back before the news went out.
  if (find(number, PodStage::ready) == nullptr) endpoints_.remove(number);
}

Process Deployment::retire(Pod& pod) {
  // preStop lasts until balancers have heard of it: the pod serves on, then finishes what is
  // inside.
  const Duration grace = 1s * params_.terminationGracePeriodSeconds;
  const TimePoint until = context_.now() + grace;
  co_await simulation().delay(std::min(params_.endpoint_delay, grace));
  endpoints_.remove(pod.number());
  while (!pod.empty() && context_.now() < until) {
    const bool emptied = co_await pod.emptied().wait(until - context_.now());
    if (!emptied) break;
  }
  set_stage(pod, PodStage::gone);
  pod.reset_requests();
}

Pod* Deployment::find(std::uint64_t number, PodStage stage) {
  for (const auto& pod : pods_) {
    if (pod->number() == number && pod->stage == stage) return pod.get();
  }
  return nullptr;
}

}  // namespace tiersim
