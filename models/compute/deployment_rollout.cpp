#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

namespace {

std::string pods_text(int number) {
  return std::to_string(number) + (number == 1 ? " pod" : " pods");
}

std::string seconds_text(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + " s";
}

}  // namespace

RolloutBounds Deployment::bounds() const {
  if (params_.strategy.type == StrategyType::recreate) return {};
  const RollingUpdate& limits = params_.strategy.rollingUpdate;
  return rollout_bounds(limits.maxSurge, limits.maxUnavailable, replicas_spec_);
}

/// Pods of a revision that are not going away.
int Deployment::pods_of(int revision) const {
  return static_cast<int>(std::count_if(pods_.begin(), pods_.end(), [revision](const auto& pod) {
    return pod->revision == revision && pod->stage != PodStage::terminating &&
           pod->stage != PodStage::gone;
  }));
}

ReplicaSetViews Deployment::views() const {
  ReplicaSetViews views;
  for (const ReplicaSet& set : sets_) {
    const auto available = std::count_if(pods_.begin(), pods_.end(), [&](const auto& pod) {
      return pod->revision == set.revision && pod->stage == PodStage::ready &&
             is_available(pod->ready_changed, params_.minReadySeconds, context_.now());
    });
    views.push_back({set.spec, static_cast<int>(available), set.max_replicas});
  }
  return views;
}

/// A pod's CPU works at the speed that its revision, its age and its faults leave it.
void Deployment::set_speed(Pod& pod) const {
  for (const ReplicaSet& set : sets_) {
    if (set.revision == pod.revision) pod.set_slowness(set.slowness * pod.warm_up * pod.fault);
  }
}

/// Gives the sets their sizes, and pods accordingly; false if they had them.
bool Deployment::resize(const std::vector<std::int32_t>& sizes) {
  bool changed = false;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    ReplicaSet& set = sets_[i];
    if (sizes[i] == set.spec) continue;
    set.spec = sizes[i];
    set.max_replicas = replicas_spec_ + bounds().surge;
    progressed_ = context_.now();
    changed = true;
    adjust(set);
  }
  return changed;
}

void Deployment::adjust(ReplicaSet& set) {
  const int current = pods_of(set.revision);
  bury();
  if (cluster_ == nullptr) {
    for (int i = current; i < set.spec; ++i) create_pod(set, false);
  } else if (current < set.spec && !set.creating) {
    set.creating = true;
    life_.spawn(create_in_batches(set.revision));
  }
  if (current > set.spec) remove_pods(set, current - set.spec);
  count_replicas();
}

bool Deployment::roll_out(double slowness) {
  const int revision = sets_.back().revision + 1;
  const RolloutBounds limits = bounds();
  context_.note("rollout", "revision " + std::to_string(revision) + " replaces " +
                               pods_text(replicas_status()) +
                               (params_.strategy.type == StrategyType::recreate
                                    ? ": Recreate"
                                    : ": at most " + std::to_string(limits.surge) + " above and " +
                                          std::to_string(limits.unavailable) + " below " +
                                          std::to_string(replicas_spec_)));
  sets_.push_back({revision, slowness, 0, 0});
  rollout_began_ = progressed_ = context_.now();
  sync_rollout();
  life_.spawn(watch_progress(revision));
  return true;
}

/// What the Deployment controller does when something has changed.
void Deployment::sync_rollout() {
  if (!is_rolling_out()) return;
  bool changed = true;
  while (changed) {
    if (params_.strategy.type == StrategyType::recreate) {
      const auto old_pods = std::count_if(pods_.begin(), pods_.end(), [this](const auto& pod) {
        return pod->revision != sets_.back().revision && pod->stage != PodStage::gone;
      });
      changed = resize(recreate_step(views(), replicas_spec_, static_cast<int>(old_pods)));
    } else {
      changed = resize(rolling_update_step(views(), replicas_spec_, bounds()));
    }
  }
  const ReplicaSetViews now = views();
  const bool old_left =
      std::any_of(now.begin(), now.end() - 1, [](const auto& set) { return set.spec > 0; });
  if (old_left || now.back().spec != replicas_spec_ || now.back().available < replicas_spec_)
    return;
  sets_.erase(sets_.begin(), sets_.end() - 1);
  context_.note("rollout_complete", "revision " + std::to_string(sets_.back().revision) + ": " +
                                        pods_text(replicas_spec_) + " after " +
                                        seconds_text(context_.now() - rollout_began_));
}

/// A pod counts as available when it has been ready for minReadySeconds.
Process Deployment::count_as_available(std::uint64_t number, TimePoint ready_since) {
  co_await simulation().delay(1s * params_.minReadySeconds);
  const Pod* const pod = find(number);
  if (pod == nullptr || pod->stage != PodStage::ready || pod->ready_changed != ready_since)
    co_return;
  if (pod->revision == sets_.back().revision) progressed_ = context_.now();
  sync_rollout();
}

/// A pod of the old revisions has ended, which Recreate waits for.
Process Deployment::go_on_rolling_out() {
  sync_rollout();
  co_return;
}

Process Deployment::watch_progress(int revision) {
  const auto under_way = [this, revision] {
    return is_rolling_out() && sets_.back().revision == revision;
  };
  while (under_way()) {
    if (progress_deadline_exceeded(progressed_, params_.progressDeadlineSeconds, context_.now())) {
      context_.note("rollout_stalled", "revision " + std::to_string(revision) + ": nothing for " +
                                           std::to_string(params_.progressDeadlineSeconds) +
                                           " s (ProgressDeadlineExceeded)");
      co_return;
    }
    const TimePoint due = progressed_ + 1s * params_.progressDeadlineSeconds + Duration{1};
    co_await simulation().delay(due - context_.now());
  }
}

}  // namespace tiersim
