#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/compute/operation.hpp"
#include "models/compute/probe.hpp"
#include "models/compute/termination.hpp"
#include "models/count_or_percent.hpp"
#include "models/published.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// CPU and memory of a container, as in a Kubernetes manifest.
struct ResourceAmounts {
  std::optional<Cores> cpu;
  std::optional<Bytes> memory;

  static void describe(auto& field, auto& p) {
    field("cpu", p.cpu, positive, "Processor, in cores: \"500m\", \"2\".");
    field("memory", p.memory, positive, "Memory: \"512Mi\", \"1Gi\".");
  }
};

struct Resources {
  ResourceAmounts requests;
  ResourceAmounts limits;

  static void describe(auto& field, auto& p) {
    field("requests", p.requests, any_value,
          "What the scheduler reserves; the HPA's utilization refers to it.");
    field("limits", p.limits, any_value,
          "What the container may use: CPU by CFS quota in periods of 100 ms.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.requests.cpu && p.limits.cpu && p.requests.cpu->count > p.limits.cpu->count) {
      refuse("requests", "asks for more CPU than its limit",
             "raise limits.cpu or lower requests.cpu");
    }
  }
};

/// Memory of a pod: its working set is `base`, so much for each request in it, in a slot or waiting
/// for one, and what a leak adds as the container grows old.
struct MemoryUse {
  Bytes base{0};
  Bytes per_request{0};
  Bytes growth_per_request{0};
  Bytes growth_per_hour{0};

  static void describe(auto& field, auto& p) {
    field("base", p.base, non_negative, "Memory of the idle process: \"256Mi\".");
    field("per_request", p.per_request, non_negative,
          "More for each request that is in the pod: \"2Mi\".");
    field("growth_per_request", p.growth_per_request, non_negative,
          "What each request leaves behind until the container is restarted.");
    field("growth_per_hour", p.growth_per_hour, non_negative,
          "What each hour of the container adds until it is restarted.");
  }
};

/// How far a rollout may stray from the number of replicas.
struct RollingUpdate {
  CountOrPercent maxSurge{25, true};
  CountOrPercent maxUnavailable{25, true};

  static void describe(auto& field, auto& p) {
    field("maxSurge", p.maxSurge, any_value,
          "Pods above the number asked for during a rollout; a percentage is rounded up.");
    field("maxUnavailable", p.maxUnavailable, any_value,
          "Pods that may be missing during a rollout; a percentage is rounded down.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.maxUnavailable.percent && p.maxUnavailable.value > 100)
      refuse("maxUnavailable", "is more than all pods", "write at most \"100%\"");
    if (p.maxSurge.value == 0 && p.maxUnavailable.value == 0)
      refuse("maxUnavailable", "is 0, and so is maxSurge: no pod could be replaced",
             "raise one of them");
  }
};

enum class StrategyType : std::uint8_t { rolling_update, recreate };

constexpr auto enum_names(StrategyType) {
  return std::array{EnumName<StrategyType>{StrategyType::rolling_update, "RollingUpdate",
                                           "New pods come as old ones go."},
                    EnumName<StrategyType>{StrategyType::recreate, "Recreate",
                                           "All old pods go before the first new one."}};
}

/// How a rollout replaces pods.
struct DeploymentStrategy {
  StrategyType type = StrategyType::rolling_update;
  RollingUpdate rollingUpdate;

  static void describe(auto& field, auto& p) {
    field("type", p.type, any_value, "How a rollout replaces pods.");
    field("rollingUpdate", p.rollingUpdate, any_value, "Limits of a RollingUpdate.");
  }
};

/// A young process burns more CPU: class loading, just-in-time compilation, empty caches.
struct WarmUp {
  double factor = 2;
  Duration time = 30s;

