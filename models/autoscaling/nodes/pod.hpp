#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace tiersim::nodes {

/// What pods ask for and nodes have.
struct Resources {
  std::int64_t cpu_milli = 0;
  std::int64_t memory_bytes = 0;

  Resources& operator+=(const Resources& other) {
    cpu_milli += other.cpu_milli;
    memory_bytes += other.memory_bytes;
    return *this;
  }

  friend bool operator==(const Resources&, const Resources&) = default;
};

/// Labels of a node, or those a pod demands.
using Labels = std::map<std::string, std::string, std::less<>>;

/// A pod as schedulers and node autoscalers see it.
struct Pod {
  std::string name{};
  Resources requests{};
  std::string app{};  ///< pods of one owner; empty: of nobody
  std::int32_t priority = 0;
  Labels node_selector{};                  ///< the node must have all of these labels
  std::vector<std::string> tolerations{};  ///< keys of the taints it bears
  bool alone_on_node = false;              ///< anti-affinity: not beside another pod of its app
  // What a drain has to heed.
  bool daemon = false;     ///< of a DaemonSet, or static: stays on its node, never evicted
  bool controlled = true;  ///< something makes a new one
  bool local_storage = false;
  bool kube_system = false;
  std::optional<bool> safe_to_evict{};  ///< cluster-autoscaler.kubernetes.io/safe-to-evict
  bool do_not_disrupt = false;          ///< karpenter.sh/do-not-disrupt
  std::string disruption_budget{};      ///< the PodDisruptionBudget that covers it, if any
  Duration termination_grace = 30s;     ///< terminationGracePeriodSeconds
};

}  // namespace tiersim::nodes
