#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/expander.hpp"
#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "models/count_or_percent.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster {

/// Nodes of one shape: an Auto Scaling group, a managed instance group.
struct NodeGroupParams {
  std::string name;
  std::string instance_type;
  std::string zone;
  Cores cpu{2.0};
  Bytes memory{4LL << 30};
  int pods = 110;
  int min = 0;
  int max = 10;
  std::optional<int> initial;
  Distribution boot = Distribution::deterministic(90s);
  double boot_failure = 0;
  double price_per_hour = 0;
  bool spot = false;
  Rate interruptions;
  int priority = 0;

  static void describe(auto& field, auto& p) {
    field("name", p.name, required, "Its nodes are called NAME-0, NAME-1, …");
    field("instance_type", p.instance_type, any_value, "Name of the machine type, for the bill.");
    field("zone", p.zone, any_value, "Zone of its nodes; anywhere if absent.");
    field("cpu", p.cpu, required(positive), "Allocatable CPU of a node: \"3920m\".");
    field("memory", p.memory, required(positive), "Allocatable memory of a node: \"14Gi\".");
    field("pods", p.pods, within(1, 10000), "Most pods on a node, DaemonSets' included.");
    field("min", p.min, within(0, 10000), "The autoscaler keeps so many nodes at least.");
    field("max", p.max, within(0, 10000), "The autoscaler makes so many nodes at most.");
    field("initial", p.initial, within(0, 10000), "Nodes at the start; `min` if absent.");
    field("boot", p.boot, non_negative, "From the request for a node until it is Ready.");
    field("boot_failure", p.boot_failure, within(0, 1),
          "Share of the instances that never become nodes.");
    field("price_per_hour", p.price_per_hour, non_negative,
          "Price of a node, on the bill if there is a `prices` section.");
    field("spot", p.spot, any_value, "Spot capacity, which the cloud may take back.");
    field("interruptions", p.interruptions, non_negative,
          "How often the cloud takes a spot node back, with two minutes' notice: \"1/h\".");
    field("priority", p.priority, any_value, "For the expander priority; the highest is taken.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.max < p.min) refuse("max", "is below min", "raise it");
    if (p.initial && (*p.initial < p.min || *p.initial > p.max))
      refuse("initial", "is not from min to max", "choose a number in between");
    if (p.interruptions.per_s > 0 && !p.spot)
      refuse("interruptions", "befall spot nodes only", "add \"spot\": true");
  }
};

/// What every node carries before the first pod.
struct DaemonSetsParams {
  Cores cpu{0.0};
  Bytes memory{0};
  int pods = 0;

  static void describe(auto& field, auto& p) {
    field("cpu", p.cpu, non_negative, "CPU that the DaemonSets' pods of a node request together.");
    field("memory", p.memory, non_negative, "Memory that they request together.");
    field("pods", p.pods, within(0, 1000), "How many pods they are.");
  }
};

/// A machine that Karpenter may choose.
struct OfferingParams {
  std::string instance_type;
  std::string zone;
  Cores cpu{2.0};
  Bytes memory{4LL << 30};
  int pods = 110;
  double price_per_hour = 0;
  bool spot = false;
  Rate interruptions;

  static void describe(auto& field, auto& p) {
    field("instance_type", p.instance_type, required, "Name of the machine type.");
    field("zone", p.zone, any_value, "Zone of its nodes; anywhere if absent.");
    field("cpu", p.cpu, required(positive), "Allocatable CPU of a node.");
    field("memory", p.memory, required(positive), "Allocatable memory of a node.");
    field("pods", p.pods, within(1, 10000), "Most pods on a node, DaemonSets' included.");
    field("price_per_hour", p.price_per_hour, required(positive),
          "What Karpenter compares, and the bill adds up.");
    field("spot", p.spot, any_value, "Spot capacity, which the cloud may take back.");
    field("interruptions", p.interruptions, non_negative,
          "How often the cloud takes a spot node back, with two minutes' notice: \"1/h\".");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.interruptions.per_s > 0 && !p.spot)
      refuse("interruptions", "befall spot nodes only", "add \"spot\": true");
  }
};

enum class ConsolidationPolicy : std::uint8_t { when_empty_or_underutilized, when_empty };

constexpr auto enum_names(ConsolidationPolicy) {
  return std::array{
      EnumName<ConsolidationPolicy>{ConsolidationPolicy::when_empty_or_underutilized,
                                    "WhenEmptyOrUnderutilized",
                                    "Nodes go or are replaced whenever that is cheaper."},
      EnumName<ConsolidationPolicy>{ConsolidationPolicy::when_empty, "WhenEmpty",
                                    "Only empty nodes go."}};
}

