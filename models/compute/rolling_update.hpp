#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/count_or_percent.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// How far a rollout may stray from the number of replicas; both bounds in pods.
struct RolloutBounds {
  std::int32_t surge = 0;
  std::int32_t unavailable = 0;

  friend bool operator==(const RolloutBounds&, const RolloutBounds&) = default;
};

/// maxSurge is rounded up, maxUnavailable down and at most `replicas`; if both come to nothing, one
/// pod may be unavailable, or nothing would ever move.
/// Source: kubernetes pkg/controller/deployment/util/deployment_util.go, ResolveFenceposts.
[[nodiscard]] RolloutBounds rollout_bounds(CountOrPercent maxSurge, CountOrPercent maxUnavailable,
                                           std::int32_t replicas);

/// A ReplicaSet as the Deployment controller sees it.
struct ReplicaSetView {
  std::int32_t spec = 0;       ///< pods asked for
  std::int32_t available = 0;  ///< pods that have been Ready for minReadySeconds
  /// What `replicas` + surge was when the set was last scaled; absent: never recorded.
  std::optional<std::int32_t> max_replicas{};
};

/// The ReplicaSets of a Deployment, oldest first; the last is that of the current template. Pods
/// that are terminating are in none of them.
using ReplicaSetViews = std::vector<ReplicaSetView>;

/// True if a pod that has been Ready since `ready_since` counts as available.
[[nodiscard]] constexpr bool is_available(TimePoint ready_since, std::int32_t minReadySeconds,
                                          TimePoint now) {
  return now - ready_since >= 1s * minReadySeconds;
}

/// The sizes that the controller gives the sets in one sync of a RollingUpdate; the present ones if
/// it waits. First it grows the new set; only when that asks for nothing it shrinks the old ones:
/// pods that are not available first, then available ones, the oldest set first.
/// Precondition: at least one set.
/// Source: kubernetes pkg/controller/deployment/rolling.go.
[[nodiscard]] std::vector<std::int32_t> rolling_update_step(const ReplicaSetViews& sets,
                                                            std::int32_t replicas,
                                                            RolloutBounds bounds);

/// The sizes in one sync of a Recreate: all old pods go, and only when `old_pods`, terminating ones
/// included, are none the new set is made.
[[nodiscard]] std::vector<std::int32_t> recreate_step(const ReplicaSetViews& sets,
                                                      std::int32_t replicas, std::int32_t old_pods);

/// The sizes after the Deployment was scaled to `replicas` in the middle of a rollout: the change
/// is spread over the sets in proportion to their sizes, the largest first, what rounding leaves to
/// the largest. A single set with pods is scaled to `replicas`; if the new set is complete, the old
/// ones go. `status_replicas` (positive if any set has pods) stands in for sets without a recorded
/// `max_replicas`. Source: kubernetes pkg/controller/deployment/sync.go, scale; util,
/// GetReplicaSetProportion.
[[nodiscard]] std::vector<std::int32_t> scale_in_proportion(const ReplicaSetViews& sets,
                                                            std::int32_t replicas,
                                                            RolloutBounds bounds,
                                                            std::int32_t status_replicas);

/// True if the condition Progressing is False, ProgressDeadlineExceeded: nothing has moved since
/// `progressed`. Nothing else follows from it.
[[nodiscard]] constexpr bool progress_deadline_exceeded(TimePoint progressed,
                                                        std::int32_t progressDeadlineSeconds,
                                                        TimePoint now) {
  return now - progressed > 1s * progressDeadlineSeconds;
}

}  // namespace tiersim
