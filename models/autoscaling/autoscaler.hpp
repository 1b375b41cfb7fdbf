#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/custom_metrics.hpp"
#include "models/autoscaling/hpa.hpp"
#include "models/autoscaling/resource_metrics.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim {

/// A HorizontalPodAutoscaler at work: reads metrics-server once per sync period and scales its
/// target.
///
///   Scalable ──pods──▶ ResourceMetrics ──samples──▶ HorizontalPodAutoscaler (every sync period)
///   components ──pages──▶ CustomMetrics ──values──▶
///      ▲                                                                        │
///      └───────────────────────────── scale_to(replicas, reason) ◀──────────────┘
///
/// The loops have phases of their own, drawn once per run, so a sample is up to a resolution and a
/// housekeeping old at a sync. Timeline: the target notes its changes with the reason given to it;
/// "scale_limited" says that something else than before keeps the count from where the metrics want
/// it. The decision log has every sync, with what each metric wanted and what
/// held it. cpu and memory come from metrics-server, of the pod as a whole or of its one container,
/// whatever that is called; the other types are asked of `custom`.
class Autoscaler final : public ControlLoop {
 public:
  /// `target` and `custom` outlive this; without `custom` metrics of other types than resources
  /// fail, as one does that nobody publishes. Precondition: `spec` is valid (validate,
  /// validate_metrics), the spans are greater than 0.
  Autoscaler(Context context, Scalable& target, HorizontalPodAutoscalerSpec spec,
             const ControllerSettings& settings = {},
             const ResourceMetricsSettings& resource_metrics = {}, CustomMetrics* custom = nullptr);

  /// Starts the loops; they end with this object.
  void start() override;

  [[nodiscard]] const HorizontalPodAutoscaler& hpa() const { return hpa_; }

 private:
  Process sync_loop(Duration phase);
  void sync();
  void note_limit(const HpaDecision& decision);
  [[nodiscard]] MetricReading reading(std::size_t place);

  Context context_;
  Scalable& target_;
  Duration sync_period_;
  HorizontalPodAutoscaler hpa_;
  ResourceMetrics resource_metrics_;
  CustomMetrics* custom_;
  std::string container_{};  // what a metric calls the one container; empty: none does
  std::vector<PodSnapshot> pods_{};
  std::string held_back_{};  // what the timeline knows of already
  ProcessScope loops_;       // last: goes first
};

}  // namespace tiersim
