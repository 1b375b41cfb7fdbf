#pragma once
#include <optional>
#include <vector>

#include "models/autoscaling/container_stats.hpp"
#include "models/autoscaling/metrics_pipeline.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim {

/// How resource metrics come about.
struct ResourceMetricsSettings {
  Duration metric_resolution = 15s;  ///< --metric-resolution of metrics-server
  bool housekeeping = true;          ///< cAdvisor refreshes every 10 to 15 s; false: at every look
};

/// CPU and memory of the pods of one workload on their way to those who ask the metrics API.
///
///   Scalable ──▶ ContainerStats (every 10–15 s, each container) ──▶ MetricsPipeline (every 15 s)
///
/// The phases of both loops are drawn once per run, from the stream "resource metrics".
class ResourceMetrics final : public ControlLoop {
 public:
  /// `target` outlives this.
  ResourceMetrics(Context context, Scalable& target, const ResourceMetricsSettings& settings = {});

  void start() override;

  /// What the metrics API answers for cpu or memory.
  [[nodiscard]] std::vector<PodSample> samples(std::string_view resource) const {
    return pipeline_.samples(resource);
  }

 private:
  Process housekeeping_loop(Duration phase);
  Process scrape_loop(Duration phase);

  Context context_;
  Scalable& target_;
  MetricsPipeline pipeline_;
  std::optional<ContainerStats> stats_{};
  std::vector<PodSnapshot> pods_{};
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim
