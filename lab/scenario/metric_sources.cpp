#include "lab/scenario/metric_sources.hpp"

#include <algorithm>

#include "models/autoscaling/metrics/direct_metric.hpp"
#include "models/autoscaling/metrics/pod_utilization.hpp"
#include "models/autoscaling/metrics/probes.hpp"
#include "models/autoscaling/metrics/prometheus.hpp"

namespace tiersim::lab {

namespace {

auto find_named(const Scenario& scenario, const std::string& name) {
  return std::find_if(scenario.metrics.begin(), scenario.metrics.end(),
                      [&](const NamedMetric& metric) { return metric.name == name; });
}

}  // namespace

bool MetricSources::has(const std::string& name) const {
  return find_named(scenario_, name) != scenario_.metrics.end();
}

MetricSource& MetricSources::named(const std::string& name) {
  MetricSource*& source = sources_["metric:" + name];
  if (source != nullptr) return *source;
  const NamedMetric& spec = *find_named(scenario_, name);
  Publisher& publisher = builder_.component(spec.component);
  if (spec.pipeline == MetricPath::Direct) {
    still_.push_back(
        std::make_unique<metrics::DirectMetric>(publisher, spec.metric, spec.aggregate));
    source = still_.back().get();
  } else {
    source =
        &add<metrics::PrometheusMetric>(builder_.context("metrics/" + name, 0, {}), publisher,
                                        spec.metric, spec.kind, spec.prometheus, spec.aggregate);
  }
  return *source;
}

MetricSource& MetricSources::queue(const std::string& component, const std::string& metric) {
  MetricSource*& source = sources_["queue:" + component + "/" + metric];
  if (source != nullptr) return *source;
  still_.push_back(std::make_unique<metrics::DirectMetric>(builder_.component(component), metric,
                                                           Aggregation::sum));
  source = still_.back().get();
  return *source;
}

MetricSource& MetricSources::incoming_rate(const std::string& component) {
  MetricSource*& source = sources_["rate:" + component];
  if (source != nullptr) return *source;
  constexpr metrics::PrometheusParams every_5_s{.scrape_interval = 5s, .rate_window = 10s};
  source = &add<metrics::PrometheusMetric>(builder_.context(component, 0, {}),
                                           builder_.component(component), "requests_total",
                                           MetricKind::counter, every_5_s, Aggregation::sum);
  return *source;
}

MetricSource& MetricSources::utilization(Deployment& target, const std::string& resource) {
  MetricSource*& source = sources_["pods:" + target.path() + "/" + resource];
  if (source == nullptr) source = &add<metrics::PodUtilization>(target.context(), target, resource);
  return *source;
}

metrics::MinuteMetric& MetricSources::make_minute(const AwsMetric& metric, Deployment& target) {
  using metrics::MinuteMetric;
  using metrics::MinuteStatistic;
  const Context& context = target.context();
  if (metric.kind == AwsMetric::Kind::Cpu) {
    return add<MinuteMetric>(context, metrics::CpuProbe(context, target), MinuteStatistic::average);
  }
  if (metric.kind == AwsMetric::Kind::Memory)
    return add<MinuteMetric>(context, metrics::MemoryProbe(target), MinuteStatistic::average);
  if (metric.kind == AwsMetric::Kind::RequestsPerTarget) {
    return add<MinuteMetric>(
        context, metrics::RequestsPerTargetProbe(builder_.component(metric.name), target),
        MinuteStatistic::sum);
  }
  MetricSource& source = named(metric.name);
  return add<MinuteMetric>(
      context, [&source, context] { return source.value(context.now()); },
      MinuteStatistic::average);
}

const metrics::MinuteMetric& MetricSources::minute(const AwsMetric& metric, Deployment& target) {
  const std::string key =
      target.path() + ":" + std::to_string(static_cast<int>(metric.kind)) + ":" + metric.name;
  metrics::MinuteMetric*& made = minutes_[key];
  if (made == nullptr) made = &make_minute(metric, target);
  return *made;
}

}  // namespace tiersim::lab
