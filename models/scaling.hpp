#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// What the API server and the kubelet know of a pod; control loops see nothing else.
struct PodSnapshot {
  std::uint64_t number = 0;
  bool pending = false;                   ///< phase Pending: no container runs yet
  bool failed = false;                    ///< phase Failed
  bool deleted = false;                   ///< deletionTimestamp is set
  bool ready = false;                     ///< condition Ready
  TimePoint start_time{};                 ///< accepted by the kubelet
  TimePoint ready_transition{};           ///< last change of the condition Ready
  TimePoint container_start{};            ///< the container that runs now
  double cpu_seconds = 0;                 ///< CPU time used so far, cumulative
  std::int64_t memory_bytes = 0;          ///< working set
  std::int64_t cpu_request_milli = 0;     ///< 0: no request
  std::int64_t memory_request_bytes = 0;  ///< 0: no request
  std::optional<TimePoint> measured{};    ///< when the usage was read; nothing: it is that of now
};

/// How many of them are ready and not going away.
[[nodiscard]] inline int ready_among(const std::vector<PodSnapshot>& pods) {
  int ready = 0;
  for (const PodSnapshot& pod : pods) ready += pod.ready && !pod.deleted ? 1 : 0;
  return ready;
}

/// A workload that can be scaled, as control loops see it: the scale subresource and the list of
/// pods.
class Scalable {
 public:
  virtual ~Scalable() = default;

  [[nodiscard]] virtual int replicas_spec() const = 0;
  [[nodiscard]] virtual int replicas_status() const = 0;
  /// Replaces the contents of `snapshots` by the pods there are, in the order of their numbers.
  virtual void pods(std::vector<PodSnapshot>& snapshots) = 0;
  virtual void scale_to(int replicas, std::string_view reason) = 0;
};

}  // namespace tiersim
