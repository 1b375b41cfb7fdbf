#include "models/autoscaling/vpa/updater.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim::vpa {
namespace {

double relative(std::int64_t request, std::int64_t target) {
  const double base = std::max(1.0, static_cast<double>(request));
  return std::abs(base - static_cast<double>(target)) / base;
}

/// "cpu" or "memory" of the first request outside the bounds; empty: both are inside.
std::string outside(const Amounts& requests, const Recommendation& recommendation) {
  const auto is_outside = [](std::int64_t value, std::int64_t low, std::int64_t high) {
    return value < low || value > high;
  };
  const Amounts& low = recommendation.lower_bound;
  const Amounts& high = recommendation.upper_bound;
  if (is_outside(requests.cpu_milli, low.cpu_milli, high.cpu_milli)) return "cpu";
  if (is_outside(requests.memory_bytes, low.memory_bytes, high.memory_bytes)) return "memory";
  return {};
}

struct Candidate {
  const PodState* pod;
  bool grows;
  double difference;
  std::string reason;
};

std::vector<Candidate> candidates_of(TimePoint now, const std::vector<PodState>& pods,
                                     const Recommendation& recommendation,
                                     const UpdaterSettings& settings) {
  std::vector<Candidate> candidates;
  const Amounts& target = recommendation.target;
  for (const PodState& pod : pods) {
    std::string reason = qualifies(now, pod, recommendation, settings);
    if (reason.empty()) continue;
    const bool grows = target.cpu_milli > pod.requests.cpu_milli ||
                       target.memory_bytes > pod.requests.memory_bytes;
    candidates.push_back({&pod, grows, difference(pod.requests, target), std::move(reason)});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.grows != b.grows ? a.grows : a.difference > b.difference;
                   });
  return candidates;
}

/// How many running pods may be taken away, given the replicas that are missing already.
std::int32_t evictable(std::int32_t configured, std::int32_t running,
                       const UpdaterSettings& settings) {
  const auto tolerated =
      static_cast<std::int32_t>(static_cast<double>(configured) * settings.eviction_tolerance);
  if (tolerated == 0) return running == configured ? 1 : 0;
  return std::max(0, running - (configured - tolerated));
}

}  // namespace

double difference(const Amounts& requests, const Amounts& target) {
  return relative(requests.cpu_milli, target.cpu_milli) +
         relative(requests.memory_bytes, target.memory_bytes);
}

std::string qualifies(TimePoint now, const PodState& pod, const Recommendation& recommendation,
                      const UpdaterSettings& settings) {
  if (const std::string resource = outside(pod.requests, recommendation); !resource.empty())
    return resource + " request is outside its bounds";
  const double change = difference(pod.requests, recommendation.target);
  if (pod.oom_after && *pod.oom_after < settings.quick_oom && change > 0)
    return "killed for lack of memory soon after its start";
  if (now - pod.started >= settings.pod_lifetime_min && change >= settings.update_change_min)
    return "requests are " + std::to_string(static_cast<int>(std::floor(change * 100))) +
           " % off the target";
  return {};
}

std::vector<Update> updates(TimePoint now, UpdateMode mode, std::int32_t configured_replicas,
                            const std::vector<PodState>& pods, const Recommendation& recommendation,
                            std::optional<std::int32_t> disruptions_allowed,
                            const UpdaterSettings& settings) {
  std::vector<Update> updates;
  if (mode == UpdateMode::off || mode == UpdateMode::initial) return updates;
  if (static_cast<std::int32_t>(pods.size()) < settings.min_replicas) return updates;
  const auto running = static_cast<std::int32_t>(
      std::count_if(pods.begin(), pods.end(), [](const PodState& pod) { return pod.running; }));
  std::int32_t left = evictable(configured_replicas, running, settings);
  if (disruptions_allowed) left = std::min(left, *disruptions_allowed);
  for (Candidate& one : candidates_of(now, pods, recommendation, settings)) {
    if (one.pod->running && left-- <= 0) continue;  // a pending pod serves nobody
    updates.push_back(
        {one.pod->name, mode == UpdateMode::in_place_or_recreate, std::move(one.reason)});
  }
  return updates;
}

std::vector<SpecViolation> conflicts(const HorizontalPodAutoscalerSpec& hpa, UpdateMode mode) {
  std::vector<SpecViolation> violations;
  if (mode == UpdateMode::off || !hpa.metrics) return violations;
  for (std::size_t i = 0; i < hpa.metrics->size(); ++i) {
    const MetricSpec& metric = (*hpa.metrics)[i];
    if (metric.type != "Resource" && metric.type != "ContainerResource") continue;
    violations.push_back({"metrics[" + std::to_string(i) + "]", "vpa.conflict",
                          "scales by " + metric.name +
                              ", whose request a VerticalPodAutoscaler changes: let the one look "
                              "at another metric, or set the other to Off"});
  }
  return violations;
}

}  // namespace tiersim::vpa
