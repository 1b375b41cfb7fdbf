#pragma once
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/hpa_views.hpp"
#include "models/autoscaling/metric_source.hpp"
#include "models/scaling.hpp"

namespace tiersim {

/// Who answers an HPA for metrics of the types Pods, Object and External: an adapter.
class CustomMetrics {
 public:
  virtual ~CustomMetrics() = default;

  /// The answer for the metric at this place of the spec. `current` is scale.spec.replicas, `pods`
  /// are those there are now.
  virtual MetricReading read(std::size_t place, const MetricSpec& metric, TimePoint now,
                             int current, const std::vector<PodSnapshot>& pods) = 0;
};

/// The Prometheus adapter: each metric is a query made when the HPA asks. Source:
/// kubernetes-sigs/prometheus-adapter pkg/custom-provider, pkg/external-provider.
class MetricsByPlace final : public CustomMetrics {
 public:
  /// A source for each metric of the spec, which outlives this; null for those of metrics-server.
  explicit MetricsByPlace(std::vector<MetricSource*> sources) : sources_(std::move(sources)) {}

  MetricReading read(std::size_t place, const MetricSpec& metric, TimePoint now, int current,
                     const std::vector<PodSnapshot>& pods) override;

 private:
  std::vector<MetricSource*> sources_;
  std::vector<MetricSeries> series_{};
};

}  // namespace tiersim
