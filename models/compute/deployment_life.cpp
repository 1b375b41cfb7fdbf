#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

void Deployment::create_pod(const ReplicaSet& set, bool running) {
  const ZoneId zone = cluster_ == nullptr ? next_zone() : zones_.front();
  pods_.push_back(std::make_unique<Pod>(shared_, pods_created_++, uids_.next(), zone));
  Pod& pod = *pods_.back();
  pod.revision = set.revision;
  set_speed(pod);
  pod.created = pod.accepted = pod.started = pod.starts = context_.now();
  if (cluster_ != nullptr) {
    pod.stage = PodStage::pending;
    cluster_->place(*this, pod.number(), path() + ":" + std::to_string(set.revision), running);
  } else if (running) {
    run_at_once(pod);
  } else if (is_dead(pod.zone())) {
    set_stage(pod, PodStage::down);  // nowhere to run until a zone is healed
  } else {
    life_.spawn(bring_up(pod.number(), pod.crashes));
  }
}

/// It has run since before the time began.
void Deployment::run_at_once(Pod& pod) {
  set_stage(pod, PodStage::ready);
  publish(pod, EndpointNews::ready);
  watch(pod);
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

Process Deployment::bring_up(std::uint64_t number, int crashes) {
  const auto still_starting = [this, number, crashes]() -> Pod* {
    Pod* const found = find(number);
    const bool same = found != nullptr && found->stage == PodStage::starting;
    return same && found->crashes == crashes ? found : nullptr;
  };
  Pod* pod = still_starting();
  if (pod == nullptr) co_return;
  co_await simulation().delay(pod->starts - context_.now());
  pod = still_starting();
  if (pod == nullptr) co_return;
  pod->restart_container(context_.now());
  const StartUpFate fate =
      start_up_fate(params_.probes(), params_.start_up.sample_duration(start_up_));
  co_await simulation().delay(fate.at);
  if (fate.end != StartUpFate::End::ready) co_await simulation().delay(idle_exit(fate.end));
  pod = still_starting();
  if (pod == nullptr) co_return;
  if (fate.end != StartUpFate::End::ready) {
    const bool startup = fate.end == StartUpFate::End::killed_by_startup_probe;
    context_.note("unhealthy",
                  pod->name() + (startup ? ": startup" : ": liveness") + " probe failed");
    crash(*pod, true);
    co_return;
  }
  warm_up(*pod);
  set_ready(*pod, true);
  watch(*pod);
}

void Deployment::warm_up(Pod& pod) {
  if (!params_.warm_up) return;
  pod.warm_up = params_.warm_up->factor;
  set_speed(pod);
  life_.spawn(end_warm_up(pod.number(), pod.crashes));
}

Process Deployment::end_warm_up(std::uint64_t number, int crashes) {
  co_await simulation().delay(params_.warm_up->time);
  Pod* const pod = find(number);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  pod->warm_up = 1.0;
  set_speed(*pod);
}

/// From the beginning of its termination by a probe until a container exits that has no request
/// inside.
Duration Deployment::idle_exit(StartUpFate::End why) const {
  const bool startup = why == StartUpFate::End::killed_by_startup_probe;
  const TerminationPlan plan =
      params_.termination(startup ? params_.startupProbe : params_.livenessProbe);
  return params_.on_sigterm == OnSigterm::ignore ? plan.sigkill : plan.sigterm;
}

/// The condition Ready changes; the news of it goes out.
void Deployment::set_ready(Pod& pod, bool ready) {
  pod.ready_changed = context_.now();
  set_stage(pod, ready ? PodStage::ready : PodStage::unready);
  life_.spawn(ready ? announce(pod.number(), pod.crashes) : withdraw(pod.number()));
  if (ready && (params_.minReadySeconds > 0 || is_rolling_out()))
    life_.spawn(count_as_available(pod.number(), pod.ready_changed));
}

Process Deployment::announce(std::uint64_t number, int crashes) {
  co_await simulation().delay(params_.endpoint_delay);
  Pod* const pod = find(number);
  if (pod == nullptr || pod->stage != PodStage::ready || pod->crashes != crashes) co_return;
  publish(*pod, EndpointNews::ready);
}

/// `unnoticed`: until it is known that the pod is not ready.
Process Deployment::withdraw(std::uint64_t number, Duration unnoticed) {
  co_await simulation().delay(unnoticed + params_.endpoint_delay);
  Pod* const pod = find(number);
  if (pod == nullptr) co_return;
  // It may have come back before the news went out; of a pod that is going away there is other
  // news.
  if (pod->stage == PodStage::ready || pod->stage == PodStage::terminating) co_return;
  publish(*pod, EndpointNews::absent);
}

/// Terminating and serving, if its readiness is good.
Process Deployment::announce_termination(std::uint64_t number, bool ready) {
  co_await simulation().delay(params_.endpoint_delay);
  Pod* const pod = find(number);
  if (pod == nullptr) co_return;
  const bool serving = pod->stage == PodStage::terminating || pod->news == EndpointNews::ready;
  publish(*pod, ready && serving ? EndpointNews::terminating : EndpointNews::absent);
}

/// The kubelet stops a container: because its pod was deleted, or to start it again. Requests that
/// come between SIGTERM and the news are refused.
Process Deployment::stop(std::uint64_t number, int crashes, TerminationPlan plan) {
  const auto still_there = [this, number, crashes]() -> Pod* {
    Pod* const found = find(number);
    const bool runs = found != nullptr && found->stage >= PodStage::ready;
    return runs && found->crashes == crashes ? found : nullptr;
  };
  const TimePoint killed = context_.now() + plan.sigkill;
  co_await simulation().delay(plan.sigterm);
  if (params_.on_sigterm == OnSigterm::ignore) {
    co_await simulation().delay(killed - context_.now());
  } else if (Pod* const pod = still_there(); pod != nullptr) {
    pod->close();
    pod->set_closing(true);
  }
  Pod* pod = still_there();
  while (pod != nullptr && params_.on_sigterm == OnSigterm::drain && !pod->empty() &&
         context_.now() < killed) {
    [[maybe_unused]] const bool emptied = co_await pod->emptied().wait(killed - context_.now());
    pod = still_there();
  }
  if (pod == nullptr) co_return;
  if (pod->stage == PodStage::terminating) {
    end(*pod);
  } else {
    crash(*pod, true);
  }
}

/// Its process is no more.
void Deployment::end(Pod& pod) {
  set_stage(pod, PodStage::gone);
  pod.reset_requests();
  life_.spawn(withdraw(pod.number()));
  if (is_rolling_out()) life_.spawn(go_on_rolling_out());
}

/// Proxies hear of a pod. They open no connections to pods that are terminating unless only such
/// are left.
void Deployment::publish(Pod& pod, EndpointNews news) {
  pod.news = news;
  const bool any_ready = std::any_of(pods_.begin(), pods_.end(), [](const auto& other) {
    return other->news == EndpointNews::ready;
  });
  for (const auto& other : pods_) {
    const bool wanted = other->news == EndpointNews::ready ||
                        (other->news == EndpointNews::terminating && !any_ready);
    if (wanted == other->listed) continue;
    other->listed = wanted;
    if (wanted) {
      endpoints_.add({other->number(), other.get()});
    } else {
      endpoints_.remove(other->number());
    }
  }
}

Pod* Deployment::find(std::uint64_t number) {
  for (const auto& pod : pods_) {
    if (pod->number() == number) return pod.get();
  }
  return nullptr;
}

}  // namespace tiersim
