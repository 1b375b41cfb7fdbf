#include "models/autoscaling/keda/triggers.hpp"

#include <cmath>

namespace tiersim::keda {
namespace {

constexpr double queue_length_default = 20;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// The target of an external metric, in thousandths, cut off.
std::int64_t target_milli(const TriggerMetadata& metadata) {
  const auto milli = [](double value) { return static_cast<std::int64_t>(value * 1000); };
  return std::visit(Overloaded{
                        [](const RedisListMetadata& redis) { return redis.listLength * 1000; },
                        [&](const RabbitMqMetadata& queue) {
                          return milli(queue.value.value_or(queue_length_default));
                        },
                        [&](const PrometheusMetadata& query) { return milli(query.threshold); },
                        [](const CronMetadata&) { return std::int64_t{1000}; },
                        [](const ResourceMetadata&) { return std::int64_t{0}; },
                    },
                    metadata);
}

std::string external_name(const TriggerMetadata& metadata) {
  if (const auto* redis = std::get_if<RedisListMetadata>(&metadata))
    return "redis-" + redis->listName;
  if (const auto* queue = std::get_if<RabbitMqMetadata>(&metadata))
    return "rabbitmq-" + queue->queueName;
  return std::holds_alternative<CronMetadata>(metadata) ? "cron" : "prometheus";
}

MetricSpec resource_metric(const ResourceMetadata& metadata) {
  MetricSpec metric;
  metric.type = metadata.containerName.empty() ? "Resource" : "ContainerResource";
  metric.name = metadata.resource;
  metric.container = metadata.containerName;
  metric.target =
      metadata.utilization
          ? MetricTarget{.type = "Utilization", .averageUtilization = metadata.utilization}
          : MetricTarget{.type = "AverageValue", .averageValue = metadata.average};
  return metric;
}

class Findings {
 public:
  explicit Findings(std::string type) : type_(std::move(type)) {}

  void need(bool holds, const char* field, const char* message) {
    if (!holds) violations.push_back({field, "trigger." + type_ + "." + field, message});
  }

  std::vector<SpecViolation> violations{};

 private:
  std::string type_;
};

void check(const RabbitMqMetadata& queue, Findings& findings) {
  const bool rate = queue.mode == "MessageRate";
  findings.need(rate || queue.mode == "QueueLength", "mode",
                "must be QueueLength or MessageRate; other modes are not modelled");
  findings.need(!rate || queue.value.has_value(), "value", "must be given for MessageRate");
  findings.need(queue.value.value_or(1) >= 0.001, "value", "must be greater than 0");
}

void check(const Trigger& trigger, const ResourceMetadata& resource, Findings& findings) {
  findings.need(resource.resource == "cpu" || resource.resource == "memory", "resource",
                "must be cpu or memory");
  const bool utilization = trigger.metricType == "Utilization";
  findings.need(utilization || trigger.metricType == "AverageValue", "metricType",
                "must be Utilization or AverageValue");
  findings.need(utilization
                    ? resource.utilization.value_or(0) > 0 && !resource.average
                    : resource.average.value_or(Quantity{}).milli > 0 && !resource.utilization,
                "value",
                utilization ? "must be a percentage greater than 0, such as 70"
                            : "must be a quantity greater than 0, such as \"500m\"");
  findings.need(!trigger.useCachedMetrics, "useCachedMetrics",
                "must be false: KEDA does not read this metric");
}

}  // namespace

std::string type_of(const Trigger& trigger) {
  return std::visit(Overloaded{
                        [](const RedisListMetadata&) { return std::string("redis"); },
                        [](const RabbitMqMetadata&) { return std::string("rabbitmq"); },
                        [](const PrometheusMetadata&) { return std::string("prometheus"); },
                        [](const CronMetadata&) { return std::string("cron"); },
                        [](const ResourceMetadata& resource) { return resource.resource; },
                    },
                    trigger.metadata);
}

std::vector<SpecViolation> validate(const Trigger& trigger) {
  Findings findings(type_of(trigger));
  if (const auto* resource = std::get_if<ResourceMetadata>(&trigger.metadata)) {
    check(trigger, *resource, findings);
    return std::move(findings.violations);
  }
  findings.need(trigger.metricType == "AverageValue" || trigger.metricType == "Value", "metricType",
                "must be AverageValue or Value; Utilization is of cpu and memory");
  if (const auto* redis = std::get_if<RedisListMetadata>(&trigger.metadata)) {
    findings.need(redis->listLength > 0, "listLength", "must be greater than 0");
  } else if (const auto* queue = std::get_if<RabbitMqMetadata>(&trigger.metadata)) {
    check(*queue, findings);
  } else if (const auto* query = std::get_if<PrometheusMetadata>(&trigger.metadata)) {
    findings.need(query->threshold >= 0.001 && std::isfinite(query->threshold), "threshold",
                  "must be given, and greater than 0");
  } else if (const auto* window = std::get_if<CronMetadata>(&trigger.metadata)) {
    findings.need(window->desiredReplicas > 0, "desiredReplicas",
                  "must be given, and greater than 0");
  }
  return std::move(findings.violations);
}

MetricSpec metric_of(const Trigger& trigger, std::size_t place) {
  if (const auto* resource = std::get_if<ResourceMetadata>(&trigger.metadata))
    return resource_metric(*resource);
  MetricSpec metric;
  metric.type = "External";
  metric.name = "s" + std::to_string(place) + "-" + external_name(trigger.metadata);
  const Quantity target = Quantity::of_milli(target_milli(trigger.metadata));
  metric.target.type = trigger.metricType;
  (trigger.metricType == "Value" ? metric.target.value : metric.target.averageValue) = target;
  return metric;
}

}  // namespace tiersim::keda
