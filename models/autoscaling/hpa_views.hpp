#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// Requests by resource name, in thousandths: {"cpu": 500} is half a core. A name that is absent:
/// no request.
using ResourceRequests = std::map<std::string, std::int64_t, std::less<>>;

struct ContainerView {
  std::string name;
  ResourceRequests requests_milli;
  bool restart_always = false;  ///< of an init container: a sidecar, whose request counts
};

enum class PodPhase : std::uint8_t { pending, running, succeeded, failed, unknown };

/// A pod as the autoscaler's informer sees it.
struct PodView {
  std::string name;
  PodPhase phase = PodPhase::running;
  bool deleted = false;                   ///< deletionTimestamp is set
  std::optional<bool> ready = true;       ///< condition Ready; nothing: no such condition yet
  std::optional<TimePoint> start_time{};  ///< status.startTime
  TimePoint ready_transition{};           ///< last transition of the condition Ready
  std::vector<ContainerView> containers{};
  std::vector<ContainerView> init_containers{};
  ResourceRequests pod_requests_milli{};  ///< requests of the pod as a whole
};

/// What the metrics API says of one pod.
struct PodSample {
  struct Container {
    std::string name;
    std::optional<std::int64_t> milli;  ///< nothing: the container lacks the resource
  };

  std::string pod;
  TimePoint timestamp{};
  Duration window{};
  std::optional<std::int64_t> milli{};  ///< of the whole pod, where containers are not told apart
  std::vector<Container> containers{};  ///< else by container; their sum is the pod's value
};

/// The answer for one entry of `metrics`.
struct MetricReading {
  std::optional<std::string> error{};        ///< the call failed: its message
  std::vector<PodSample> samples{};          ///< Resource, ContainerResource, Pods
  std::vector<std::int64_t> values_milli{};  ///< Object: one; External: one per series
};

enum class SelectorState : std::uint8_t { fine, missing, unparsable, ambiguous };

/// The scale subresource at a sync.
struct ScaleView {
  enum class Fault : std::uint8_t { none, get, update };
  std::int32_t spec_replicas = 0;
  std::int32_t status_replicas = 0;
  SelectorState selector = SelectorState::fine;
  Fault fault = Fault::none;  ///< reading or writing it fails
};

/// Everything measured at a sync.
struct MetricsView {
  std::vector<PodView> pods{};            ///< those the selector matches
  std::vector<MetricReading> readings{};  ///< one per entry of `metrics`, in its order
};

}  // namespace tiersim
