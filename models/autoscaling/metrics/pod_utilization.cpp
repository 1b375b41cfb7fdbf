#include "models/autoscaling/metrics/pod_utilization.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::metrics {

PodUtilization::PodUtilization(const Context& context, Scalable& target, std::string resource,
                               const ResourceMetricsSettings& settings)
    : MetricSource(Aggregation::average),
      target_(target),
      resource_(std::move(resource)),
      metrics_(context, target, settings) {}

void PodUtilization::read(TimePoint /*now*/, std::vector<MetricSeries>& series) {
  series.clear();
  target_.pods(pods_);
  const std::vector<PodSample> samples = metrics_.samples(resource_);
  for (const PodSnapshot& pod : pods_) {
    const std::int64_t request =
        resource_ == "cpu" ? pod.cpu_request_milli : pod.memory_request_bytes * 1000;
    const std::string name = pod_name(pod.number);
    const auto sample = std::find_if(samples.begin(), samples.end(),
                                     [&](const PodSample& one) { return one.pod == name; });
    if (request == 0 || pod.deleted || sample == samples.end() || !sample->milli) continue;
    const double percent = static_cast<double>(*sample->milli) * 100 / static_cast<double>(request);
    series.push_back({pod.number, percent, sample->timestamp, sample->window});
  }
}

}  // namespace tiersim::metrics
