#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/autoscaling/cluster/cluster_params.hpp"
#include "models/autoscaling/cluster/scheduling_queue.hpp"
#include "models/autoscaling/nodes/node.hpp"
#include "models/component.hpp"
#include "models/placement.hpp"
#include "sim/kernel/process.hpp"
#include "sim/statistics/time_average.hpp"

namespace tiersim::cluster {

/// A node that has registered.
struct ClusterNode {
  nodes::Node node{};
  ZoneId zone = 0;
  bool alive = true;  ///< its kubelet runs
  int deaths = 0;
  std::map<std::string, TimePoint> images{};  ///< when each is there, or will be
  TimePoint pulls_until{};                    ///< its kubelet pulls one image at a time
  TimePoint last_pod_event{};
};

/// An instance that was requested and is not there yet.
struct Instance {
  std::string name{};
  std::string group{};
  nodes::NodeShape shape{};
  bool fails = false;  ///< never becomes a node
  TimePoint requested{};
};

/// The nodes that pods run on, in a run: kube-scheduler, kubelets' image pulls, the node life-cycle
/// controller, the eviction API, and the cloud that makes nodes.
///
///   Deployment ──place──▶ queue ──scheduler──▶ node ──pull──▶ image_present ──▶ Deployment
///
/// Members: nodes, "general-0". Series: nodes_ready, nodes_coming, pods_pending, cpu_requested,
/// memory_requested (shares of what is allocatable). Counters: nodes_created, nodes_removed,
/// evictions, interruptions, unschedulable. A pod can use the CPU of its limit, or `node_cpu`,
/// whatever its neighbours on the node do.
class Cluster final : public Component, public Placement {
 public:
  using Params = ClusterParams;

  /// From the notice of a spot interruption to its end.
  static constexpr Duration interruption_notice = 2min;

  /// `zone_of` gives the number of a zone's name. Nodes of the start are there at once.
  Cluster(const Params& params, Context context, std::function<ZoneId(const std::string&)> zone_of);

  // Placement
  void add_owner(PodOwner& owner) override { owners_.push_back(&owner); }

  void place(PodOwner& owner, std::uint64_t pod, const std::string& image, bool running) override;
  void release(PodOwner& owner, std::uint64_t pod) override;
  [[nodiscard]] int pods_on_node(const PodOwner& owner, std::uint64_t pod) const override;

  [[nodiscard]] Duration api_latency() const override { return params_.api_latency; }

  // Component; nobody can ask it for anything.
  Task<Outcome> serve(Request request) override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  bool strike(Strike what, std::string_view member, double factor) override;
  void strike_zone(Strike what, ZoneId zone, double factor) override;
  void evacuate() override;

  // What node autoscalers see and do.
  [[nodiscard]] const Params& params() const { return params_; }

  [[nodiscard]] nodes::NodeShape shape_of(const NodeGroupParams& group) const;
  [[nodiscard]] nodes::NodeShape shape_of(const OfferingParams& offering) const;
  /// Nodes in the order in which they registered.
  [[nodiscard]] std::vector<nodes::Node> nodes() const;

  [[nodiscard]] const std::vector<std::unique_ptr<ClusterNode>>& node_states() const {
    return nodes_;
  }

  [[nodiscard]] const std::vector<Instance>& coming() const { return coming_; }

  /// A pod that the scheduler found no node for.
  struct Unschedulable {
    nodes::Pod pod{};
    TimePoint created{};
  };

  [[nodiscard]] std::vector<Unschedulable> unschedulable() const;
  /// Evictions that the PodDisruptionBudgets allow now, by workload.
  [[nodiscard]] std::map<std::string, std::int32_t, std::less<>> disruptions_allowed() const;

  /// Called when the scheduler has found no node for a pod.
  void on_unschedulable(std::function<void()> hook) { unschedulable_hook_ = std::move(hook); }

  /// Called with a node's name when the cloud is about to take it back.
  void on_interruption(std::function<void(const std::string&)> hook) {
    interruption_hook_ = std::move(hook);
  }

  /// Requests an instance; it registers after `boot` unless it fails. Returns its name.
  std::string request_node(const std::string& group, const nodes::NodeShape& shape, Duration boot,
                           bool fails);
  /// Gives up instances of the group that are not there yet, the oldest first.
  void give_up(const std::string& group, std::int32_t count);
  /// Taints a node: it takes no more pods. Or takes the taint off.
  void set_deleting(const std::string& node, bool deleting);
  /// Deletes the pod through the eviction API.
  void evict(const std::string& pod, Duration grace);
  /// Deletes a node's instance; pods that are still on it die.
  void remove_node(const std::string& node);
  [[nodiscard]] ClusterNode* find_node(std::string_view name) const;

 private:
  struct PlacedPod {
    PodOwner* owner = nullptr;
    std::uint64_t number = 0;
    TimePoint created{};
    ClusterNode* node = nullptr;  ///< null: not bound
    std::string image{};
    bool has_image = false;
    bool reported = false;  ///< as unschedulable
  };

  [[nodiscard]] static std::string name_of(const PodOwner& owner, std::uint64_t pod);
  [[nodiscard]] nodes::Pod described(const std::string& name, const PlacedPod& pod) const;
  [[nodiscard]] nodes::NodeShape with_daemons(nodes::NodeShape shape) const;
  void add_node(const std::string& name, const std::string& group, const nodes::NodeShape& shape);
  /// The node for a pod, or null with the reason.
  [[nodiscard]] ClusterNode* choose(const std::string& name, const PlacedPod& pod,
                                    std::string& reason) const;
  void try_pod(const std::string& name);
  void bind(const std::string& name, PlacedPod& pod, ClusterNode& node, bool running);
  void wake_scheduler();
  /// There may be room for a pod that had none.
  void changed();
  void count_nodes();
  void kill(ClusterNode& node);
  void heal(ClusterNode& node);
  [[nodiscard]] std::vector<std::pair<PodOwner*, std::uint64_t>> owned_pods(
      const ClusterNode& node) const;
  void count_paid(const nodes::NodeShape& shape, double change);

  Process schedule_pods(std::uint64_t turn);
  Process pull(std::string pod, std::string node, int deaths);
  Process boot_node(std::string name, Duration boot);
  Process notice_death(std::string node, int deaths);
  Process take_back(std::string node, Duration after);

  Params params_;
  std::function<ZoneId(const std::string&)> zone_of_;
  std::vector<PodOwner*> owners_;
  std::vector<std::unique_ptr<ClusterNode>> nodes_;
  std::vector<Instance> coming_;
  std::map<std::string, PlacedPod> pods_;
  SchedulingQueue queue_;
  std::map<std::string, int> names_given_;
  std::function<void()> unschedulable_hook_;
  std::function<void(const std::string&)> interruption_hook_;
  Stream spot_;
  Stream boot_;  ///< of instances that take the place of spot nodes
  ProcessScope life_;
  bool scheduler_works_ = false;
  std::uint64_t scheduler_turn_ = 0;

  // What it reports.
  TimeAverage nodes_mean_;
  int nodes_min_ = 0;
  int nodes_max_ = 0;
  TimeAverage cpu_requested_;                                   ///< cores
  TimeAverage cpu_allocatable_;                                 ///< cores
  std::map<std::pair<std::string, double>, TimeAverage> paid_;  ///< by type and price per hour
  std::map<std::string, double> counters_;
};

}  // namespace tiersim::cluster
