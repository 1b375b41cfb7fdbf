#include "models/autoscaling/container_stats.hpp"

#include <utility>

namespace tiersim {

void ContainerStats::refresh(TimePoint now, const std::vector<PodSnapshot>& pods) {
  constexpr int ticks_min = 4;  // 10 s
  constexpr double choices = 3;
  std::map<std::uint64_t, Known> known;
  for (const PodSnapshot& pod : pods) {
    if (pod.pending || pod.failed) continue;
    const auto before = known_.find(pod.number);
    const bool is_new =
        before == known_.end() || before->second.container_start != pod.container_start;
    if (!is_new && before->second.ticks_left > 1) {
      Known kept = before->second;
      --kept.ticks_left;
      known.emplace_hint(known.end(), pod.number, kept);
      continue;
    }
    const int ticks = ticks_min + static_cast<int>(jitter_.uniform() * choices);
    known.emplace_hint(known.end(), pod.number,
                       Known{now, pod.container_start, pod.cpu_seconds, pod.memory_bytes, ticks});
  }
  known_ = std::move(known);
}

void ContainerStats::show(std::vector<PodSnapshot>& pods) const {
  std::erase_if(pods, [this](PodSnapshot& pod) {
    const auto known = known_.find(pod.number);
    if (known == known_.end() || known->second.container_start != pod.container_start) return true;
    pod.cpu_seconds = known->second.cpu_seconds;
    pod.memory_bytes = known->second.memory_bytes;
    pod.measured = known->second.at;
    return false;
  });
}

}  // namespace tiersim
