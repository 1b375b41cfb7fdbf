#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/cluster/cluster.hpp"
#include "models/autoscaling/cluster/node_autoscaler.hpp"
#include "models/autoscaling/cluster_autoscaler/cluster_autoscaler.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::cluster {

/// The Cluster Autoscaler at work on a cluster: scans, raises target sizes, drains and deletes.
///
/// The decision log has every scan, with the nodes asked for in all groups together. Timeline:
/// scale_up and scale_down with the reasons; no_scale_up, held_back (once, until they
/// change); node_failed and backoff; drain_failed. A drain looks at its node every 5 s (model
/// choice).
class ClusterAutoscalerLoop final : public NodeAutoscaler {
 public:
  static constexpr Duration drain_poll = 5s;

  /// `cluster` outlives this. Precondition: its parameters have a cluster_autoscaler.
  explicit ClusterAutoscalerLoop(Cluster& cluster);

  void start(Duration phase) override;

  [[nodiscard]] Duration period() const override { return options_.scan_interval; }

 private:
  [[nodiscard]] cluster_autoscaler::ClusterView view() const;
  void scan();
  void record(const cluster_autoscaler::ScanDecision& decision,
              const cluster_autoscaler::ClusterView& seen) const;
  [[nodiscard]] bool is_news(const cluster_autoscaler::ScanDecision& decision) const;
  void add_nodes(const cluster_autoscaler::Increase& increase);
  void tell(std::string& before, const char* event, const std::string& now);

  Process scan_loop(Duration phase);
  Process drain(std::string node, bool counted);

  Cluster& cluster_;
  cluster_autoscaler::Options options_;
  cluster_autoscaler::ClusterAutoscaler autoscaler_;
  Stream chance_;
  Stream boot_;
  int draining_ = 0;
  std::string no_scale_up_;  ///< what the timeline knows of already
  std::string held_back_;
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::cluster
