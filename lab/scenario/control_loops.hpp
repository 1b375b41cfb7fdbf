#pragma once
#include <memory>
#include <vector>

#include "lab/scenario/components_builder.hpp"
#include "lab/scenario/metric_sources.hpp"
#include "lab/scenario/scenario.hpp"
#include "models/autoscaling/custom_metrics.hpp"
#include "models/control_loop.hpp"

namespace tiersim::lab {

/// Everything of a scenario that ticks: its autoscalers and what they look at.
class ControlLoops {
 public:
  /// Precondition: the components are built; they outlive this.
  ControlLoops(const Scenario& scenario, ComponentsBuilder& builder);

  /// In the order of the components, what a loop looks at before the loop.
  void start();
  /// Ends all loops, the last one first.
  void clear();

 private:
  template <class Loop, class... Arguments>
  void add(Arguments&&... arguments) {
    loops_.push_back(std::make_unique<Loop>(std::forward<Arguments>(arguments)...));
  }

  void make(std::monostate /*none*/, Deployment& /*target*/) {}

  void make(const HorizontalPodAutoscalerSpec& spec, Deployment& target);
  void make(const ScaledObjectUse& use, Deployment& target);
  void make(const ThresholdSpec& spec, Deployment& target);
  void make(const AwsSpec& spec, Deployment& target);

  cron::UtcTime start_;
  std::vector<std::unique_ptr<ControlLoop>> loops_;
  MetricSources sources_;
  std::vector<std::unique_ptr<CustomMetrics>> adapters_;
};

}  // namespace tiersim::lab
