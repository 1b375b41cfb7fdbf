#include "lab/scenario/control_loops.hpp"

#include <utility>

#include "models/autoscaling/autoscaler.hpp"
#include "models/autoscaling/aws/service_scaling.hpp"
#include "models/autoscaling/cron/cron_loop.hpp"
#include "models/autoscaling/keda/scaled_object_loop.hpp"
#include "models/autoscaling/threshold/threshold_loop.hpp"
#include "models/autoscaling/vpa/vpa_loop.hpp"

namespace tiersim::lab {

namespace {

bool is_resource(const MetricSpec& metric) {
  return metric.type == "Resource" || metric.type == "ContainerResource";
}

}  // namespace

ControlLoops::ControlLoops(const Scenario& scenario, ComponentsBuilder& builder)
    : start_(scenario.run.civil_start()), sources_(scenario, builder, loops_) {
  for (const ComponentSpec& component : scenario.components) {
    if (!component.autoscaler && !component.vpa) continue;
    Deployment& target = builder.deployment(component.name);
    if (component.vpa) add<vpa::VpaLoop>(target.context(), target, *component.vpa);
    if (!component.autoscaler) continue;
    std::visit([&](const auto& spec) { make(spec, target); }, component.autoscaler->scaler);
    if (!component.autoscaler->schedule.empty()) {
      add<cron::CronLoop>(target.context(), target, component.autoscaler->schedule,
                          cron::WallClock(start_));
    }
  }
}

void ControlLoops::make(const HorizontalPodAutoscalerSpec& spec, Deployment& target) {
  HorizontalPodAutoscalerSpec published = spec;
  std::vector<MetricSource*> sources;
  if (published.metrics) {
    // Metrics that nothing stands for: the reader has said so, and that another one stays.
    std::erase_if(*published.metrics, [this](const MetricSpec& metric) {
      return !is_resource(metric) && !sources_.has(metric.name);
    });
    for (const MetricSpec& metric : *published.metrics)
      sources.push_back(is_resource(metric) ? nullptr : &sources_.named(metric.name));
  }
  adapters_.push_back(std::make_unique<MetricsByPlace>(std::move(sources)));
  add<Autoscaler>(target.context(), target, std::move(published), ControllerSettings{},
                  ResourceMetricsSettings{}, adapters_.back().get());
}

void ControlLoops::make(const ScaledObjectUse& use, Deployment& target) {
  std::vector<keda::TriggerInput> inputs;
  for (const TriggerUse& trigger : use.triggers) {
    keda::TriggerInput input;
    if (!trigger.metric.empty()) input.value = &sources_.named(trigger.metric);
    if (!trigger.queue.empty()) {
      input.value = &sources_.queue(trigger.queue, "waiting");
      input.unacknowledged = &sources_.queue(trigger.queue, "in_service");
      input.publish_rate = &sources_.incoming_rate(trigger.queue);
    }
    inputs.push_back(input);
  }
  add<keda::ScaledObjectLoop>(target.context(), target, use.spec, std::move(inputs),
                              cron::WallClock(start_));
}

void ControlLoops::make(const ThresholdSpec& spec, Deployment& target) {
  const bool of_pods = spec.metric == "cpu" || spec.metric == "memory";
  MetricSource& metric =
      of_pods ? sources_.utilization(target, spec.metric) : sources_.named(spec.metric);
  add<threshold::ThresholdLoop>(target.context(), target, spec.params, metric, spec.metric);
}

void ControlLoops::make(const AwsSpec& spec, Deployment& target) {
  aws::ServicePolicies policies;
  policies.bounds = spec.bounds;
  for (const TrackingUse& use : spec.tracking)
    policies.tracking.push_back({use.name, use.policy, &sources_.minute(use.metric, target)});
  for (const StepUse& use : spec.steps)
    policies.steps.push_back(
        {use.name, use.policy, use.alarm, &sources_.minute(use.metric, target)});
  for (const SimpleUse& use : spec.simple)
    policies.simple.push_back({use.name, use.adjustment, std::chrono::seconds(use.cooldown_s),
                               use.alarm, &sources_.minute(use.metric, target)});
  policies.actions = spec.actions;
  for (aws::ScheduledAction& action : policies.actions)
    if (action.StartTime == cron::UtcTime{}) action.StartTime = start_;  // made when the run starts
  add<aws::ServiceScaling>(target.context(), target, std::move(policies), cron::WallClock(start_));
}

void ControlLoops::start() {
  for (const auto& loop : loops_) loop->start();
}

void ControlLoops::clear() {
  while (!loops_.empty()) loops_.pop_back();
}

}  // namespace tiersim::lab
