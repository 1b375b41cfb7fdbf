#include "lab/scenario/read_scaled_object.hpp"

#include <string>

#include "tests/lab/scenario/scaler_fixture.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

const std::string manifest = R"(apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: api
  annotations:
    autoscaling.keda.sh/paused-scale-in: "true"
spec:
  scaleTargetRef: { name: api }
  pollingInterval: 10
  minReplicaCount: 1
  maxReplicaCount: 30
  idleReplicaCount: 0
  fallback: { failureThreshold: 3, replicas: 6 }
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown: { stabilizationWindowSeconds: 60 }
  triggers:
    - type: rabbitmq
      name: jobs
      metadata: { protocol: amqp, queueName: pool, mode: QueueLength, value: "50", excludeUnacknowledged: "true" }
    - type: redis
      metadata: { address: "redis:6379", listName: queue, listLength: "10" }
      useCachedMetrics: true
    - type: prometheus
      metricType: Value
      metadata: { query: 'sum(rate(hits[1m]))', threshold: "100", activationThreshold: "2.5" }
    - type: cron
      metadata: { timezone: Europe/Berlin, start: 0 7 * * *, end: 0 19 * * *, desiredReplicas: "4" }
    - type: cpu
      metadata: { value: "70" }
    - type: memory
      metricType: AverageValue
      metadata: { value: 512Mi }
)";

const std::string named_metrics = R"~(  "metrics": {
    "queue": { "component": "pool", "metric": "waiting", "pipeline": "direct" },
    "sum(rate(hits[1m]))": { "component": "edge", "metric": "requests_total" } },
)~";

std::string faults_of(const std::string& spec, const std::string& sections = named_metrics) {
  return in_brief(complaint_of("\"scaledObject\": " + spec, sections));
}

std::string faults_of_trigger(const std::string& trigger) {
  return faults_of("{ \"triggers\": [ " + trigger + " ] }");
}

}  // namespace

TEST_CASE("a ScaledObject named by file is read as Kubernetes writes it", "[keda]") {
  const Reading reading =
      read({{"s.json", with_scaler(R"("scaledObject": "so.yaml")", named_metrics)},
            {"so.yaml", manifest}});
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const ComponentSpec& api = *reading.scenario->find("api");
  const auto& use = std::get<ScaledObjectUse>(api.autoscaler.value().scaler);
  const keda::ScaledObjectSpec& spec = use.spec;
  CHECK(spec.pollingInterval == 10);
  CHECK(spec.cooldownPeriod == 300);
  CHECK(spec.idleReplicaCount == 0);
  CHECK(spec.fallback->replicas == 6);
  CHECK(spec.behavior->scaleDown->stabilizationWindowSeconds == 60);
  CHECK(spec.pause.scale_in);
  CHECK_FALSE(spec.pause.is_whole());
  REQUIRE(spec.triggers.size() == 6);
  REQUIRE(use.triggers.size() == 6);
  const auto& rabbitmq = std::get<keda::RabbitMqMetadata>(spec.triggers[0].metadata);
  CHECK(rabbitmq.value == 50);
  CHECK(rabbitmq.excludeUnacknowledged);
  CHECK(use.triggers[0].queue == "pool");
  CHECK(std::get<keda::RedisListMetadata>(spec.triggers[1].metadata).listLength == 10);
  CHECK(spec.triggers[1].useCachedMetrics);
  CHECK(use.triggers[1].metric == "queue");
  const auto& query = std::get<keda::PrometheusMetadata>(spec.triggers[2].metadata);
  CHECK(query.threshold == 100);
  CHECK(query.activationThreshold == 2.5);
  CHECK(spec.triggers[2].metricType == "Value");
  CHECK(use.triggers[2].metric == "sum(rate(hits[1m]))");
  CHECK(std::get<keda::CronMetadata>(spec.triggers[3].metadata).desiredReplicas == 4);
  CHECK(std::get<keda::ResourceMetadata>(spec.triggers[4].metadata).utilization == 70);
  CHECK(std::get<keda::ResourceMetadata>(spec.triggers[5].metadata).average->milli ==
        std::int64_t{512} * 1024 * 1024 * 1000);
  CHECK(api.replicas_min() == 0);
  CHECK(api.replicas_max() == 30);
}

