#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// An amount of one resource in thousandths: milli-cores, thousandths of a byte.
struct ResourceAmount {
  std::string resource;  ///< cpu, memory, …
  std::int64_t milli = 0;
};

/// One container of a pod's spec and what it requests.
struct ContainerRequests {
  std::string name;
  std::vector<ResourceAmount> requests{};
  bool restartable_init = false;  ///< an init container with restartPolicy Always: a sidecar
};

/// The part of a pod's spec that the autoscaler reads. Pods of one template share it.
struct PodResources {
  std::vector<ContainerRequests> containers{};       ///< those that run for the pod's life; ordinary init containers are left out
  std::vector<ResourceAmount> pod_requests{};        ///< requests of the pod as a whole
};

enum class PodStatusPhase : std::uint8_t { pending, running, succeeded, failed, unknown };

/// What the API server knows of a pod that the scale's selector matches.
struct PodView {
  std::uint64_t number = 0;                             ///< unique among pods and samples
  PodStatusPhase phase = PodStatusPhase::running;
  bool deleted = false;                                 ///< deletionTimestamp is set
  std::optional<bool> ready{};                          ///< condition Ready; none: the pod has no such condition
  std::optional<TimePoint> start_time{};                ///< status.startTime
  TimePoint ready_transition = TimePoint::min();        ///< last change of the condition Ready
  const PodResources* resources = nullptr;              ///< none: requests nothing. Outlives the sync.
};

/// What one container used.
struct ContainerUsage {
  std::string name;
  std::optional<std::int64_t> milli{};  ///< none: the metrics API lacks this resource of it
};

/// What the metrics API says of one pod.
struct PodSample {
  std::uint64_t pod = 0;
  TimePoint timestamp{};                     ///< end of the window
  Duration window{};
  std::int64_t milli = 0;                    ///< the whole pod; not read when containers are given
  std::vector<ContainerUsage> containers{};  ///< the pod's value is their sum
};

/// The answer to one entry of `spec.metrics`.
struct MetricReading {
  std::optional<std::string> error{};      ///< the call failed, and why
  std::vector<PodSample> samples{};        ///< Resource, ContainerResource, Pods
  std::int64_t value_milli = 0;            ///< Object
  std::vector<std::int64_t> series_milli{};  ///< External: one value per series that matches
};

enum class SelectorState : std::uint8_t { valid, missing, unparsable, ambiguous };

/// The scale subresource of the workload, and the pods that its selector matches.
struct ScaleView {
  std::int32_t replicas_spec = 0;
  std::int32_t replicas_status = 0;
  std::vector<PodView> pods{};
  SelectorState selector = SelectorState::valid;
  std::optional<std::string> read_error{};   ///< the scale cannot be read, and why
  std::optional<std::string> write_error{};  ///< writing a new count would fail, and why
};

/// The readings of `spec.metrics`, in its order.
using MetricsView = std::vector<MetricReading>;

}  // namespace tiersim
