#pragma once
#include <string>
#include <vector>

#include "models/autoscaling/metric_source.hpp"
#include "models/published.hpp"

namespace tiersim::metrics {

/// A gauge asked for at its source, at the very moment: LLEN of a Redis list, the management API of
/// a broker.
class DirectMetric final : public MetricSource {
 public:
  /// `publisher` outlives this. Precondition: the metric is a gauge.
  DirectMetric(Publisher& publisher, std::string metric, Aggregation aggregation)
      : MetricSource(aggregation), publisher_(publisher), metric_(std::move(metric)) {}

  void read(TimePoint now, std::vector<MetricSeries>& series) override;

 private:
  Publisher& publisher_;
  std::string metric_;
  std::vector<PublishedValue> page_{};
};

}  // namespace tiersim::metrics
