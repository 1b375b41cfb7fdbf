#pragma once
#include "models/autoscaling/hpa_decision.hpp"
#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/scale_view.hpp"
#include "models/autoscaling/scaling_history.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// The decisions of the Kubernetes HorizontalPodAutoscaler (autoscaling/v2): what the controller does at one sync, without
/// a clock, a loop or I/O of its own.
///
///   scale, pods, metric readings ──▶ sync(now) ──▶ the count to write, conditions, events, a sentence that says why
///
/// Call `sync` every `settings().sync_period`; when it says `rescaled`, write `replicas`. It remembers its proposals, its
/// changes and its conditions. Reference: kubernetes pkg/controller/podautoscaler/horizontal.go, replica_calculator.go.
class HorizontalPodAutoscaler {
 public:
  /// Fills in the defaults of `spec`. Precondition: `validate` finds nothing in it. `history` is empty at a controller's
  /// start; one from before resumes it.
  explicit HorizontalPodAutoscaler(HorizontalPodAutoscalerSpec spec, ControllerSettings settings = {},
                                   ScalingHistory history = {});

  /// One evaluation. `metrics` holds a reading for each entry of `spec().metrics`, in its order.
  [[nodiscard]] HpaDecision sync(TimePoint now, const ScaleView& scale, const MetricsView& metrics);

  [[nodiscard]] const HorizontalPodAutoscalerSpec& spec() const { return spec_; }
  [[nodiscard]] const ControllerSettings& settings() const { return settings_; }
  [[nodiscard]] const ScalingHistory& history() const { return history_; }
  [[nodiscard]] const HpaConditions& conditions() const { return conditions_; }

 private:
  HorizontalPodAutoscalerSpec spec_;
  ControllerSettings settings_;
  ScalingHistory history_;
  HpaConditions conditions_{};
};

}  // namespace tiersim
