#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "models/component.hpp"
#include "models/compute/deployment_params.hpp"
#include "models/compute/performance.hpp"
#include "models/compute/program.hpp"
#include "models/compute/restart_backoff.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/gate.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/resource.hpp"

namespace tiersim {

class Pod;

/// What the pods of a deployment share.
struct PodShared {
  const Context& context;
  const DeploymentParams& params;
  const std::vector<Program>& programs;  ///< by request class; empty: no such operation
  Flow& flow;
  std::function<void(const Pod&)> out_of_memory;  ///< the pod has come over its memory limit
};

/// `pending`: no node, or no image yet. From `ready` on its process takes requests; `unready`: its
/// readiness probe has failed since.
enum class PodStage : std::uint8_t { pending, starting, down, gone, ready, unready, terminating };

/// What proxies have heard of a pod last: late by the time that the news takes.
enum class EndpointNews : std::uint8_t { absent, ready, terminating };

/// One pod: slots that requests hold from their first to their last step, and a CPU that they
/// share.
///
/// A slot is held while the pod waits for a database although no CPU is used: that is why scaling
/// on CPU misleads when the database is slow.
class Pod final : public Service {
 public:
  /// `uid` is random and different for each pod.
  Pod(PodShared& shared, std::uint64_t number, std::uint64_t uid, ZoneId zone);

  Task<Outcome> serve(Request request) override;

  /// A try of a probe that goes through the slots: whether it has one by `timeout`.
  Task<bool> answers(Duration timeout);

  [[nodiscard]] std::uint64_t number() const { return number_; }

  [[nodiscard]] std::uint64_t uid() const { return uid_; }

  [[nodiscard]] std::string name() const { return "pod-" + std::to_string(number_); }

  [[nodiscard]] ZoneId zone() const { return zone_; }

  /// It is bound to a node of this zone. Precondition: it has served nobody.
  void bind(ZoneId zone) {
    zone_ = zone;
    is_bound_ = true;
  }

  [[nodiscard]] bool is_bound() const { return is_bound_; }

  [[nodiscard]] bool empty() const { return inside_ == 0; }

  /// A try of a probe is under way.
  [[nodiscard]] bool is_probed() const { return probes_inside_ > 0; }

  /// The process is serving: its pod is neither starting nor going away.
  [[nodiscard]] bool serves() const {
    return stage == PodStage::ready || stage == PodStage::unready;
  }

  /// Requests that have come and not gone.
  [[nodiscard]] std::size_t inside() const { return inside_; }

  [[nodiscard]] std::size_t slots_in_use() const { return slots_.held(); }

  [[nodiscard]] std::size_t waiting() const { return slots_.waiting(); }

  [[nodiscard]] double cpu_seconds() { return cpu_.used_core_seconds(); }

  [[nodiscard]] double throttled_seconds() { return cpu_.throttled_seconds(); }

  /// Working set of the container that runs now.
  [[nodiscard]] std::int64_t memory_bytes() const;

  /// Resets every request inside. Only from the control plane.
  void reset_requests() { visits_.abort_all(); }

  /// Takes no request any more: those that come are refused. Only from the control plane.
  void close() { is_closed_ = true; }

  /// It is being taken down: what is inside has the time of grace, and no longer.
  void set_closing(bool closing) { slots_.set_closing(closing); }

  void set_slowness(double factor) { cpu_.set_speed(1.0 / factor); }

  /// Lets through who waits for the pod to be empty.
  [[nodiscard]] Gate& emptied() { return emptied_; }

  /// A container starts: it takes requests again, its CPU accounting begins anew.
  void restart_container(TimePoint now) {
    started = now;
    is_closed_ = false;
    requests_begun_ = 0;
    cpu_at_start_ = cpu_.used_core_seconds();
    requests_ = 0;
  }

  /// Requests that came in since the container that runs now has started.
  [[nodiscard]] std::uint64_t container_requests() const { return requests_; }

  /// CPU time of the container that runs now, in core-seconds.
  [[nodiscard]] double container_cpu_seconds() { return cpu_.used_core_seconds() - cpu_at_start_; }

  // Kept by the deployment.
  PodStage stage = PodStage::starting;
  int revision = 1;
  TimePoint created{};
  TimePoint accepted{};       ///< by the kubelet of its node
  TimePoint started{};        ///< the container that runs now
  TimePoint ready_changed{};  ///< last change of readiness
  TimePoint starts{};         ///< the container starts, or has started
  int crashes = 0;
  RestartBackoff backoff;
  double warm_up = 1.0;  ///< CPU times are multiplied by it
  double fault = 1.0;    ///< likewise
  EndpointNews news = EndpointNews::absent;
  bool listed = false;  ///< in the set of endpoints

 private:
  /// Counts who is inside.
  class Presence {
   public:
    explicit Presence(Pod& pod) : pod_(pod) { ++pod_.inside_; }

    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    ~Presence() {
      if (--pod_.inside_ == 0) pod_.emptied_.release_all();
    }

   private:
    Pod& pod_;
  };

  [[nodiscard]] bool accepts() const { return !is_closed_ && stage >= PodStage::ready; }

  using Times = Performance::Times;

  void take_memory();
  /// Begins the call that the performance has come to.
  Task<Outcome> begin(Performance& performance);
  /// Performs a branch, within the frame of the visit.
  Task<Outcome> perform(const Program& program, Request request, Times& times, std::uint32_t round);
  Task<Outcome> side_by_side(const std::vector<Program>& programs, Request request, Times& times,
                             std::uint32_t round);
  void used_cpu(Performance& performance, TimePoint begun) const;
  void record(const Request& request, const Times& times) const;

  PodShared& shared_;
  std::uint64_t number_;
  std::uint64_t uid_;
  ZoneId zone_;
  ProcessorSharing cpu_;
  Resource slots_;
  VisitGroup visits_;
  Gate emptied_;
  std::size_t requests_max_;         ///< more may not fit in the memory limit
  std::int64_t requests_begun_ = 0;  ///< by this container, of those that asked for memory
  std::size_t inside_ = 0;
  int probes_inside_ = 0;
  bool is_closed_ = false;
  bool is_bound_ = false;
  double cpu_at_start_ = 0.0;
  std::uint64_t requests_ = 0;
};

}  // namespace tiersim