struct NodePoolParams {
  std::string name;
  std::vector<OfferingParams> offerings;
  int weight = 0;
  ConsolidationPolicy consolidationPolicy = ConsolidationPolicy::when_empty_or_underutilized;
  Duration consolidateAfter = 0s;
  std::vector<CountOrPercent> budgets{{10, true}};
  Duration expireAfter = 720h;
  Distribution boot = Distribution::deterministic(45s);

  static void describe(auto& field, auto& p) {
    field("name", p.name, required, "Its nodes are called NAME-0, NAME-1, …");
    field("offerings", p.offerings, required, "Machines to choose from.");
    field("weight", p.weight, within(0, 100), "The heaviest pool is tried first.");
    field("consolidationPolicy", p.consolidationPolicy, any_value, "Which nodes may go.");
    field("consolidateAfter", p.consolidateAfter, non_negative,
          "Since the last pod came to a node or left it.");
    field("budgets", p.budgets, any_value,
          "Nodes that may be disrupted at once, the tightest counts; [\"10%\"] if absent.");
    field("expireAfter", p.expireAfter, positive, "Older nodes are drained.");
    field("boot", p.boot, non_negative, "From the request for a node until it is Ready.");
  }
};

struct KarpenterParams {
  std::vector<NodePoolParams> node_pools;
  Duration batch_idle_duration = 1s;
  Duration batch_max_duration = 10s;

  static void describe(auto& field, auto& p) {
    field("node_pools", p.node_pools, required, "What nodes may be made of.");
    field("batch_idle_duration", p.batch_idle_duration, positive,
          "Pending pods are gathered until none has come for so long,");
    field("batch_max_duration", p.batch_max_duration, positive, "or for so long in all.");
  }
};

/// The section `cluster`: the nodes that pods run on.
struct ClusterParams {
  static constexpr std::string_view kind = "cluster";

  std::vector<NodeGroupParams> node_groups;
  DaemonSetsParams daemon_sets;
  Duration scheduling = 20ms;
  Duration api_latency = 50ms;
  Bytes image_bandwidth{100'000'000};
  Duration node_monitor_grace_period = 40s;
  Duration not_ready_toleration = 300s;
  std::optional<cluster_autoscaler::Options> cluster_autoscaler;
  std::optional<KarpenterParams> karpenter;

  static void describe(auto& field, auto& p) {
    field("node_groups", p.node_groups, any_value, "Nodes of one shape each.");
    field("daemon_sets", p.daemon_sets, any_value, "What every node carries by itself.");
    field("scheduling", p.scheduling, non_negative, "Time of the scheduler for each pod it tries.");
    field("api_latency", p.api_latency, non_negative,
          "Time of the API server for each batch of pods that a ReplicaSet creates: 1, 2, 4, …");
    field("image_bandwidth", p.image_bandwidth, positive,
          "Image bytes a node pulls in a second, one image after the other.");
    field("node_monitor_grace_period", p.node_monitor_grace_period, non_negative,
          "Until it is noticed that a node died.");
    field("not_ready_toleration", p.not_ready_toleration, non_negative,
          "From then until its pods are given up and replaced (tolerationSeconds).");
    field("cluster_autoscaler", p.cluster_autoscaler, any_value,
          "Makes and removes nodes of the groups; absent: their number stays.");
    field("karpenter", p.karpenter, any_value, "Makes nodes for the pods, without groups.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.node_groups.empty() && !p.karpenter)
      refuse("node_groups", "is empty: no pod could run", "name a group of nodes");
    if (p.cluster_autoscaler && p.karpenter)
      refuse("karpenter", "stands beside cluster_autoscaler", "take one of them");
    if (p.cluster_autoscaler) {
      for (const std::string& name : p.cluster_autoscaler->expander) {
        if (!cluster_autoscaler::is_expander(name)) {
          refuse("cluster_autoscaler", "has an expander that is none: \"" + name + "\"",
                 "one of: random, most-pods, least-waste, least-nodes, price, priority");
        }
      }
    }
    std::vector<std::string> names;
    for (const auto& group : p.node_groups) names.push_back(group.name);
    if (p.karpenter) {
      for (const auto& pool : p.karpenter->node_pools) names.push_back(pool.name);
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end())
      refuse("node_groups", "has the name \"" + *twice + "\" twice", "rename one");
  }
};

}  // namespace tiersim::cluster
