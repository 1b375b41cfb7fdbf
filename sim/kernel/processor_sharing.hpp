#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// A CPU shared by the jobs on it, as Linux shares it among the threads of a container.
///
/// n runnable jobs on `cores` cores run at min(1, cores/n) of a core each: a job is one thread and
/// never faster than one core. With a quota (`limits.cpu`), the jobs together may use `quota`
/// core-seconds a second, counted in periods of 100 ms: once a period's budget is used up
/// everything stands still until the next period begins (CFS bandwidth control). The order of
/// completion follows attained service, so one number (the service given to each job so far) and a
/// heap of finishing points replace per-job clocks: O(log n) a job.
class ProcessorSharing {
 public:
  static constexpr double unlimited = std::numeric_limits<double>::infinity();

  struct Params {
    double cores = 1.0;        ///< cores that the jobs share
    double quota = unlimited;  ///< cores on average over a period; `limits.cpu`
    Duration period = 100ms;   ///< CFS period
  };

  ProcessorSharing(Simulation& simulation, Params params);
  ProcessorSharing(const ProcessorSharing&) = delete;
  ProcessorSharing& operator=(const ProcessorSharing&) = delete;

  class Use;
  /// `co_await cpu.use(4ms)`: goes on when the job has had that much CPU time. Destroying it takes
  /// the job off the CPU.
  [[nodiscard]] Use use(Duration demand);

  /// Jobs on the CPU now, running or standing still.
  [[nodiscard]] std::size_t jobs() const { return heap_.size(); }

  /// CPU time given out since the start, in core-seconds.
  [[nodiscard]] double used_core_seconds();
  /// Time that runnable jobs stood still for want of quota, in seconds.
  [[nodiscard]] double throttled_seconds();
  /// Every job runs at this multiple of its speed (a slow node); 1 is normal. Precondition:
  /// positive.
  void set_speed(double speed);

 private:
  class Completion final : public Event {
   public:
    explicit Completion(ProcessorSharing& cpu) : Event(cpu.simulation_), cpu_(cpu) {}

   protected:
    void fire() override { cpu_.on_event(); }

   private:
    ProcessorSharing& cpu_;
  };

  void enter(Use& job);
  void leave(Use& job);
  void on_event();
  /// Brings service given and budget up to now.
  void advance();
  void plan();
  /// Precondition: somebody is on the CPU.
  [[nodiscard]] bool first_is_done() const;
  [[nodiscard]] double rate_per_job() const;
  [[nodiscard]] TimePoint period_start(TimePoint at) const;

  [[nodiscard]] double full_budget() const { return params_.quota * to_seconds(params_.period); }

  void sift(std::size_t place);
  void remove(std::size_t place);
  [[nodiscard]] bool before(const Use& a, const Use& b) const;

  Simulation& simulation_;
  Params params_;
  double speed_ = 1.0;
  double attained_ = 0.0;  // service each job present throughout would have had, in seconds of CPU
  TimePoint last_;         // everything is accounted up to here
  double budget_ = 0.0;    // core-seconds left in the period of last_
  bool throttled_ = false;
  double used_ = 0.0;
  double throttled_s_ = 0.0;
  std::uint64_t tickets_ = 0;
  std::vector<Use*> heap_;  // by finishing point
  Completion completion_;
};

/// A job's stay on the CPU.
class [[nodiscard]] ProcessorSharing::Use {
 public:
  Use(ProcessorSharing& cpu, Duration demand) : cpu_(cpu), demand_(demand) {}

  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  ~Use() {
    if (place_ != outside) cpu_.leave(*this);
  }

  [[nodiscard]] bool await_ready() const {
    if (demand_ > Duration::zero()) return false;
    cpu_.simulation_.count_step();
    return true;
  }

  void await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    cpu_.enter(*this);
  }

  void await_resume() const {}

 private:
  friend class ProcessorSharing;
  static constexpr std::size_t outside = std::numeric_limits<std::size_t>::max();

  ProcessorSharing& cpu_;
  Duration demand_;
  double finish_ = 0.0;
  std::uint64_t ticket_ = 0;
  std::size_t place_ = outside;
  ReadyNode wake_;
};

inline ProcessorSharing::Use ProcessorSharing::use(Duration demand) {
  return Use{*this, demand};
}

}  // namespace tiersim
