#pragma once
#include <array>
#include <string>

#include "models/autoscaling/metric_source.hpp"
#include "models/autoscaling/metrics/prometheus.hpp"
#include "models/published.hpp"

namespace tiersim::lab {

/// What lies between a published number and the loop that looks at it.
enum class MetricPath { Prometheus, Direct };

constexpr auto enum_names(MetricPath) {
  using Name = EnumName<MetricPath>;
  return std::array{
      Name{MetricPath::Prometheus, "prometheus",
           "Scraped every scrape_interval; a counter is asked for as its rate."},
      Name{MetricPath::Direct, "direct", "Asked for at its source: the length of a queue."}};
}

/// A metric under the name that autoscalers use: what it stands for in this house.
struct NamedMetric {
  std::string name;
  std::string component;
  std::string metric;
  MetricPath pipeline = MetricPath::Prometheus;
  metrics::PrometheusParams prometheus;
  Aggregation aggregate = Aggregation::sum;
  MetricKind kind = MetricKind::gauge;  ///< of what the component publishes

  static void describe(auto& field, auto& p) {
    field("component", p.component, required, "The component that publishes it.");
    field("metric", p.metric, required, "What it publishes: \"requests_total\", \"waiting\", …");
    field("pipeline", p.pipeline, any_value, "How autoscalers come to know of it.");
    metrics::PrometheusParams::describe(field, p.prometheus);
    field("aggregate", p.aggregate, any_value, "How the series of several pods become one number.");
  }
};

}  // namespace tiersim::lab
