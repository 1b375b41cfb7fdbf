#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/autoscaling/autoscaler.hpp"
#include "models/autoscaling/cron/wall_clock.hpp"
#include "models/autoscaling/custom_metrics.hpp"
#include "models/autoscaling/keda/metrics_adapter.hpp"
#include "models/autoscaling/keda/scale_loop.hpp"
#include "models/autoscaling/metric_source.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::keda {

/// What a scaler asks for its trigger. Sources outlive the loop; null: the trigger needs none.
struct TriggerInput {
  MetricSource* value = nullptr;           ///< length of a list, ready messages, result of a query
  MetricSource* unacknowledged = nullptr;  ///< rabbitmq: messages being worked on
  MetricSource* publish_rate = nullptr;    ///< rabbitmq: messages that come in, 1/s
};

/// KEDA at work on one ScaledObject: its own loop between 0 and 1, and the HPA that it makes from 1
/// on.
///
///   triggers ──poll, every pollingInterval──▶ ScaleLoop ─────────────scale_to──▶ Scalable
///   triggers ──asked at each sync──▶ MetricsAdapter ──▶ Autoscaler ──scale_to──▶
///
/// The first poll is at the start of the run, which is when the object is created. While the object
/// is paused as a whole there is no HPA. Timeline: the target notes its changes with the reason
/// given to it; "scale_limited" says what else than before keeps the count up, "trigger_failed"
/// that a trigger cannot be read any more.
class ScaledObjectLoop final : public ControlLoop, private CustomMetrics {
 public:
  /// `target` outlives this. Precondition: `validate` finds nothing; an input for each trigger.
  ScaledObjectLoop(Context context, Scalable& target, ScaledObjectSpec spec,
                   std::vector<TriggerInput> inputs, cron::WallClock clock,
                   const ControllerSettings& settings = {},
                   const ResourceMetricsSettings& resource_metrics = {});

  void start() override;

 private:
  Process poll_loop();
  void poll();
  [[nodiscard]] TriggerReading look(std::size_t trigger);
  void note(const PollDecision& decision, const std::vector<TriggerReading>& readings);
  void record(const PollDecision& decision, const std::vector<TriggerReading>& readings);
  MetricReading read(std::size_t place, const MetricSpec& metric, TimePoint now, int current,
                     const std::vector<PodSnapshot>& pods) override;

  Context context_;
  Scalable& target_;
  ScaledObjectSpec spec_;
  std::vector<TriggerInput> inputs_;
  cron::WallClock clock_;
  ScaleLoop scale_loop_;
  MetricsAdapter adapter_;
  std::unique_ptr<Autoscaler> hpa_{};
  std::vector<PodSnapshot> pods_{};
  std::string held_back_{};  // what the timeline knows of already
  std::string failure_{};
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::keda
