// The names that autoscalers use for metrics, and what they stand for in this house.
#include <algorithm>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/metric_names.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// Finds the component and what it publishes; false after a fault.
bool find_published(Reader& reader, const Node& node, NamedMetric& metric) {
  const std::vector<std::string> components = reader.component_names();
  if (std::find(components.begin(), components.end(), metric.component) == components.end()) {
    reader.fault(node.find("component") != nullptr ? *node.find("component") : node,
                 "there is no component " + quote(metric.component),
                 hint_with_list(metric.component, components, "components: "));
    return false;
  }
  const std::string kind = reader.kind_of(metric.component);
  const std::vector<PublishedMetric> published = published_by(kind);
  for (const PublishedMetric& known : published) {
    if (known.name != metric.metric) continue;
    metric.kind = known.kind;
    return true;
  }
  if (published.empty()) return false;  // there is no such kind: said where it stands
  std::vector<std::string> names;
  for (const PublishedMetric& known : published) names.emplace_back(known.name);
  reader.fault(*node.find("metric"),
               with_article(kind) + " publishes no metric " + quote(metric.metric),
               hint_with_list(metric.metric, names, "it publishes: "));
  return false;
}

void check_pipeline(Reader& reader, const Node& node, const NamedMetric& metric) {
  const bool counter = metric.kind == MetricKind::counter;
  if (counter && metric.pipeline == MetricPath::Direct) {
    reader.fault(*node.find("pipeline"),
                 quote(metric.metric) + " counts all that ever happened: as it is it only grows",
                 "take the pipeline prometheus, which makes a rate of it");
  }
  const metrics::PrometheusParams& scraped = metric.prometheus;
  if (counter && metric.pipeline == MetricPath::Prometheus &&
      scraped.rate_window < 2 * scraped.scrape_interval) {
    const Node* window = node.find("rate_window");
    reader.fault(window != nullptr ? *window : node,
                 "a rate over " + write_text(scraped.rate_window) + " with a scrape every " +
                     write_text(scraped.scrape_interval) + " has no two points to be taken from",
                 "make \"rate_window\" twice \"scrape_interval\" at least");
  }
}

}  // namespace

std::vector<PublishedMetric> published_by(std::string_view kind) {
  std::vector<PublishedMetric> published;
  for_each_kind([&]<class Params>(const Params*) {
    if (Params::kind != kind) return;
    published.assign(published_by_all.begin(), published_by_all.end());
    if constexpr (requires { Params::published; })
      published.insert(published.end(), Params::published.begin(), Params::published.end());
  });
  return published;
}

void read_metrics(Reader& reader, const Node& root, Scenario& scenario) {
  const Node* section = root.find("metrics");
  if (section == nullptr || !reader.expect_map(*section, "metrics")) return;
  for (const Member& member : section->members) {
    NamedMetric metric;
    metric.name = member.key;
    const std::size_t faults_before = reader.faults();
    read_struct(reader, slot_at(member.value, member.key), "a metric", metric);
    if (reader.faults() == faults_before && find_published(reader, member.value, metric))
      check_pipeline(reader, member.value, metric);
    scenario.metrics.push_back(std::move(metric));
  }
}

const NamedMetric* metric_named(ReadingContext& context, const Node& node, std::string_view user) {
  std::vector<std::string> names;
  for (const NamedMetric& metric : context.metrics) {
    if (metric.name == node.text) return &metric;
    names.push_back(metric.name);
  }
  context.reader.fault(
      node,
      std::string(user) + " names the metric " + quote(node.text) + ", which nothing stands for",
      (names.empty() ? std::string("add ")
                     : hint_with_list(node.text, names, "metrics: ") + "; or add ") +
          "\"metrics\": { " + quote(node.text) +
          R"(: { "component": "…", "metric": "requests_total" } })");
  return nullptr;
}

}  // namespace tiersim::lab
