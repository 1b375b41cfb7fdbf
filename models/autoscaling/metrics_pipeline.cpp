#include "models/autoscaling/metrics_pipeline.hpp"

#include <utility>

namespace tiersim {
namespace {

__extension__ using Wide = __int128;

/// A container younger than this at its first reading has to wait for a second one.
constexpr Duration fresh_container_min = 10s;

/// Thousandths of a core: whole nanocores, cut off, as metrics-server keeps them, then rounded up
/// as a quantity is.
std::int64_t millicores(Duration used, Duration window) {
  constexpr std::int64_t nano_per_milli = 1'000'000;
  const auto nanocores =
      static_cast<std::int64_t>(static_cast<Wide>(used.count()) * 1'000'000'000 / window.count());
  return nanocores / nano_per_milli + (nanocores % nano_per_milli > 0 ? 1 : 0);
}

}  // namespace

std::string pod_name(std::uint64_t number) {
  return "pod-" + std::to_string(number);
}

PodView view_of(const PodSnapshot& snapshot) {
  PodView view;
  view.name = pod_name(snapshot.number);
  view.phase = snapshot.failed    ? PodPhase::failed
               : snapshot.pending ? PodPhase::pending
                                  : PodPhase::running;
  view.deleted = snapshot.deleted;
  view.ready = snapshot.ready;
  view.start_time = snapshot.start_time;
  view.ready_transition = snapshot.ready_transition;
  ContainerView container{"main", {}};
  if (snapshot.cpu_request_milli > 0) container.requests_milli["cpu"] = snapshot.cpu_request_milli;
  if (snapshot.memory_request_bytes > 0)
    container.requests_milli["memory"] = snapshot.memory_request_bytes * 1000;
  view.containers.push_back(std::move(container));
  return view;
}

/// The point a rate can be taken against: the last one if it is of the same container, or the start
/// of a fresh one.
std::optional<MetricsPipeline::Point> MetricsPipeline::older_point(TimePoint at,
                                                                   const PodSnapshot& pod) const {
  const Duration age = at - pod.container_start;
  if (age >= fresh_container_min && age < resolution_)
    return Point{pod.container_start, Duration{}, 0};
  const auto known = points_.find(pod.number);
  if (known == points_.end() || pod.container_start >= known->second.last.at) return std::nullopt;
  return known->second.last.at < at ? known->second.last : known->second.before;
}

void MetricsPipeline::scrape(TimePoint now, const std::vector<PodSnapshot>& pods) {
  std::map<std::uint64_t, Points> points;
  for (const PodSnapshot& pod : pods) {
    if (pod.pending || pod.failed) continue;
    const TimePoint at = pod.measured.value_or(now);
    points[pod.number] = {{at, from_seconds(pod.cpu_seconds), pod.memory_bytes},
                          older_point(at, pod)};
  }
  points_ = std::move(points);
}

std::vector<PodSample> MetricsPipeline::samples(std::string_view resource) const {
  std::vector<PodSample> samples;
  if (resource != "cpu" && resource != "memory") return samples;
  for (const auto& [number, points] : points_) {
    if (!points.before) continue;
    const Duration window = points.last.at - points.before->at;
    const std::int64_t milli = resource == "cpu"
                                   ? millicores(points.last.cpu - points.before->cpu, window)
                                   : points.last.memory_bytes * 1000;
    samples.push_back(
        {.pod = pod_name(number), .timestamp = points.last.at, .window = window, .milli = milli});
  }
  return samples;
}

}  // namespace tiersim
