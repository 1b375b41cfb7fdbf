#include "lab/scenario/read_triggers.hpp"

#include <algorithm>
#include <map>

#include "lab/scenario/metric_names.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// Metadata that each type of trigger may have. Those of connections and log-ins say nothing about
/// a run. Source: kedacore/keda pkg/scalers.
const std::map<std::string, std::vector<std::string>, std::less<>>& metadata_keys() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> keys{
      {"redis",
       {"activationListLength", "address", "addressFromEnv", "databaseIndex", "enableTLS", "host",
        "hostFromEnv", "listLength", "listName", "passwordFromEnv", "port", "portFromEnv",
        "unsafeSsl", "usernameFromEnv"}},
      {"rabbitmq",
       {"activationValue", "excludeUnacknowledged", "host", "hostFromEnv", "mode", "protocol",
        "queueName", "timeout", "unsafeSsl", "value", "vhostName"}},
      {"prometheus",
       {"activationThreshold", "authModes", "ignoreNullValues", "namespace", "query",
        "serverAddress", "threshold", "timeout", "unsafeSsl"}},
      {"cron", {"desiredReplicas", "end", "start", "timezone"}},
      {"cpu", {"containerName", "value"}},
      {"memory", {"containerName", "value"}}};
  return keys;
}

std::vector<std::string> trigger_types() {
  std::vector<std::string> types;
  for (const auto& [type, keys] : metadata_keys()) types.push_back(type);
  return types;
}

}  // namespace

std::optional<std::string> TriggerReader::entry(const std::string& key) {
  const Node* node = present(*metadata_, key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_string()) {
    reader_.fault(*node, quote(key) + " is " + in_words(*node) + "; metadata of triggers are texts",
                  "put it in quotation marks");
    return std::nullopt;
  }
  reader_.note(slot_at(*node, key), node->text, "");
  return node->text;
}

std::string TriggerReader::needed(const std::string& key, const std::string& example) {
  const auto value = entry(key);
  if (!value && present(*metadata_, key) == nullptr)
    needs(*metadata_, key, owner_, "add \"" + key + "\": \"" + example + "\"");
  return value.value_or("");
}

std::optional<double> TriggerReader::number_entry(const std::string& key) {
  const auto written = entry(key);
  if (!written) return std::nullopt;
  const std::optional<double> value = whole_number_text(*written);
  if (!value) {
    reader_.fault(*metadata_->find(key), quote(key) + " holds no number: " + quote(*written),
                  "write \"10\"");
  }
  return value;
}

void TriggerReader::take(const std::string& key, double& out) {
  if (const auto value = number_entry(key))
    out = *value;
  else if (present(*metadata_, key) == nullptr)
    assume(*metadata_, key, write_number(out), "");
}

void TriggerReader::take(const std::string& key, std::int64_t& out) {
  auto value = static_cast<double>(out);
  take(key, value);
  constexpr double most = 9e15;
  const bool whole = value >= -most && value <= most &&
                     value == static_cast<double>(static_cast<std::int64_t>(value));
  if (whole)
    out = static_cast<std::int64_t>(value);
  else
    reader_.fault(*metadata_->find(key), quote(key) + " holds no whole number", "write \"10\"");
}

void TriggerReader::take(const std::string& key, bool& out) {
  const auto written = entry(key);
  if (!written) {
    if (present(*metadata_, key) == nullptr) assume(*metadata_, key, out ? "true" : "false", "");
    return;
  }
  out = *written == "true";
  if (*written != "true" && *written != "false") {
    reader_.fault(*metadata_->find(key),
                  quote(key) + " is neither true nor false: " + quote(*written),
                  R"(write "true" or "false")");
  }
}

std::optional<cron::Expression> TriggerReader::schedule(const std::string& key) {
  const std::string written = needed(key, "0 7 * * 1-5");
  const Node* node = metadata_->find(key);
  if (node == nullptr || !node->is_string()) return std::nullopt;
  cron::ExpressionReading reading = cron::parse_expression(written);
  if (!reading.expression) {
    reader_.fault(*node, quote(written) + " is no schedule: " + reading.error,
                  R"(write minute, hour, day of month, month and day of week: "0 7 * * 1-5")");
  }
  return reading.expression;
}

void TriggerReader::find_queue(const std::string& key, TriggerUse& use) {
  const std::string name = needed(key, "jobs");
  const Node* node = metadata_->find(key);
  if (node == nullptr || !node->is_string()) return;
  const auto has_name = [&](const auto& known) { return known.name == name; };
  if (std::any_of(context_.metrics.begin(), context_.metrics.end(), has_name)) {
    use.metric = name;
    return;
  }
  std::vector<std::string> queues;
  for (const NamedKind& component : reader_.components()) {
    const std::vector<PublishedMetric> published = published_by(component.kind);
    const bool has_line = std::any_of(published.begin(), published.end(),
                                      [](const auto& known) { return known.name == "waiting"; });
    if (has_line && component.kind != "deployment") queues.push_back(component.name);
  }
  if (std::find(queues.begin(), queues.end(), name) != queues.end()) {
    use.queue = name;
    return;
  }
  reader_.fault(
      *node, owner_ + " names the queue " + quote(name) + ", which nothing stands for",
      (queues.empty() ? std::string("add ")
                      : hint_with_list(name, queues, "components with a line: ") + "; or add ") +
          "\"metrics\": { " + quote(name) + R"(: { "component": "…", "metric": "waiting" } })");
}

