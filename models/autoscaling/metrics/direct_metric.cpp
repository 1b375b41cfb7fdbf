#include "models/autoscaling/metrics/direct_metric.hpp"

namespace tiersim::metrics {

void DirectMetric::read(TimePoint now, std::vector<MetricSeries>& series) {
  series.clear();
  page_.clear();
  publisher_.publish(metric_, page_);
  for (const auto& [pod, value] : page_) series.push_back({pod, value, now, Duration{}});
}

}  // namespace tiersim::metrics