  static void describe(auto& field, auto& p) {
    field("factor", p.factor, at_least(1), "What the CPU times of requests are multiplied by.");
    field("time", p.time, positive, "For so long from when the pod is ready for the first time.");
  }
};

/// Who keeps the annotation controller.kubernetes.io/pod-deletion-cost.
enum class PodDeletionCost : std::uint8_t { none, requests };

constexpr auto enum_names(PodDeletionCost) {
  return std::array{EnumName<PodDeletionCost>{PodDeletionCost::none, "none", "Nobody: it is 0."},
                    EnumName<PodDeletionCost>{
                        PodDeletionCost::requests, "requests",
                        "A controller sets it to the requests inside: the idlest go first."}};
}

/// The domains over which pods are spread.
enum class TopologyKey : std::uint8_t { zone, hostname };

constexpr auto enum_names(TopologyKey) {
  return std::array{
      EnumName<TopologyKey>{TopologyKey::zone, "topology.kubernetes.io/zone",
                            "The zones of the nodes."},
      EnumName<TopologyKey>{TopologyKey::hostname, "kubernetes.io/hostname", "The nodes."}};
}

enum class WhenUnsatisfiable : std::uint8_t { do_not_schedule, schedule_anyway };

constexpr auto enum_names(WhenUnsatisfiable) {
  return std::array{
      EnumName<WhenUnsatisfiable>{WhenUnsatisfiable::do_not_schedule, "DoNotSchedule",
                                  "A pod waits rather than break it."},
      EnumName<WhenUnsatisfiable>{WhenUnsatisfiable::schedule_anyway, "ScheduleAnyway",
                                  "It counts in the scheduler's score only."}};
}

struct TopologySpreadConstraint {
  TopologyKey topologyKey = TopologyKey::zone;
  int maxSkew = 1;
  WhenUnsatisfiable whenUnsatisfiable = WhenUnsatisfiable::do_not_schedule;

  static void describe(auto& field, auto& p) {
    field("topologyKey", p.topologyKey, any_value, "The domains.");
    field("maxSkew", p.maxSkew, at_least(1),
          "Pods of a domain less the fewest of any, which a new pod may not exceed.");
    field("whenUnsatisfiable", p.whenUnsatisfiable, any_value, "What if no node keeps to it.");
  }
};

struct PodDisruptionBudget {
  std::optional<CountOrPercent> minAvailable;
  std::optional<CountOrPercent> maxUnavailable;

  static void describe(auto& field, auto& p) {
    field("minAvailable", p.minAvailable, any_value,
          "Pods that stay ready in spite of evictions; a percentage is rounded up.");
    field("maxUnavailable", p.maxUnavailable, any_value,
          "Pods that may be missing because of evictions; a percentage is rounded up.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.minAvailable && p.maxUnavailable)
      refuse("maxUnavailable", "stands beside minAvailable", "take one of them");
    if (!p.minAvailable && !p.maxUnavailable)
      refuse("minAvailable", "is missing, and maxUnavailable too", "say one of them");
  }
};

/// Parameters of a Deployment except its operations and its autoscaler, which have readers of their
/// own.
struct DeploymentParams {
  static constexpr std::string_view kind = "deployment";
  /// All of them by pod.
  static constexpr std::array published{
      PublishedMetric{"waiting", MetricKind::gauge, "Requests that wait for a slot."},
      PublishedMetric{"in_service", MetricKind::gauge, "Slots in use."},
      PublishedMetric{"slot_utilization", MetricKind::gauge, "Share of the slots in use."},
      PublishedMetric{"memory_bytes", MetricKind::gauge, "Memory in use."},
      PublishedMetric{"cpu_seconds_total", MetricKind::counter, "CPU time used."}};

  int replicas = 1;
  std::vector<std::string> zones;
  Resources resources;
  MemoryUse memory;
  Cores node_cpu{4.0};
  int slots = 64;
  int backlog = 4096;
  Distribution start_up = Distribution::deterministic(20s);
  std::optional<Probe> startupProbe;
  std::optional<Probe> readinessProbe;
  std::optional<Probe> livenessProbe;
  Duration endpoint_delay = 1s;
  std::optional<Lifecycle> lifecycle;
  OnSigterm on_sigterm = OnSigterm::drain;
  int terminationGracePeriodSeconds = 30;
  DeploymentStrategy strategy;
  int minReadySeconds = 0;
  int progressDeadlineSeconds = 600;
  std::optional<WarmUp> warm_up;
  PodDeletionCost pod_deletion_cost = PodDeletionCost::none;
  Bytes image_size{0};
  int priority = 0;
  std::vector<TopologySpreadConstraint> topologySpreadConstraints;
  std::optional<PodDisruptionBudget> podDisruptionBudget;
  Operations operations;  ///< read step by step

