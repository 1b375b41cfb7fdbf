#include "lab/scenario/control_loops.hpp"

#include <map>
#include <string>
#include <utility>

#include "models/autoscaling/autoscaler.hpp"
#include "models/autoscaling/cron/cron_loop.hpp"
#include "models/autoscaling/metrics/direct_metric.hpp"
#include "models/autoscaling/metrics/pod_utilization.hpp"
#include "models/autoscaling/threshold/threshold_loop.hpp"

namespace tiersim::lab {

namespace {

/// Metrics that nobody publishes are left out; the reader has said so, and that one of them stays.
HorizontalPodAutoscalerSpec published_metrics(HorizontalPodAutoscalerSpec spec) {
  if (spec.metrics) {
    std::erase_if(*spec.metrics, [](const MetricSpec& m) { return m.type != "Resource"; });
  }
  return spec;
}

}  // namespace

/// Makes the loops of a scenario; the metrics that they share are made once.
class ControlLoops::Maker {
 public:
  Maker(const Scenario& scenario, ComponentsBuilder& builder, ControlLoops& made)
      : scenario_(scenario), builder_(builder), made_(made) {}

  void make_for(const ComponentSpec& component) {
    if (!component.autoscaler) return;
    Deployment& target = builder_.deployment(component.name);
    std::visit([&](const auto& spec) { make(spec, target); }, component.autoscaler->scaler);
    if (!component.autoscaler->schedule.empty()) {
      add<cron::CronLoop>(target.context(), target, component.autoscaler->schedule,
                          cron::WallClock(scenario_.run.civil_start()));
    }
  }

 private:
  template <class Loop, class... Arguments>
  Loop& add(Arguments&&... arguments) {
    auto loop = std::make_unique<Loop>(std::forward<Arguments>(arguments)...);
    Loop& made = *loop;
    made_.loops_.push_back(std::move(loop));
    return made;
  }

  void make(std::monostate /*none*/, Deployment& /*target*/) {}

  void make(const HorizontalPodAutoscalerSpec& spec, Deployment& target) {
    add<Autoscaler>(target.context(), target, published_metrics(spec), ControllerSettings{});
  }

  void make(const ThresholdSpec& spec, Deployment& target) {
    MetricSource& metric = spec.metric == "cpu" || spec.metric == "memory"
                               ? add<metrics::PodUtilization>(target.context(), target, spec.metric)
                               : named(spec.metric);
    add<threshold::ThresholdLoop>(target.context(), target, spec.params, metric, spec.metric);
  }

  /// Precondition: the reader has found the name in the section "metrics".
  MetricSource& named(const std::string& name) {
    if (const auto known = sources_.find(name); known != sources_.end()) return *known->second;
    const auto spec = std::find_if(scenario_.metrics.begin(), scenario_.metrics.end(),
                                   [&](const NamedMetric& metric) { return metric.name == name; });
    Publisher& publisher = builder_.component(spec->component);
    MetricSource* source = nullptr;
    if (spec->pipeline == MetricPath::Direct) {
      made_.sources_.push_back(
          std::make_unique<metrics::DirectMetric>(publisher, spec->metric, spec->aggregate));
      source = made_.sources_.back().get();
    } else {
      source = &add<metrics::PrometheusMetric>(builder_.context("metrics/" + name, 0, {}),
                                               publisher, spec->metric, spec->kind,
                                               spec->prometheus, spec->aggregate);
    }
    sources_[name] = source;
    return *source;
  }

  const Scenario& scenario_;
  ComponentsBuilder& builder_;
  ControlLoops& made_;
  std::map<std::string, MetricSource*> sources_;
};

ControlLoops::ControlLoops(const Scenario& scenario, ComponentsBuilder& builder) {
  Maker maker(scenario, builder, *this);
  for (const ComponentSpec& component : scenario.components) maker.make_for(component);
}

void ControlLoops::start() {
  for (const auto& loop : loops_) loop->start();
}

void ControlLoops::clear() {
  while (!loops_.empty()) loops_.pop_back();
}

}  // namespace tiersim::lab
