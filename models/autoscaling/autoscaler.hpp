#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/hpa.hpp"
#include "models/autoscaling/metrics_pipeline.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim {

/// A HorizontalPodAutoscaler at work: reads metrics-server once per sync period and scales its
/// target.
///
///   Scalable ──pods──▶ MetricsPipeline (every resolution) ──samples──▶ HorizontalPodAutoscaler
///   (every sync period)
///      ▲                                                                        │
///      └───────────────────────────── scale_to(replicas, reason) ◀──────────────┘
///
/// The two loops have phases of their own, drawn once per run, so a sample is up to a resolution
/// old at a sync. Timeline: the target notes its changes with the reason given to it;
/// "scale_limited" says that something else than before keeps the count from where the metrics want
/// it. The decision log has every sync, with what each metric wanted and what
/// held it. Resource metrics cpu and memory are served. Others fail as a metric does that nobody
/// publishes.
class Autoscaler final : public ControlLoop {
 public:
  /// `target` outlives this. Precondition: `spec` is valid (validate, validate_metrics), the spans
  /// are greater than 0.
  Autoscaler(Context context, Scalable& target, HorizontalPodAutoscalerSpec spec,
             const ControllerSettings& settings = {}, Duration metric_resolution = 15s);

  /// Starts both loops; they end with this object.
  void start() override;

  [[nodiscard]] const HorizontalPodAutoscaler& hpa() const { return hpa_; }

 private:
  Process scrape_loop(Duration phase);
  Process sync_loop(Duration phase);
  void sync();
  void note_limit(const HpaDecision& decision);
  [[nodiscard]] std::int64_t ready_pods() const;
  [[nodiscard]] MetricReading reading(const MetricSpec& metric) const;

  Context context_;
  Scalable& target_;
  Duration sync_period_;
  HorizontalPodAutoscaler hpa_;
  MetricsPipeline pipeline_;
  std::vector<PodSnapshot> pods_{};
  std::string held_back_{};  // what the timeline knows of already
  ProcessScope loops_;       // last: goes first
};

}  // namespace tiersim
