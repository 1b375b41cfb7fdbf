#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/cluster/cluster.hpp"
#include "models/autoscaling/cluster/node_autoscaler.hpp"
#include "models/autoscaling/karpenter/batch_window.hpp"
#include "models/autoscaling/karpenter/disruption_loop.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::cluster {

/// Karpenter at work on a cluster: gathers pending pods, makes the cheapest nodes for them, and
/// removes or replaces nodes that are not worth their price.
///
/// The decision log has every batch and every disruption. Timeline: scale_up and scale_down with
/// the reasons; no_scale_up (once, until it changes); replace; expired. A drain looks at its node
/// every second (model choice) and never gives up.
class KarpenterLoop final : public NodeAutoscaler {
 public:
  static constexpr Duration drain_poll = 1s;

  /// `cluster` outlives this. Precondition: its parameters have a karpenter.
  explicit KarpenterLoop(Cluster& cluster);

  void start(Duration phase) override;

  [[nodiscard]] Duration period() const override { return options_.disruption_interval; }

 private:
  [[nodiscard]] karpenter::ClusterView view() const;
  [[nodiscard]] std::vector<nodes::Node> in_flight() const;
  void pod_came();
  void provision();
  void record(std::int64_t change, const std::string& reason) const;
  std::string make_node(const karpenter::NodeClaim& claim);
  void remove(const std::string& node);
  void disrupt();
  void drain_expired();

  Process wait_for_batch();
  Process disruption_loop(Duration phase);
  Process drain(std::string node);

  Cluster& cluster_;
  karpenter::Options options_;
  std::vector<karpenter::NodePool> pools_;
  karpenter::BatchWindow window_;
  karpenter::DisruptionLoop disruption_;
  Stream boot_;
  bool waiting_ = false;
  std::vector<std::string> replacements_;  ///< requested by the command under way
  std::string no_scale_up_;                ///< what the timeline knows of already
  ProcessScope loops_;                     // last: goes first
};

}  // namespace tiersim::cluster