void TriggerReader::read_redis(ReadTrigger& read) {
  keda::RedisListMetadata redis;
  redis.listName = needed("listName", "jobs");
  if (!redis.listName.empty()) find_queue("listName", read.use);
  take("listLength", redis.listLength);
  take("activationListLength", redis.activationListLength);
  read.trigger.metadata = std::move(redis);
}

void TriggerReader::read_rabbitmq(ReadTrigger& read) {
  keda::RabbitMqMetadata queue;
  queue.queueName = needed("queueName", "jobs");
  if (!queue.queueName.empty()) find_queue("queueName", read.use);
  queue.mode = entry("mode").value_or(queue.mode);
  queue.value = number_entry("value");
  take("activationValue", queue.activationValue);
  take("excludeUnacknowledged", queue.excludeUnacknowledged);
  if (queue.mode == "MessageRate" && !read.use.metric.empty()) {
    reader_.fault(
        *metadata_->find("queueName"),
        "the mode MessageRate needs a component, and " + quote(queue.queueName) + " is a metric",
        "name the component whose requests are the messages");
  }
  read.trigger.metadata = std::move(queue);
}

void TriggerReader::read_prometheus(ReadTrigger& read) {
  keda::PrometheusMetadata query;
  read.use.metric = needed("query", "requests_per_second");
  const Node* node = metadata_->find("query");
  if (node != nullptr && node->is_string())
    static_cast<void>(metric_named(context_, *node, owner_));
  if (present(*metadata_, "threshold") != nullptr)
    take("threshold", query.threshold);
  else
    needs(*metadata_, "threshold", owner_, R"(add "threshold": "100", a replica's share)");
  take("activationThreshold", query.activationThreshold);
  take("ignoreNullValues", query.ignoreNullValues);
  read.trigger.metadata = query;
}

void TriggerReader::read_cron(ReadTrigger& read) {
  const auto start = schedule("start");
  const auto end = schedule("end");
  const std::string name = needed("timezone", "Europe/Berlin");
  const std::optional<cron::TimeZone> zone = time_zone(name);
  const Node* written = metadata_->find("timezone");
  if (!zone && written != nullptr && written->is_string()) {
    reader_.fault(*written, "there is no time zone " + quote(name) + " here", time_zone_hint(name));
  }
  std::int64_t replicas = 0;
  if (present(*metadata_, "desiredReplicas") != nullptr)
    take("desiredReplicas", replicas);
  else
    needs(*metadata_, "desiredReplicas", owner_, R"(add "desiredReplicas": "5")");
  if (start && end && zone)
    read.trigger.metadata = keda::CronMetadata{*start, *end, *zone, replicas};
}

void TriggerReader::read_resource(const std::string& type, ReadTrigger& read) {
  keda::ResourceMetadata resource;
  resource.resource = type;
  resource.containerName = entry("containerName").value_or("");
  const std::string value = needed("value", "70");
  const Node* node = metadata_->find("value");
  if (node != nullptr && node->is_string()) {
    const std::optional<double> percent = whole_number_text(value);
    if (read.trigger.metricType == "Utilization" && percent && *percent >= 0 && *percent < 1e9)
      resource.utilization = static_cast<std::int32_t>(*percent);
    else if (const auto amount = parse_quantity(value);
             amount && read.trigger.metricType != "Utilization")
      resource.average = amount;
    else
      reader_.fault(
          *node,
          "\"value\" is no " +
              std::string(read.trigger.metricType == "Utilization" ? "percentage" : "quantity") +
              ": " + quote(value),
          read.trigger.metricType == "Utilization" ? R"(write "70")" : R"(write "500m" or "1Gi")");
  }
  read.trigger.metadata = std::move(resource);
}

std::optional<ReadTrigger> TriggerReader::read(const Node& node) {
  const std::size_t faults_before = reader_.faults();
  if (!open(node, "a trigger",
            {"type", "name", "metricType", "useCachedMetrics", "metadata", "authenticationRef"}))
    return std::nullopt;
  const std::string type = text(node, "type", "a trigger", "types: " + joined(trigger_types()));
  owner_ = "a trigger of type " + type;
  const auto keys = metadata_keys().find(type);
  if (keys == metadata_keys().end()) {
    if (const Node* written = node.find("type"); written != nullptr && written->is_string()) {
      reader_.fault(*written, "no trigger of type " + quote(type) + " is modelled",
                    hint_with_list(type, trigger_types(), "types: "));
    }
    return std::nullopt;
  }
  ReadTrigger read;
  const bool of_pods = type == "cpu" || type == "memory";
  read.trigger.name = optional_text(node, "name").value_or("");
  read.trigger.metricType =
      optional_text(node, "metricType").value_or(of_pods ? "Utilization" : "AverageValue");
  read.trigger.useCachedMetrics = flag(node, "useCachedMetrics").value_or(false);
  metadata_ = node.find("metadata");
  if (metadata_ == nullptr) {
    needs(node, "metadata", owner_, "it holds " + joined(keys->second));
    return std::nullopt;
  }
  if (!open(*metadata_, "the metadata of " + owner_, keys->second)) return std::nullopt;
  if (type == "redis") read_redis(read);
  if (type == "rabbitmq") read_rabbitmq(read);
  if (type == "prometheus") read_prometheus(read);
  if (type == "cron") read_cron(read);
  if (of_pods) read_resource(type, read);
  if (reader_.faults() != faults_before) return std::nullopt;
  return read;
}

}  // namespace tiersim::lab
