#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace tiersim::cluster {

/// The queue of kube-scheduler: pods to be tried, pods that back off, pods that nothing has changed
/// for.
///
///   add ──▶ active ──pop──▶ tried ──fail──▶ unschedulable ──notify, or 5 min──▶ back-off ──▶
///   active
///
/// The highest priority is tried first, of equals the one that has been active longest. The
/// back-off counts from the last try: 1 s, doubling to 10 s. Source: kubernetes
/// pkg/scheduler/backend/queue/scheduling_queue.go.
class SchedulingQueue {
 public:
  static constexpr Duration backoff_min = 1s;
  static constexpr Duration backoff_max = 10s;
  static constexpr Duration flush_after = 5min;  ///< podMaxInUnschedulablePodsDuration

  /// Names are unique.
  void add(TimePoint now, std::string pod, std::int32_t priority);
  /// Takes the next pod to try; nothing: none is due.
  [[nodiscard]] std::optional<std::string> pop(TimePoint now);
  /// The pod that was popped found no node. Precondition: it was not removed since.
  void fail(TimePoint now, const std::string& pod);
  /// Something changed that may give a pod room.
  void notify(TimePoint now);
  /// The pod was bound, or is gone.
  void remove(const std::string& pod);

  /// When a pod is due next; nothing: there is none to wait for.
  [[nodiscard]] std::optional<TimePoint> next_due() const;

  [[nodiscard]] bool contains(const std::string& pod) const;

  /// Pods with the condition Unschedulable: tried in vain, in the order in which they came.
  [[nodiscard]] std::vector<std::string> unschedulable() const;

  /// All pods that wait.
  [[nodiscard]] std::size_t size() const { return pods_.size(); }

 private:
  struct Waiting {
    std::string pod;
    std::int32_t priority = 0;
    int attempts = 0;
    bool failed = false;  ///< waits for a change, until `due` at the latest
    bool in_hand = false;
    TimePoint due{};  ///< active from then on
    TimePoint last_try{};
  };

  [[nodiscard]] Waiting* find(const std::string& pod);

  std::vector<Waiting> pods_{};  // in the order in which they came
};

}  // namespace tiersim::cluster
