#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/options.hpp"
#include "sim/time.hpp"

namespace tiersim::cluster_autoscaler {

/// Instances that did not become nodes in time.
struct FailedInstances {
  std::string group{};
  std::int32_t count = 0;
};

/// What the autoscaler knows of one group's requests: which nodes are still to come, and whether
/// the group is to be left alone for a while. Source: cluster-autoscaler/clusterstate.
class Provisioning {
 public:
  /// The group was asked for `count` nodes more.
  void requested(TimePoint now, std::int32_t count);

  /// Looks at the group as it is: `target` nodes asked for, `registered` there. The oldest request
  /// is taken to be served first. Returns how many instances are given up: requested more than
  /// max_node_provision_time ago and not there. They put the group into back-off, which doubles
  /// each time and is forgotten when everything that was requested has come.
  std::int32_t observe(TimePoint now, std::int32_t target, std::int32_t registered,
                       const Options& options);

  /// Nodes still to come, after `observe`.
  [[nodiscard]] std::int32_t upcoming() const;

  [[nodiscard]] bool is_backed_off(TimePoint now) const {
    return backoff_until_ && now < *backoff_until_;
  }

  [[nodiscard]] std::optional<TimePoint> backoff_until() const { return backoff_until_; }

 private:
  struct Request {
    TimePoint at{};
    std::int32_t count = 0;
  };

  std::int32_t give_up(TimePoint now, const Options& options);

  std::vector<Request> requests_{};  // oldest first
  std::optional<TimePoint> backoff_until_{};
  Duration last_backoff_{};
};

}  // namespace tiersim::cluster_autoscaler
