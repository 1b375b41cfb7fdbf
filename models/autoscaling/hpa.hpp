#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/hpa_views.hpp"
#include "models/autoscaling/replica_calculator.hpp"
#include "models/autoscaling/scaling_history.hpp"
#include "models/autoscaling/scaling_limits.hpp"
#include "models/decision_log.hpp"

namespace tiersim {

/// A condition of the autoscaler's status.
struct HpaCondition {
  bool status = false;
  std::string reason;
  std::string message;
};

/// The three conditions; one that a sync does not set keeps its last value.
struct HpaConditions {
  std::optional<HpaCondition> able_to_scale{};
  std::optional<HpaCondition> scaling_active{};
  std::optional<HpaCondition> scaling_limited{};
};

/// An event as `kubectl describe` shows it.
struct HpaEvent {
  bool warning = false;
  std::string reason;
  std::string message;
};

/// What one sync came to.
struct HpaDecision {
  std::int32_t current = 0;
  std::int32_t desired = 0;  ///< what the scale is to be; `current` when nothing is written
  bool rescaled = false;     ///< the caller writes `desired` to the scale
  std::string error{};       ///< the reason that stopped the sync, "PartialMetrics", or empty
  std::optional<std::int32_t>
      proposed{};  ///< the largest proposal of the metrics, before windows, rates and bounds
  std::optional<std::size_t> winner{};  ///< the metric that made it, by its place in `metrics`
  std::vector<MetricStatus> metrics{};  ///< empty when no metric was looked at
  HpaConditions conditions{};
  std::vector<HpaEvent> events{};
  std::string reason{};                 ///< one sentence for the timeline
  std::vector<DecisionLimit> limits{};  ///< window first, then policy or bound
  std::string held_back{};  ///< what keeps the count from the proposal: "maxReplicas 20",
                            ///< "scale-down window 300s"
};

/// What the controller remembers between syncs.
struct HpaHistory {
  std::optional<RecommendationHistory>
      recommendations{};  ///< nothing: first sync, the current count is recorded first
  ScaleEventLists events{};
};

/// The HorizontalPodAutoscaler controller for one object (autoscaling/v2): decides, and does
/// nothing else.
///
/// It has no clock, no chance and no access to pods; whoever holds it calls `sync` once per sync
/// period with what the API would show and writes the count that comes back. Destroying it is a
/// restart of the controller: the history goes. Source: kubernetes
/// pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler.
class HorizontalPodAutoscaler {
 public:
  /// `spec` gets its defaults; precondition: it is valid.
  explicit HorizontalPodAutoscaler(HorizontalPodAutoscalerSpec spec,
                                   const ControllerSettings& settings = {},
                                   HpaHistory history = {});

  /// Precondition: `now` is not before that of the last call; `metrics` has a reading for each
  /// entry of the spec.
  [[nodiscard]] HpaDecision sync(TimePoint now, const ScaleView& scale, const MetricsView& metrics);

  [[nodiscard]] const HorizontalPodAutoscalerSpec& spec() const { return spec_; }

  [[nodiscard]] const HpaHistory& history() const { return history_; }

  [[nodiscard]] std::optional<TimePoint> last_scale_time() const { return last_scale_time_; }

 private:
  struct Sync;

  void decide(Sync& sync);
  void jump(Sync& sync, std::int32_t to, std::string_view bound);
  bool compute_metrics(Sync& sync);
  void fail_metrics(Sync& sync, std::string_view reason, std::string message);
  void normalise(Sync& sync);
  [[nodiscard]] std::int32_t stabilise(Sync& sync);
  void rescale(Sync& sync);
  void store_event(TimePoint now, std::int32_t from, std::int32_t to);
  [[nodiscard]] Duration window_up() const;
  [[nodiscard]] Duration window_down() const;

  HorizontalPodAutoscalerSpec spec_;
  ControllerSettings settings_;
  HpaHistory history_;
  HpaConditions conditions_;
  std::optional<TimePoint> last_scale_time_;
};

}  // namespace tiersim
