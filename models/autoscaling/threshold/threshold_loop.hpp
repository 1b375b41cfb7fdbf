#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/metric_source.hpp"
#include "models/autoscaling/threshold/threshold_scaler.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::threshold {

/// A threshold scaler at work: looks at a metric every intervalSeconds and scales its target.
///
/// The phase of the loop is drawn once per run. Timeline: the target notes its changes with the
/// reason given to it; "scale_limited" says that something else than before holds a step back. The
/// decision log has every look.
class ThresholdLoop final : public ControlLoop {
 public:
  /// `target` and `metric` outlive this. Precondition: `validate` finds nothing.
  ThresholdLoop(Context context, Scalable& target, const Params& params, MetricSource& metric,
                std::string metric_name);

  void start() override;

 private:
  Process loop(Duration phase);
  void evaluate();
  void record(const Decision& decision, std::optional<double> value, const std::string& reason);

  Context context_;
  Scalable& target_;
  Params params_;
  ThresholdScaler scaler_;
  MetricSource& metric_;
  std::string metric_name_;
  std::vector<PodSnapshot> pods_{};
  std::string held_back_{};  // what the timeline knows of already
  ProcessScope loops_;       // last: goes first
};

}  // namespace tiersim::threshold
