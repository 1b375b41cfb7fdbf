#include "models/compute/deployment.hpp"

namespace tiersim {

/// A pod that serves: those of its probes go on that can fail.
void Deployment::watch(Pod& pod) {
  if (params_.readinessProbe && params_.readinessProbe->through_slots)
    life_.spawn(go_on_probing(pod.number(), pod.crashes, *params_.readinessProbe, false));
  if (params_.livenessProbe && params_.livenessProbe->through_slots)
    life_.spawn(go_on_probing(pod.number(), pod.crashes, *params_.livenessProbe, true));
}

/// The pod, if the container that has crashed so often before serves still.
Pod* Deployment::find_serving(std::uint64_t number, int crashes) {
  Pod* const pod = find(number);
  return pod != nullptr && pod->serves() && pod->crashes == crashes ? pod : nullptr;
}

/// The time until the next try on the grid of the container's start, after this instant.
Duration Deployment::until_next_try(const Probe& probe, const Pod& pod) const {
  const Duration age = context_.now() - pod.started;
  return first_try(probe, age + Duration{1}) - age;
}

/// Goes on with a probe whose verdict is good, as long as that container serves.
Process Deployment::go_on_probing(std::uint64_t number, int crashes, const Probe& probe,
                                  bool liveness) {
  ProbeVerdict verdict{probe, true};
  for (;;) {
    Pod* pod = find_serving(number, crashes);
    if (pod == nullptr) co_return;
    co_await simulation().delay(until_next_try(probe, *pod));
    pod = find_serving(number, crashes);
    if (pod == nullptr) co_return;
    const bool success = co_await pod->answers(1s * probe.timeoutSeconds);
    pod = find_serving(number, crashes);
    if (pod == nullptr) co_return;
    if (!verdict.record(success)) continue;
    if (liveness) {
      context_.note("unhealthy", pod->name() + ": liveness probe failed");
      life_.spawn(stop(number, crashes, params_.termination(probe)));
      co_return;
    }
    set_ready(*pod, verdict.good());
  }
}

}  // namespace tiersim
