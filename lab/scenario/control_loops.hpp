#pragma once
#include <memory>
#include <vector>

#include "lab/scenario/components_builder.hpp"
#include "lab/scenario/scenario.hpp"
#include "models/autoscaling/metric_source.hpp"
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
  class Maker;

  std::vector<std::unique_ptr<MetricSource>> sources_;  ///< those that do not tick
  std::vector<std::unique_ptr<ControlLoop>> loops_;
};

}  // namespace tiersim::lab
