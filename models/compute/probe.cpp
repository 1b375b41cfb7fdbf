#include "models/compute/probe.hpp"

#include <algorithm>

namespace tiersim {

namespace {

/// Tries that fail because the process is not up, from `since` on.
std::int64_t failures(const Probe& probe, Duration since, Duration up) {
  const Duration first = first_try(probe, since);
  return (first_try(probe, std::max(since, up)) - first) / probe.period();
}

}  // namespace

bool ProbeVerdict::record(bool success) {
  run_ = success == last_ ? std::min(run_ + 1, 10000) : 1;  // no threshold is higher
  last_ = success;
  const int threshold = success ? probe_.successThreshold : probe_.failureThreshold;
  if (success == good_ || run_ < threshold) return false;
  good_ = success;
  return true;
}

Duration first_try(const Probe& probe, Duration earliest) {
  const Duration from = std::max<Duration>(earliest, 1s * probe.initialDelaySeconds);
  if (from > forever - probe.period()) return forever;
  return (from + probe.period() - Duration{1}) / probe.period() * probe.period();
}

StartUpFate start_up_fate(const Probes& probes, Duration up) {
  using enum StartUpFate::End;
  Duration started{};
  if (probes.startup) {
    const Probe& probe = *probes.startup;
    if (failures(probe, started, up) >= probe.failureThreshold) {
      return {killed_by_startup_probe,
              1s * probe.initialDelaySeconds + probe.period() * probe.failureThreshold};
    }
    started = first_try(probe, up);
  }
  if (probes.liveness) {
    const Probe& probe = *probes.liveness;
    if (failures(probe, started, up) >= probe.failureThreshold) {
      return {killed_by_liveness_probe,
              first_try(probe, started) + probe.period() * (probe.failureThreshold - 1)};
    }
  }
  const Duration answers = std::max(started, up);
  if (!probes.readiness) return {ready, answers};
  const Duration first = first_try(*probes.readiness, answers);
  const Duration rest = probes.readiness->period() * (probes.readiness->successThreshold - 1);
  return {ready, first > forever - rest ? forever : first + rest};
}

}  // namespace tiersim
