#include "models/autoscaling/keda/scaled_object_loop.hpp"

#include <cmath>
#include <optional>
#include <utility>

namespace tiersim::keda {
namespace {

std::string name_of(const Trigger& trigger) {
  return trigger.name.empty() ? type_of(trigger) : trigger.name;
}

std::optional<double> asked(MetricSource* source, TimePoint now) {
  return source == nullptr ? std::nullopt : source->value(now);
}

ValueRange only(double value) {
  return {value, value};
}

}  // namespace

ScaledObjectLoop::ScaledObjectLoop(Context context, Scalable& target, ScaledObjectSpec spec,
                                   std::vector<TriggerInput> inputs, cron::WallClock clock,
                                   const ControllerSettings& settings,
                                   const ResourceMetricsSettings& resource_metrics)
    : context_(std::move(context)),
      target_(target),
      spec_(std::move(spec)),
      inputs_(std::move(inputs)),
      clock_(clock),
      scale_loop_(spec_, context_.now()),
      adapter_(spec_),
      loops_(context_.simulation()) {
  if (spec_.pause.is_whole()) return;
  hpa_ = std::make_unique<Autoscaler>(context_, target_, hpa_spec_of(spec_), settings,
                                      resource_metrics, static_cast<CustomMetrics*>(this));
}

void ScaledObjectLoop::start() {
  loops_.spawn(poll_loop());
  if (hpa_) hpa_->start();
}

Process ScaledObjectLoop::poll_loop() {
  for (;;) {
    poll();
    co_await context_.simulation().delay(std::chrono::seconds(spec_.pollingInterval));
  }
}

void ScaledObjectLoop::poll() {
  std::vector<TriggerReading> readings;
  for (std::size_t i = 0; i < inputs_.size(); ++i) readings.push_back(look(i));
  const PollDecision decision = scale_loop_.poll(context_.now(), target_.replicas_spec(), readings);
  adapter_.remember(readings);
  note(decision, readings);
  record(decision, readings);
  if (decision.desired != decision.current) target_.scale_to(decision.desired, decision.reason);
}

/// What the scaler of a trigger says now.
TriggerReading ScaledObjectLoop::look(std::size_t trigger) {
  const TriggerMetadata& metadata = spec_.triggers[trigger].metadata;
  const TriggerInput& input = inputs_[trigger];
  const TimePoint now = context_.now();
  if (std::holds_alternative<ResourceMetadata>(metadata)) return {};
  if (const auto* window = std::get_if<CronMetadata>(&metadata))
    return keda::read(*window, clock_.at(now));
  const std::optional<double> value = asked(input.value, now);
  if (const auto* query = std::get_if<PrometheusMetadata>(&metadata)) {
    std::vector<double> series;
    if (value) series.push_back(*value);
    return keda::read(*query, series);
  }
  if (!value) return failed_reading("the queue does not answer");
  if (const auto* list = std::get_if<RedisListMetadata>(&metadata))
    return keda::read(*list, std::llround(*value));
  return keda::read(std::get<RabbitMqMetadata>(metadata),
                    {.ready = std::llround(*value),
                     .unacknowledged = std::llround(asked(input.unacknowledged, now).value_or(0)),
                     .publish_rate_per_s = asked(input.publish_rate, now).value_or(0)});
}

void ScaledObjectLoop::note(const PollDecision& decision,
                            const std::vector<TriggerReading>& readings) {
  std::string failure;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!readings[i].error || !failure.empty()) continue;
    failure = name_of(spec_.triggers[i]) + ": " + *readings[i].error;
  }
  if (failure != failure_ && !failure.empty()) context_.note("trigger_failed", failure);
  failure_ = failure;
  if (decision.desired == decision.current && decision.held_back != held_back_ &&
      !decision.held_back.empty())
    context_.note("scale_limited", decision.reason);
  held_back_ = decision.held_back;
}

void ScaledObjectLoop::record(const PollDecision& decision,
                              const std::vector<TriggerReading>& readings) {
  target_.pods(pods_);
  Decision record{.scaler = "ScaledObject"};
  record.current = decision.current;
  record.result = decision.desired;
  record.ready = only(static_cast<double>(ready_among(pods_)));
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Trigger& trigger = spec_.triggers[i];
    Proposal proposal{.source = name_of(trigger)};
    if (readings[i].error)
      proposal.failure = *readings[i].error;
    else if (!is_resource(trigger))
      proposal.value = only(static_cast<double>(readings[i].value_milli) / 1000);
    record.proposals.push_back(std::move(proposal));
  }
  if (!decision.held_back.empty()) record.limits.push_back({decision.held_back, decision.desired});
  const auto add = [&](const char* type, const Condition& condition) {
    if (!condition.reason.empty())
      record.conditions.push_back(
          {type, condition.status == ConditionStatus::yes, std::string(condition.reason)});
  };
  add("Ready", decision.ready);
  add("Active", decision.activity);
  record.reason = decision.reason;
  context_.record(std::move(record));
}

MetricReading ScaledObjectLoop::read(std::size_t place, const MetricSpec& /*metric*/,
                                     TimePoint /*now*/, int current,
                                     const std::vector<PodSnapshot>& pods) {
  const ReplicaView replicas{.current = current, .ready = ready_among(pods)};
  const TriggerReading fresh = adapter_.has_cached(place) ? TriggerReading{} : look(place);
  return adapter_.answer(place, fresh, replicas).reading;
}

}  // namespace tiersim::keda