  static void describe(auto& field, auto& p) {
    field("replicas", p.replicas, at_least(0),
          "Pods at the start; an autoscaler changes the number.");
    field("zones", p.zones, any_value, "Zones over which the pods are spread, in turn.");
    field("resources", p.resources, any_value, "Requests and limits of each pod.");
    field("memory", p.memory, any_value,
          "What a pod uses; over resources.limits.memory its container is killed and restarted, "
          "as soon as a request comes.");
    field("node_cpu", p.node_cpu, positive,
          "Cores of a node: what a pod without a CPU limit can use at most.");
    field("slots", p.slots, at_least(1),
          "Requests that a pod works on at once (threads, or an event loop's limit).");
    field("backlog", p.backlog, at_least(0),
          "Requests that wait for a slot; more are turned away.");
    field("start_up", p.start_up, non_negative,
          "From the creation of a pod until it can serve (image present).");
    field("startupProbe", p.startupProbe, any_value,
          "Holds the other probes back until it succeeds; restarts what is not up in time.");
    field("readinessProbe", p.readinessProbe, any_value,
          "Ready at the first try after start-up; at once if absent.");
    field("livenessProbe", p.livenessProbe, any_value,
          "Restarts a container whose process does not come up before its failures are full.");
    field("endpoint_delay", p.endpoint_delay, non_negative,
          "Until balancers know that a pod became ready or goes away.");
    field("lifecycle", p.lifecycle, any_value,
          "preStop: the pod serves on for so long before it is sent SIGTERM.");
    field("on_sigterm", p.on_sigterm, any_value, "What the process does when it is to go.");
    field("terminationGracePeriodSeconds", p.terminationGracePeriodSeconds, at_least(0),
          "From the deletion of a pod until it is killed, preStop included.");
    field("strategy", p.strategy, any_value, "How a rollout replaces pods.");
    field("minReadySeconds", p.minReadySeconds, at_least(0),
          "How long a pod must have been ready for a rollout to count on it.");
    field("progressDeadlineSeconds", p.progressDeadlineSeconds, at_least(1),
          "A rollout that has not moved for so long is noted as stalled; it goes on all the same.");
    field("warm_up", p.warm_up, any_value, "More CPU at first, after every start of a container.");
    field("pod_deletion_cost", p.pod_deletion_cost, any_value,
          "Among ready pods those of a lower cost are deleted first.");
    field("image_size", p.image_size, non_negative,
          "Pulled by a node that has not got it, at the cluster's image_bandwidth.");
    field("priority", p.priority, any_value,
          "Pods of a higher one are scheduled first; nothing is preempted.");
    field("topologySpreadConstraints", p.topologySpreadConstraints, any_value,
          "How pods are spread over the cluster's zones and nodes.");
    field("podDisruptionBudget", p.podDisruptionBudget, any_value,
          "Holds evictions back: those of drains, not rollouts or autoscalers of pods.");
  }

  static void check(auto& refuse, const auto& p) {
    const auto once = [&refuse](std::string_view name, const std::optional<Probe>& probe) {
      if (probe && probe->successThreshold != 1)
        refuse(name, "needs one success only", "leave successThreshold out or make it 1");
    };
    if (p.readinessProbe && p.readinessProbe->terminationGracePeriodSeconds)
      refuse("readinessProbe", "kills nothing", "leave terminationGracePeriodSeconds out");
    const std::optional<Bytes>& limit = p.resources.limits.memory;
    if (limit && p.memory.base.count > limit->count) {
      refuse("memory", "is over its limit before the first request",
             "raise resources.limits.memory or lower memory.base");
    }
    once("startupProbe", p.startupProbe);
    once("livenessProbe", p.livenessProbe);
  }

  [[nodiscard]] Probes probes() const { return {startupProbe, readinessProbe, livenessProbe}; }

  /// When a container gets its signals: because its pod was deleted, or because of a probe.
  [[nodiscard]] TerminationPlan termination(const std::optional<Probe>& probe = {}) const {
    const int grace = probe && probe->terminationGracePeriodSeconds
                          ? *probe->terminationGracePeriodSeconds
                          : terminationGracePeriodSeconds;
    return termination_plan(lifecycle ? lifecycle->pre_stop() : Duration{}, 1s * grace);
  }
};

}  // namespace tiersim
