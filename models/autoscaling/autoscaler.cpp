#include "models/autoscaling/autoscaler.hpp"

#include <algorithm>
#include <utility>

#include "models/autoscaling/hpa_record.hpp"

namespace tiersim {
namespace {

Duration phase_within(Duration period, Stream& stream) {
  return from_seconds(stream.uniform() * to_seconds(period));
}

}  // namespace

Autoscaler::Autoscaler(Context context, Scalable& target, HorizontalPodAutoscalerSpec spec,
                       const ControllerSettings& settings, Duration metric_resolution)
    : context_(std::move(context)),
      target_(target),
      sync_period_(settings.sync_period),
      hpa_(std::move(spec), settings),
      pipeline_(metric_resolution),
      loops_(context_.simulation()) {}

void Autoscaler::start() {
  Stream stream = context_.stream("phase");
  const Duration scrape_phase = phase_within(pipeline_.resolution(), stream);
  const Duration sync_phase = phase_within(sync_period_, stream);
  loops_.spawn(scrape_loop(scrape_phase));
  loops_.spawn(sync_loop(sync_phase));
}

Process Autoscaler::scrape_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    target_.pods(pods_);
    pipeline_.scrape(context_.now(), pods_);
    co_await context_.simulation().delay(pipeline_.resolution());
  }
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
  for (const PodSnapshot& pod : pods_) metrics.pods.push_back(view_of(pod));
  for (const MetricSpec& metric : *hpa_.spec().metrics) metrics.readings.push_back(reading(metric));
  const ScaleView scale{target_.replicas_spec(), target_.replicas_status()};
  const HpaDecision decision = hpa_.sync(context_.now(), scale, metrics);
  note_limit(decision);
  context_.record(record_of(hpa_.spec(), decision, ready_pods()));
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

std::int64_t Autoscaler::ready_pods() const {
  return std::count_if(pods_.begin(), pods_.end(),
                       [](const PodSnapshot& pod) { return pod.ready && !pod.deleted; });
}

MetricReading Autoscaler::reading(const MetricSpec& metric) const {
  if (metric.type == "Resource") return {.samples = pipeline_.samples(metric.name)};
  return {.error = "no component publishes " + metric.type + " metrics"};
}

}  // namespace tiersim
