#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/component.hpp"
#include "models/compute/deployment_params.hpp"
#include "models/compute/pod.hpp"
#include "models/compute/rolling_update.hpp"
#include "models/endpoints.hpp"
#include "models/placement.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"
#include "sim/statistics/time_average.hpp"

namespace tiersim {

/// Pods of one kind: created, started, listed as endpoints, drained, restarted after a crash, and
/// replaced by a rollout.
///
///   balancer ──▶ endpoints() ──▶ [ Pod ]      or, called by name:   caller ──▶ [ Deployment ] ──▶
///   a pod drawn at random
///
/// Members: "pod-0", "pod-1", … Series: replicas_desired, replicas_current, replicas_ready,
/// cpu_utilization, slot_utilization, waiting, after a rollout replicas_updated. Counters:
/// pods_created, restarts, throttled_s. Reference: Kubernetes, pod life cycle; kube-proxy in
/// iptables mode draws an endpoint at random for each connection.
class Deployment final : public Component, public Scalable, public PodOwner {
 public:
  using Params = DeploymentParams;

  /// `zones` are those over which pods are spread, at least one. `programs` by request class.
  Deployment(const Params& params, Context context, std::vector<ZoneId> zones,
             std::vector<Program> programs);

  /// Pods that are gone are not forgotten from now on: somebody outside holds on to them (a link
  /// for each pod).
  void keep_pods() { pods_are_kept_ = true; }

  /// Its pods run on the nodes of a cluster, which outlives it. Before the run; without, each has a
  /// node of its own at once, with the image.
  void live_in(Placement& cluster);

  [[nodiscard]] const EndpointSet& endpoints() const { return endpoints_; }

  Task<Outcome> serve(Request request) override;
  void start() override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override;
  bool strike(Strike what, std::string_view member, double factor) override;
  void strike_zone(Strike what, ZoneId zone, double factor) override;
  bool roll_out(double slowness) override;
  void evacuate() override;

  [[nodiscard]] int replicas_spec() const override { return replicas_spec_; }

  [[nodiscard]] int replicas_status() const override;
  void pods(std::vector<PodSnapshot>& snapshots) override;
  void scale_to(int replicas, std::string_view reason) override;

  [[nodiscard]] const PodTemplate& pod_template() const override { return template_; }

  void pod_bound(std::uint64_t number, ZoneId zone) override;
  void image_present(std::uint64_t number, bool running) override;
  void evict(std::uint64_t number, Duration grace) override;
  void node_died(std::uint64_t number, Duration unnoticed) override;
  void node_is_back(std::uint64_t number) override;
  void node_given_up(std::uint64_t number) override;

  [[nodiscard]] int pods_healthy() const override { return count(PodStage::ready); }

  [[nodiscard]] int pods_expected() const override { return replicas_spec_; }

 private:
  void bind_delays(Program& program);

  /// The pods of one revision.
  struct ReplicaSet {
    int revision = 1;
    double slowness = 1.0;  ///< of its pods: service times are multiplied by it
    int spec = 0;
    int max_replicas = 0;   ///< what replicas + surge was when it was scaled last
    bool creating = false;  ///< pods, one batch after the other
  };

  void create_pod(const ReplicaSet& set, bool running);
  void run_at_once(Pod& pod);
  void delete_pod(Pod& pod, TerminationPlan plan);
  [[nodiscard]] ReplicaSet* find_set(int revision);
  [[nodiscard]] RolloutBounds bounds() const;
  [[nodiscard]] ReplicaSetViews views() const;
  [[nodiscard]] int pods_of(int revision) const;
  void set_speed(Pod& pod) const;
  void warm_up(Pod& pod);
  bool resize(const std::vector<std::int32_t>& sizes);
  void adjust(ReplicaSet& set);
  void sync_rollout();

  [[nodiscard]] bool is_rolling_out() const { return sets_.size() > 1; }

  [[nodiscard]] ZoneId next_zone() const;
  [[nodiscard]] bool is_dead(ZoneId zone) const;
  void remove_pods(const ReplicaSet& set, int count);
  [[nodiscard]] Pod& first_to_delete(const ReplicaSet& set);
  [[nodiscard]] Pod* find(std::uint64_t number);
  void publish(Pod& pod, EndpointNews news);
  void end(Pod& pod);
  void set_ready(Pod& pod, bool ready);
  void watch(Pod& pod);
  [[nodiscard]] Pod* find_serving(std::uint64_t number, int crashes);
  [[nodiscard]] Duration until_next_try(const Probe& probe, const Pod& pod) const;
  [[nodiscard]] Duration idle_exit(StartUpFate::End why) const;
  void crash(Pod& pod, bool restart, Duration unnoticed = {});
  void heal(Pod& pod);
  void restart(Pod& pod);
  void strike_pod(Pod& pod, Strike what, double factor);
  void set_stage(Pod& pod, PodStage stage);
  void count_replicas();
  void bury();
  [[nodiscard]] int count(PodStage stage) const;
  [[nodiscard]] double cpu_capacity() const;

  Process bring_up(std::uint64_t number, int crashes);
  Process withdraw(std::uint64_t number, Duration unnoticed = {});
  Process create_in_batches(int revision);
  Process kill_for_memory(std::uint64_t number, int crashes);
  Process announce(std::uint64_t number, int crashes);
  Process announce_termination(std::uint64_t number, bool ready);
  Process stop(std::uint64_t number, int crashes, TerminationPlan plan);
  Process count_as_available(std::uint64_t number, TimePoint ready_since);
  Process go_on_rolling_out();
  Process watch_progress(int revision);
  Process end_warm_up(std::uint64_t number, int crashes);
  Process go_on_probing(std::uint64_t number, int crashes, const Probe& probe, bool liveness);

  Params params_;
  std::vector<ZoneId> zones_;
  std::map<Duration, ConstantDelay> delays_;  ///< of waits that always take the same time
  std::vector<Program> programs_;
  PodShared shared_;
  EndpointSet endpoints_;
  Placement* cluster_ = nullptr;
  PodTemplate template_;
  std::vector<std::unique_ptr<Pod>> pods_;
  ProcessScope life_;
  Stream start_up_;
  Stream routing_;
  Stream uids_;
  std::vector<ZoneId> dead_zones_;
  int replicas_spec_;
  std::vector<ReplicaSet> sets_{1};  ///< oldest first, at least one; several during a rollout
  TimePoint rollout_began_{};
  TimePoint progressed_{};
  bool pods_are_kept_ = false;
  std::uint64_t pods_created_ = 0;
  std::uint64_t restarts_ = 0;
  TimeAverage replicas_;
  int replicas_min_ = 0;
  int replicas_max_ = 0;
  double buried_cpu_seconds_ = 0.0;
  double buried_throttled_s_ = 0.0;
  double cpu_before_ = 0.0;
  double throttled_before_ = 0.0;
  double cpu_at_sample_ = 0.0;
  TimePoint measuring_since_{};
  TimePoint sampled_at_{};
};

}  // namespace tiersim
