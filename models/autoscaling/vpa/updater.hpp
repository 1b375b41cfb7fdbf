#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/vpa/recommender.hpp"
#include "sim/time.hpp"

namespace tiersim::vpa {

/// Flags of the updater. Source: vertical-pod-autoscaler/pkg/updater.
struct UpdaterSettings {
  double eviction_tolerance = 0.5;  ///< share of the replicas that may be out at once
  std::int32_t min_replicas = 2;    ///< live ones, or nothing is evicted
  Duration pod_lifetime_min = 12h;  ///< before small differences count
  double update_change_min = 0.1;   ///< --pod-update-threshold
  Duration quick_oom = 10min;       ///< --evict-after-oom-threshold
};

enum class UpdateMode : std::uint8_t { off, initial, recreate, auto_, in_place_or_recreate };

/// A pod of the workload; one container.
struct PodState {
  std::string name{};
  Amounts requests{};
  TimePoint started{};
  bool running = true;                  ///< not pending
  std::optional<Duration> oom_after{};  ///< its last end was an OOM kill, so long after the start
};

/// What is done to one pod.
struct Update {
  std::string pod{};
  bool in_place = false;  ///< resized while it runs; evicted if that fails
  std::string reason{};
};

/// Why a pod qualifies for an update; empty: it does not.
[[nodiscard]] std::string qualifies(TimePoint now, const PodState& pod,
                                    const Recommendation& recommendation,
                                    const UpdaterSettings& settings = {});

/// Σ |request − target| / request over the resources.
[[nodiscard]] double difference(const Amounts& requests, const Amounts& target);

/// The pods to update now: those that want more first, then by difference; as many as the tolerance
/// allows and `disruptions_allowed` by a budget, if there is one.
[[nodiscard]] std::vector<Update> updates(TimePoint now, UpdateMode mode,
                                          std::int32_t configured_replicas,
                                          const std::vector<PodState>& pods,
                                          const Recommendation& recommendation,
                                          std::optional<std::int32_t> disruptions_allowed = {},
                                          const UpdaterSettings& settings = {});

/// Where a VPA and an HPA get in each other's way: the one changes the request, the other's
/// denominator.
[[nodiscard]] std::vector<SpecViolation> conflicts(const HorizontalPodAutoscalerSpec& hpa,
                                                   UpdateMode mode);

}  // namespace tiersim::vpa
