#include "models/autoscaling/resource_metrics.hpp"

#include <utility>

namespace tiersim {

ResourceMetrics::ResourceMetrics(Context context, Scalable& target,
                                 const ResourceMetricsSettings& settings)
    : context_(std::move(context)),
      target_(target),
      pipeline_(settings.metric_resolution),
      loops_(context_.simulation()) {
  if (settings.housekeeping) stats_.emplace(context_.stream("housekeeping"));
}

void ResourceMetrics::start() {
  Stream stream = context_.stream("resource metrics");
  const double scrape = stream.uniform();
  const double housekeeping = stream.uniform();
  if (stats_) {
    loops_.spawn(housekeeping_loop(from_seconds(housekeeping * to_seconds(ContainerStats::tick))));
  }
  loops_.spawn(scrape_loop(from_seconds(scrape * to_seconds(pipeline_.resolution()))));
}

Process ResourceMetrics::housekeeping_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    target_.pods(pods_);
    stats_->refresh(context_.now(), pods_);
    co_await context_.simulation().delay(ContainerStats::tick);
  }
}

Process ResourceMetrics::scrape_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    target_.pods(pods_);
    if (stats_) stats_->show(pods_);
    pipeline_.scrape(context_.now(), pods_);
    co_await context_.simulation().delay(pipeline_.resolution());
  }
}

}  // namespace tiersim
