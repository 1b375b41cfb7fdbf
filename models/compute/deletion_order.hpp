#pragma once
#include <cstdint>

#include "sim/time.hpp"

namespace tiersim {

/// Phase of a pod in the order in which a ReplicaSet gives them up.
enum class PodPhase : std::uint8_t { pending, unknown, running };

/// What a ReplicaSet looks at when it has pods too many.
struct DeletionCandidate {
  bool assigned = true;  ///< to a node
  PodPhase phase = PodPhase::running;
  bool ready = false;
  std::int32_t deletion_cost = 0;  ///< controller.kubernetes.io/pod-deletion-cost
  int pods_on_node = 1;            ///< active pods of the same owner on its node, itself included
  TimePoint ready_since{};         ///< last change of readiness; heeded only if it is ready
  int restarts = 0;                ///< of its containers
  TimePoint created{};
  std::uint64_t uid = 0;  ///< random, different for each pod
};

/// True if `a` is deleted before `b`: a strict weak order among pods of one instant `now`.
///
/// Ages are compared by their binary logarithm, in nanoseconds: within a factor of two the random
/// uid decides, so that not all the pods of one rollout go together. The uid decides at once when
/// two different instants share a logarithm: restarts are looked at only if the pods became ready
/// at the same instant.
/// Source: kubernetes pkg/controller/controller_utils.go, ActivePodsWithRanks.
[[nodiscard]] bool goes_first(const DeletionCandidate& a, const DeletionCandidate& b,
                              TimePoint now);

}  // namespace tiersim
