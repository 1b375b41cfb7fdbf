#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/resource_metrics.hpp"
#include "models/autoscaling/vpa/container_usage.hpp"
#include "models/autoscaling/vpa/recommender.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::vpa {

/// A VerticalPodAutoscaler with updateMode Off at work: its recommender looks at the pods' usage
/// every minute and says what they should ask for.
///
///   Scalable ──▶ ResourceMetrics ──samples, every minute──▶ histograms ──▶ Recommendation
///
/// The phase is drawn once per run. Timeline: "recommendation", the first one and each whose target
/// differs by a tenth from the last one told.
class VpaLoop final : public ControlLoop {
 public:
  /// `target` outlives this.
  VpaLoop(Context context, Scalable& target, const ResourcePolicy& policy,
          const ResourceMetricsSettings& resource_metrics = {});

  void start() override;

  /// The last one; nothing before the first sample.
  [[nodiscard]] const std::optional<Recommendation>& recommendation() const {
    return recommendation_;
  }

 private:
  Process loop(Duration phase);
  void look();
  void take_samples();

  Context context_;
  Scalable& target_;
  ResourcePolicy policy_;
  ResourceMetrics metrics_;
  AggregateUsage usage_{};
  std::map<std::uint64_t, ContainerUsage> containers_{};  // by number of the pod
  std::map<std::uint64_t, TimePoint> sampled_{};          // the newest sample taken
  std::vector<PodSnapshot> pods_{};
  std::optional<Recommendation> recommendation_{};
  std::optional<Amounts> told_{};
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::vpa
