#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/count_or_percent.hpp"
#include "models/request.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// One of `topologySpreadConstraints`: skew = matching pods in a domain − the fewest in any.
struct SpreadConstraint {
  bool by_zone = true;          ///< else by host
  std::int32_t max_skew = 1;    ///< at least 1
  bool do_not_schedule = true;  ///< else it only counts in the score
};

/// What the pods of a workload ask of a cluster.
struct PodTemplate {
  std::string workload{};
  std::int64_t cpu_milli = 0;     ///< requested
  std::int64_t memory_bytes = 0;  ///< requested
  std::int64_t image_bytes = 0;
  std::int32_t priority = 0;
  std::vector<SpreadConstraint> spread{};  ///< empty: the cluster's defaults
  Duration termination_grace = 30s;
  /// PodDisruptionBudget: either, not both; none: nothing holds evictions back.
  std::optional<CountOrPercent> min_available{};
  std::optional<CountOrPercent> max_unavailable{};

  [[nodiscard]] bool has_budget() const { return min_available || max_unavailable; }
};

/// A workload as the cluster sees it, which tells it of its pods.
class PodOwner {
 public:
  virtual ~PodOwner() = default;

  [[nodiscard]] virtual const PodTemplate& pod_template() const = 0;
  /// The pod is bound to a node, whose kubelet has accepted it.
  virtual void pod_bound(std::uint64_t pod, ZoneId zone) = 0;
  /// The image is on the node: containers may start. `running`: they have run before the time
  /// began.
  virtual void image_present(std::uint64_t pod, bool running) = 0;
  /// The eviction API deletes the pod; `grace` at most until it is killed.
  virtual void evict(std::uint64_t pod, Duration grace) = 0;
  /// The pod's node died: its processes are gone, which nobody knows for `unnoticed`.
  virtual void node_died(std::uint64_t pod, Duration unnoticed) = 0;
  /// The pod's node is back: its containers start again.
  virtual void node_is_back(std::uint64_t pod) = 0;
  /// The pod is deleted because its node has been away for too long.
  virtual void node_given_up(std::uint64_t pod) = 0;
  /// Pods that are Ready and not going away.
  [[nodiscard]] virtual int pods_healthy() const = 0;
  /// Pods asked for.
  [[nodiscard]] virtual int pods_expected() const = 0;
};

/// A cluster as a workload sees it: finds nodes for pods, and tells the owner. Calls to the owner
/// come later, but for pods that are `running`, whose owner hears of them within `place`.
class Placement {
 public:
  virtual ~Placement() = default;

  /// Before the run; the owner outlives what is placed here.
  virtual void add_owner(PodOwner& owner) = 0;
  /// A pod of an image was created. `running`: it is to have been there before the time began, if
  /// there is room.
  virtual void place(PodOwner& owner, std::uint64_t pod, const std::string& image,
                     bool running) = 0;
  /// A pod is gone, or never was bound; its room is free.
  virtual void release(PodOwner& owner, std::uint64_t pod) = 0;
  /// Pods of the same owner on the pod's node, itself included; 0: it is not bound.
  [[nodiscard]] virtual int pods_on_node(const PodOwner& owner, std::uint64_t pod) const = 0;
  /// Time that the API server takes to create a pod.
  [[nodiscard]] virtual Duration api_latency() const = 0;
};

}  // namespace tiersim
