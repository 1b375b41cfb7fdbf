#include "models/autoscaling/autoscaler.hpp"

#include <utility>

#include "models/autoscaling/hpa_record.hpp"

namespace tiersim {
namespace {

Duration phase_within(Duration period, Stream& stream) {
  return from_seconds(stream.uniform() * to_seconds(period));
}

}  // namespace

Autoscaler::Autoscaler(Context context, Scalable& target, HorizontalPodAutoscalerSpec spec,
                       const ControllerSettings& settings,
                       const ResourceMetricsSettings& resource_metrics, CustomMetrics* custom)
    : context_(std::move(context)),
      target_(target),
      sync_period_(settings.sync_period),
      hpa_(std::move(spec), settings),
      resource_metrics_(context_, target, resource_metrics),
      custom_(custom),
      loops_(context_.simulation()) {
  for (const MetricSpec& metric : *hpa_.spec().metrics)
    if (container_.empty()) container_ = metric.container;
}

void Autoscaler::start() {
  Stream stream = context_.stream("phase");
  resource_metrics_.start();
  loops_.spawn(sync_loop(phase_within(sync_period_, stream)));
}

Process Autoscaler::sync_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    sync();
    co_await context_.simulation().delay(sync_period_);
  }
}

void Autoscaler::sync() {
  target_.pods(pods_);
  MetricsView metrics;
  for (const PodSnapshot& pod : pods_) {
    metrics.pods.push_back(view_of(pod));
    if (!container_.empty()) metrics.pods.back().containers.front().name = container_;
  }
  for (std::size_t i = 0; i < hpa_.spec().metrics->size(); ++i)
    metrics.readings.push_back(reading(i));
  const ScaleView scale{target_.replicas_spec(), target_.replicas_status()};
  const HpaDecision decision = hpa_.sync(context_.now(), scale, metrics);
  note_limit(decision);
  context_.record(record_of(hpa_.spec(), decision, ready_among(pods_)));
  if (decision.rescaled) target_.scale_to(decision.desired, decision.reason);
}

/// Only what is new is noted: a limit that goes on, or one that the reason of a change tells of, is
/// not.
void Autoscaler::note_limit(const HpaDecision& decision) {
  if (decision.rescaled) {
    held_back_ = decision.held_back;
  } else if (!decision.held_back.empty() && decision.held_back != held_back_) {
    held_back_ = decision.held_back;
    context_.note("scale_limited", decision.reason);
  }
}

MetricReading Autoscaler::reading(std::size_t place) {
  const MetricSpec& metric = (*hpa_.spec().metrics)[place];
  if (metric.type == "Resource") return {.samples = resource_metrics_.samples(metric.name)};
  if (metric.type == "ContainerResource") {
    MetricReading reading{.samples = resource_metrics_.samples(metric.name)};
    for (PodSample& sample : reading.samples) {
      sample.containers = {{metric.container, sample.milli}};
      sample.milli.reset();
    }
    return reading;
  }
  if (custom_ == nullptr) return {.error = "no component publishes " + metric.type + " metrics"};
  return custom_->read(place, metric, context_.now(), target_.replicas_spec(), pods_);
}

}  // namespace tiersim
