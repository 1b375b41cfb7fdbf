#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "models/autoscaling/nodes/pod.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// A pod to evict now.
struct Eviction {
  std::string pod{};
  Duration grace{};  ///< at most max_graceful_termination_sec
};

/// What a drain does next.
struct DrainStep {
  std::vector<Eviction> evictions{};
  bool delete_node = false;  ///< nothing is left on it but pods of DaemonSets
  std::string failure{};     ///< the node is given up and stays; empty: it goes on
};

/// Empties a tainted node through the eviction API, which respects budgets.
class Drain {
 public:
  Drain(TimePoint started, const Options& options) : started_(started), options_(options) {}

  /// `pods` are those still on the node; `disruptions_allowed` is what the budgets allow now. To be
  /// called again and again until the node is deleted or given up.
  [[nodiscard]] DrainStep step(
      TimePoint now, const std::vector<nodes::Pod>& pods,
      std::map<std::string, std::int32_t, std::less<>> disruptions_allowed);

 private:
  TimePoint started_;
  Options options_;
  std::set<std::string> evicted_{};
};

}  // namespace tiersim::cluster_autoscaler
