#include "models/autoscaling/metrics/pod_utilization.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::metrics {

PodUtilization::PodUtilization(Context context, Scalable& target, std::string resource,
                               Duration resolution)
    : MetricSource(Aggregation::average),
      context_(std::move(context)),
      target_(target),
      resource_(std::move(resource)),
      pipeline_(resolution),
      loops_(context_.simulation()) {}

void PodUtilization::start() {
  Stream stream = context_.stream("metrics-server phase");
  const double share = stream.uniform();
  loops_.spawn(scrape_loop(from_seconds(share * to_seconds(pipeline_.resolution()))));
}

Process PodUtilization::scrape_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    target_.pods(pods_);
    pipeline_.scrape(context_.now(), pods_);
    co_await context_.simulation().delay(pipeline_.resolution());
  }
}

void PodUtilization::read(TimePoint /*now*/, std::vector<MetricSeries>& series) {
  series.clear();
  target_.pods(pods_);
  const std::vector<PodSample> samples = pipeline_.samples(resource_);
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
