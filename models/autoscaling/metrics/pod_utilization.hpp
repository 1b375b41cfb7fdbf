#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/metric_source.hpp"
#include "models/autoscaling/resource_metrics.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::metrics {

/// CPU or memory of pods in percent of their requests, as `kubectl top` has it: read from
/// metrics-server. A series for each pod that has a sample and a request.
class PodUtilization final : public MetricSource, public ControlLoop {
 public:
  /// `target` outlives this. `resource` is cpu or memory.
  PodUtilization(const Context& context, Scalable& target, std::string resource,
                 const ResourceMetricsSettings& settings = {});

  void start() override { metrics_.start(); }

  void read(TimePoint now, std::vector<MetricSeries>& series) override;

 private:
  Scalable& target_;
  std::string resource_;
  ResourceMetrics metrics_;
  std::vector<PodSnapshot> pods_{};
};

}  // namespace tiersim::metrics
