#include "lab/scenario/read_aws_metric.hpp"

#include <algorithm>
#include <map>

#include "lab/scenario/metric_names.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

const std::map<std::string, AwsMetric::Kind, std::less<>>& predefined_metrics() {
  static const std::map<std::string, AwsMetric::Kind, std::less<>> types{
      {"ALBRequestCountPerTarget", AwsMetric::Kind::RequestsPerTarget},
      {"ECSServiceAverageCPUUtilization", AwsMetric::Kind::Cpu},
      {"ECSServiceAverageMemoryUtilization", AwsMetric::Kind::Memory}};
  return types;
}

}  // namespace

AwsMetric AwsMetricReader::named_metric(const Node& node, const std::string& owner) {
  const std::string name = text(node, "MetricName", owner,
                                "name CPUUtilization, MemoryUtilization or a metric of the "
                                "section \"metrics\"");
  if (name == "CPUUtilization") return {AwsMetric::Kind::Cpu, {}};
  if (name == "MemoryUtilization") return {AwsMetric::Kind::Memory, {}};
  const Node* written = node.find("MetricName");
  if (written != nullptr && written->is_string())
    static_cast<void>(metric_named(context_, *written, owner));
  return {AwsMetric::Kind::Named, name};
}

AwsMetric AwsMetricReader::predefined(const Node& node) {
  const std::string owner = "\"PredefinedMetricSpecification\"";
  if (!open(node, owner, {"PredefinedMetricType", "ResourceLabel"})) return {};
  std::vector<std::string> names;
  for (const auto& [name, kind] : predefined_metrics()) names.push_back(name);
  const std::string type = text(node, "PredefinedMetricType", owner, "types: " + joined(names));
  const Node* written = node.find("PredefinedMetricType");
  const auto known = predefined_metrics().find(type);
  if (known == predefined_metrics().end()) {
    if (written != nullptr && written->is_string()) {
      reader_.fault(*written, "no predefined metric " + quote(type) + " is modelled",
                    hint_with_list(type, names, "types: "));
    }
    return {};
  }
  if (known->second != AwsMetric::Kind::RequestsPerTarget) return {known->second, {}};
  return {known->second, balancer(node, owner)};
}

std::string AwsMetricReader::balancer(const Node& node, const std::string& owner) {
  const std::string name =
      text(node, "ResourceLabel", owner, "name the load balancer: \"ResourceLabel\": \"edge\"");
  const Node* written = node.find("ResourceLabel");
  if (written == nullptr || !written->is_string()) return name;
  std::vector<std::string> balancers;
  for (const NamedKind& component : reader_.components()) {
    if (component.kind == "load_balancer") balancers.push_back(component.name);
  }
  if (std::find(balancers.begin(), balancers.end(), name) == balancers.end()) {
    reader_.fault(*written, "there is no load balancer " + quote(name),
                  balancers.empty() ? "there is none in this scenario"
                                    : hint_with_list(name, balancers, "load balancers: "));
  }
  return name;
}

}  // namespace tiersim::lab
