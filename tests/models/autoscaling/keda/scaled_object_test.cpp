#include "models/autoscaling/keda/scaled_object.hpp"

#include "tests/models/autoscaling/keda/keda_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::keda;
using namespace tiersim::keda::fixture;

TEST_CASE("section 2: the defaults of a ScaledObject", "[keda]") {
  const ScaledObjectSpec spec;
  CHECK(spec.pollingInterval == 30);
  CHECK(spec.cooldownPeriod == 300);
  CHECK(spec.initialCooldownPeriod == 0);
  CHECK(spec.minReplicaCount == 0);
  CHECK(spec.maxReplicaCount == 100);
  CHECK_FALSE(spec.idleReplicaCount);
  CHECK_FALSE(spec.fallback);
  CHECK(Fallback{}.behavior == "static");
  CHECK(Trigger{}.metricType == "AverageValue");
  CHECK_FALSE(Trigger{}.useCachedMetrics);
}

TEST_CASE("section 2: the HPA has one pod at least, the same maximum, a metric per trigger",
          "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.triggers.push_back(cpu_trigger());
  HorizontalPodAutoscalerSpec hpa = hpa_spec_of(spec);
  CHECK(hpa.minReplicas == 1);
  CHECK(hpa.maxReplicas == 100);
  REQUIRE(hpa.metrics->size() == 2);
  CHECK((*hpa.metrics)[0].type == "External");
  CHECK((*hpa.metrics)[0].name == "s0-rabbitmq-orders");
  CHECK((*hpa.metrics)[0].target.type == "AverageValue");
  CHECK((*hpa.metrics)[0].target.averageValue->milli == 20'000);
  CHECK((*hpa.metrics)[1].type == "Resource");
  CHECK((*hpa.metrics)[1].target.averageUtilization == 70);
  spec.minReplicaCount = 3;
  CHECK(hpa_spec_of(spec).minReplicas == 3);
}

TEST_CASE("section 2: without a behavior of its own the HPA has none", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  CHECK_FALSE(hpa_spec_of(spec).behavior);
  spec.behavior = ScalingBehavior{.scaleUp = ScalingRules{.stabilizationWindowSeconds = 60}};
  CHECK(hpa_spec_of(spec).behavior->scaleUp->stabilizationWindowSeconds == 60);
}

TEST_CASE("section 2: paused-scale-in and paused-scale-out disable a direction of the HPA",
          "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.pause.scale_in = true;
  HorizontalPodAutoscalerSpec hpa = hpa_spec_of(spec);
  CHECK(hpa.behavior->scaleDown->selectPolicy == "Disabled");
  CHECK_FALSE(hpa.behavior->scaleUp);
  spec.behavior = ScalingBehavior{.scaleUp = ScalingRules{.stabilizationWindowSeconds = 60}};
  spec.pause = {.scale_out = true};
  hpa = hpa_spec_of(spec);
  CHECK(hpa.behavior->scaleUp->selectPolicy == "Disabled");
  CHECK(hpa.behavior->scaleUp->stabilizationWindowSeconds == 60);
  CHECK_FALSE(hpa.behavior->scaleDown);
}

TEST_CASE("section 2: metric type Value goes to the HPA as it is", "[keda]") {
  Trigger trigger{.metadata = PrometheusMetadata{.threshold = 12.5}, .metricType = "Value"};
  const MetricSpec metric = metric_of(trigger, 2);
  CHECK(metric.name == "s2-prometheus");
  CHECK(metric.target.type == "Value");
  CHECK(metric.target.value->milli == 12'500);
  CHECK_FALSE(metric.target.averageValue);
}

TEST_CASE("section 2: redis counts five to a replica, rabbitmq twenty, cron one", "[keda]") {
  const auto target = [](TriggerMetadata metadata) {
    return metric_of({.metadata = std::move(metadata)}, 0).target.averageValue->milli;
  };
  CHECK(target(RedisListMetadata{}) == 5'000);
  CHECK(target(RabbitMqMetadata{}) == 20'000);
  CHECK(target(CronMetadata{.start = cron::civil::at_times("0 8 * * *"),
                            .end = cron::civil::at_times("0 20 * * *"),
                            .desiredReplicas = 7}) == 1'000);
}

TEST_CASE("section 2: cpu and memory may look at one container, or at an average", "[keda]") {
  const Trigger trigger{.metadata = ResourceMetadata{.resource = "memory",
                                                     .containerName = "app",
                                                     .average = Quantity::of_milli(5'000)}};
  const MetricSpec metric = metric_of(trigger, 0);
  CHECK(metric.type == "ContainerResource");
  CHECK(metric.container == "app");
  CHECK(metric.target.averageValue->milli == 5'000);
  CHECK(validate(trigger).empty());
}

TEST_CASE("section 2: what KEDA would refuse is told, field by field", "[keda]") {
  const auto refused = [](auto change) {
    ScaledObjectSpec spec = queue_object();
    change(spec);
    const auto violations = validate(spec);
    return violations.size() == 1 ? violations[0].field : std::to_string(violations.size());
  };
  CHECK(refused([](ScaledObjectSpec&) {}) == "0");
  CHECK(refused([](auto& s) { s.idleReplicaCount = 0; }) == "idleReplicaCount");
  CHECK(refused([](auto& s) {
          s.minReplicaCount = 2;
          s.idleReplicaCount = 2;
        }) == "idleReplicaCount");
  CHECK(refused([](auto& s) {
          s.minReplicaCount = 2;
          s.idleReplicaCount = 0;
        }) == "0");
  CHECK(refused([](auto& s) { s.minReplicaCount = 101; }) == "maxReplicaCount");
  CHECK(refused([](auto& s) { s.minReplicaCount = -1; }) == "minReplicaCount");
  CHECK(refused([](auto& s) { s.pollingInterval = 0; }) == "pollingInterval");
  CHECK(refused([](auto& s) { s.cooldownPeriod = -1; }) == "cooldownPeriod");
  CHECK(refused([](auto& s) { s.initialCooldownPeriod = -1; }) == "initialCooldownPeriod");
  CHECK(refused([](auto& s) { s.pause.paused_replicas = -1; }) == "paused-replicas");
  CHECK(refused([](auto& s) { s.fallback = Fallback{.failureThreshold = -1}; }) ==
        "fallback.failureThreshold");
  CHECK(refused([](auto& s) { s.fallback = Fallback{.replicas = -1}; }) == "fallback.replicas");
  CHECK(refused([](auto& s) { s.fallback = Fallback{.behavior = "wild"}; }) == "fallback.behavior");
  CHECK(refused([](auto& s) {
          s.triggers = {cpu_trigger()};
          s.fallback = Fallback{.replicas = 3};
        }) == "fallback");
  CHECK(refused([](auto& s) { s.triggers.clear(); }) == "triggers");
  CHECK(refused([](auto& s) { s.triggers[0].metricType = "Utilization"; }) ==
        "triggers[0].metricType");
}

TEST_CASE("section 2: what a trigger needs", "[keda]") {
  const auto refused = [](const Trigger& trigger) {
    const auto violations = validate(trigger);
    return violations.size() == 1 ? violations[0].rule : std::to_string(violations.size());
  };
  CHECK(refused({.metadata = RedisListMetadata{.listLength = 0}}) == "trigger.redis.listLength");
  CHECK(refused({.metadata = RabbitMqMetadata{.mode = "Excess", .value = 1}}) ==
        "trigger.rabbitmq.mode");
  CHECK(refused({.metadata = RabbitMqMetadata{.mode = "MessageRate"}}) == "trigger.rabbitmq.value");
  CHECK(refused({.metadata = RabbitMqMetadata{.value = 0}}) == "trigger.rabbitmq.value");
  CHECK(refused({.metadata = PrometheusMetadata{}}) == "trigger.prometheus.threshold");
  CHECK(refused({.metadata = CronMetadata{.start = cron::civil::at_times("0 8 * * *"),
                                          .end = cron::civil::at_times("0 20 * * *")}}) ==
        "trigger.cron.desiredReplicas");
  Trigger cpu = cpu_trigger();
  CHECK(refused(cpu) == "0");
  cpu.useCachedMetrics = true;
  CHECK(refused(cpu) == "trigger.cpu.useCachedMetrics");
  CHECK(refused({.metadata = ResourceMetadata{.utilization = 70}, .metricType = "Value"}) == "2");
  CHECK(refused({.metadata = ResourceMetadata{.utilization = 70}}) == "trigger.cpu.value");
}