TEST_CASE("faults of triggers, word for word", "[keda]") {
  CHECK(faults_of_trigger(R"({ "type": "kafka", "metadata": {} })") ==
        R"~(no trigger of type "kafka" is modelled
  types: cpu, cron, memory, prometheus, rabbitmq, redis
)~");
  CHECK(faults_of_trigger(
            R"({ "type": "redis", "metadata": { "listName": "poool", "listLength": 5 } })") ==
        R"~(a trigger of type redis names the queue "poool", which nothing stands for
  did you mean "pool"? components with a line: pool, db; or add "metrics": { "poool": { "component": "…", "metric": "waiting" } }
"listLength" is the number 5; metadata of triggers are texts
  put it in quotation marks
)~");
  CHECK(faults_of_trigger(
            R"({ "type": "redis", "metadata": { "listNam": "queue", "listLength": "five" } })") ==
        R"~(the metadata of a trigger of type redis has no field "listNam"
  did you mean "listName"? its fields: activationListLength, address, addressFromEnv, databaseIndex, enableTLS, host, hostFromEnv, listLength, listName, passwordFromEnv, port, portFromEnv, unsafeSsl, usernameFromEnv
"listLength" holds no number: "five"
  write "10"
)~");
  CHECK(
      faults_of_trigger(
          R"({ "type": "rabbitmq", "metadata": { "queueName": "queue", "mode": "MessageRate", "excludeUnacknowledged": "yes" } })") ==
      R"~(the mode MessageRate needs a component, and "queue" is a metric
  name the component whose requests are the messages
"excludeUnacknowledged" is neither true nor false: "yes"
  write "true" or "false"
)~");
  CHECK(faults_of_trigger(R"({ "type": "prometheus", "metadata": { "query": "up" } })") ==
        R"~(a trigger of type prometheus needs "threshold"
  add "threshold": "100", a replica's share
a trigger of type prometheus names the metric "up", which nothing stands for
  metrics: queue, sum(rate(hits[1m])); or add "metrics": { "up": { "component": "…", "metric": "requests_total" } }
)~");
  CHECK(
      faults_of_trigger(
          R"({ "type": "cron", "metadata": { "timezone": "Europe/Berln", "start": "7 o'clock", "end": "0 19 * * *", "desiredReplicas": "0" } })") ==
      R"~(there is no time zone "Europe/Berln" here
  did you mean "Europe/Berlin"? or write "UTC", "Europe/Berlin", or the rule itself: "CET-1CEST,M3.5.0,M10.5.0/3"
"7 o'clock" is no schedule: "7 o'clock" has 2 fields; write five: minute, hour, day of month, month, day of week
  write minute, hour, day of month, month and day of week: "0 7 * * 1-5"
)~");
  CHECK(
      faults_of_trigger(
          R"({ "type": "cron", "metadata": { "timezone": "UTC", "start": "0 7 * * *", "end": "0 19 * * *", "desiredReplicas": "0" } })") ==
      R"~("triggers[0].desiredReplicas" must be given, and greater than 0
)~");
  CHECK(faults_of_trigger(R"({ "type": "cpu", "metadata": { "value": "half" } })") ==
        R"~("value" is no percentage: "half"
  write "70"
)~");
  CHECK(faults_of_trigger(R"({ "type": "cpu" })") ==
        R"~(a trigger of type cpu needs "metadata"
  it holds containerName, value
)~");
}

TEST_CASE("faults of a ScaledObject, word for word", "[keda]") {
  CHECK(faults_of(R"({})") ==
        R"~(a ScaledObject needs "triggers"
  add "triggers": [ { "type": "prometheus", "metadata": { … } } ]
)~");
  CHECK(faults_of(R"({ "minReplicaCount": 5, "maxReplicaCount": 2, "triggers": [] })") ==
        R"~("maxReplicaCount" must be 1 or more, and minReplicaCount or more
"triggers" must name at least one
)~");
  CHECK(
      faults_of(
          R"({ "triggers": [ { "type": "cpu", "metadata": { "value": "70" } } ], "fallback": { "replicas": 3 } })") ==
      R"~("fallback" needs "failureThreshold"
  write { "failureThreshold": 3, "replicas": 6 }
)~");
  CHECK(
      faults_of(
          R"({ "kind": "ScaledObject", "metadata": { "annotations": { "autoscaling.keda.sh/paused": true } }, "spec": { "triggers": [ { "type": "cpu", "metadata": { "value": "70" } } ] } })") ==
      R"~("paused" is true
  write "true" or "false"
)~");
  CHECK(
      faults_of(
          R"({ "advanced": { "horizontalPodAutoscalerConfig": { "behavior": { "scaleDown": { "stabilizationWindowSeconds": 9999 } } } }, "triggers": [ { "type": "cpu", "metadata": { "value": "70" } } ] })") ==
      R"~("advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds" must be 0 to 3600 seconds, is 9999
)~");
}
