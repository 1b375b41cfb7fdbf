#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "models/scaling.hpp"
#include "sim/chance/stream.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// cAdvisor in the kubelets: what is known of a container's usage is as old as its last refresh.
///
/// Each container is looked at every 10 to 15 s, at times of its own: its housekeeping. Ticks of
/// 2.5 s stand for the continuous jitter. Source: google/cadvisor manager/container.go and
/// kubernetes pkg/kubelet/cadvisor (housekeeping 10 s, at most 15 s).
class ContainerStats {
 public:
  static constexpr Duration tick = 2500ms;

  explicit ContainerStats(Stream jitter) : jitter_(jitter) {}

  /// To be called every `tick`: looks at the containers whose turn it is, and at new ones.
  void refresh(TimePoint now, const std::vector<PodSnapshot>& pods);

  /// Puts the usage known of each container, and when it was measured, in the place of the true
  /// one. Pods whose container has not been looked at yet are left out.
  void show(std::vector<PodSnapshot>& pods) const;

 private:
  struct Known {
    TimePoint at{};
    TimePoint container_start{};
    double cpu_seconds = 0;
    std::int64_t memory_bytes = 0;
    int ticks_left = 0;
  };

  Stream jitter_;
  std::map<std::uint64_t, Known> known_{};
};

}  // namespace tiersim
