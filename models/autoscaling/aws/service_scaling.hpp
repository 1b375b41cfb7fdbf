#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/aws/alarm.hpp"
#include "models/autoscaling/aws/scalable_target.hpp"
#include "models/autoscaling/aws/scheduled_actions.hpp"
#include "models/autoscaling/aws/simple_scaling.hpp"
#include "models/autoscaling/aws/step_scaling.hpp"
#include "models/autoscaling/aws/target_tracking.hpp"
#include "models/autoscaling/cron/wall_clock.hpp"
#include "models/autoscaling/metrics/minute_metric.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::aws {

/// A target tracking policy at work. Metrics outlive the loop.
struct TrackingWork {
  std::string name;
  TargetTrackingPolicy policy{};
  const metrics::MinuteMetric* metric = nullptr;
};

/// A step scaling policy at work, with the alarm that calls it.
struct StepWork {
  std::string name;
  StepScalingPolicy policy{};
  AlarmParams alarm{};
  const metrics::MinuteMetric* metric = nullptr;
};

/// A simple scaling policy at work, with the alarm that calls it.
struct SimpleWork {
  std::string name;
  Adjustment adjustment{};
  Duration cooldown = 300s;
  AlarmParams alarm{};
  const metrics::MinuteMetric* metric = nullptr;
};

/// Everything that scales one service.
struct ServicePolicies {
  Bounds bounds{};
  std::vector<TrackingWork> tracking{};
  std::vector<StepWork> steps{};
  std::vector<SimpleWork> simple{};
  std::vector<ScheduledAction> actions{};
};

/// AWS Application Auto Scaling at work on a service: looks at the alarms every minute and sets the
/// number of tasks.
///
///   tasks ──samples──▶ MinuteMetric ──1-minute datapoints──▶ alarms ──▶ policies ──scale_to──▶
///
/// The phase of the minute is drawn once per run, scheduled actions come to the second. A simple
/// policy acts after the others, on what they left. Timeline: the target notes its changes with the
/// reason given to it; "scale_limited" says that something else than before holds a policy back,
/// "scheduled" that an action changed the bounds only.
class ServiceScaling final : public ControlLoop {
 public:
  /// `target` outlives this. Precondition: policies and alarms are valid.
  ServiceScaling(Context context, Scalable& target, ServicePolicies policies,
                 cron::WallClock clock);

  void start() override;

 private:
  struct Alarm {
    AlarmState state = AlarmState::insufficient_data;
    std::optional<double> value{};  ///< of the last period
  };

  Process minute_loop(Duration phase);
  Process schedule_loop();
  void evaluate();
  void carry_out(cron::UtcTime since, cron::UtcTime now);
  [[nodiscard]] std::optional<cron::UtcTime> next_action(cron::UtcTime after) const;
  Alarm look(const AlarmParams& params, const metrics::MinuteMetric& metric, AlarmState& state);
  [[nodiscard]] ScalingDecision by_policies();
  [[nodiscard]] ScalingDecision by_simple_policies();
  void act(const ScalingDecision& decision);
  void record(const ScalingDecision& decision);

  Context context_;
  Scalable& target_;
  ServicePolicies policies_;
  cron::WallClock clock_;
  ScalableTarget scalable_;
  std::vector<AlarmState> step_states_;
  std::vector<AlarmState> simple_states_;
  std::vector<SimpleScaling> simple_;
  std::vector<PodSnapshot> pods_{};
  std::string held_back_{};  // what the timeline knows of already
  ProcessScope loops_;       // last: goes first
};

/// Averages over periods of so many minutes, those that are whole; the latest last.
[[nodiscard]] std::vector<std::optional<double>> by_period(Datapoints minutes,
                                                           std::int32_t period_s);

}  // namespace tiersim::aws
