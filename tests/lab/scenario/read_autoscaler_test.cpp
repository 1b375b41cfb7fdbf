#include "lab/scenario/read_autoscaler.hpp"

#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

const std::string manifest = R"(apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 20
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: 70 }
    - type: Pods
      pods:
        metric: { name: requests_per_second }
        target: { type: AverageValue, averageValue: 1500m }
    - type: Object
      object:
        describedObject: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: front }
        metric: { name: rps }
        target: { type: Value, value: 2k }
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      policies:
        - { type: Percent, value: 100, periodSeconds: 15 }
    scaleDown: { selectPolicy: Min, tolerance: 0.05 }
)";

Reading with_hpa(const std::string& hpa, const Files& others = {}) {
  Files files = others;
  files["s.json"] =
      spoilt(R"("slots": 32)", "\"slots\": 32, \"autoscaler\": { \"hpa\": " + hpa + " }");
  return read(files);
}

TEST_CASE("a manifest named by file is read field by field", "[autoscaler]") {
  const Reading reading = with_hpa(R"("hpa.yaml")", {{"hpa.yaml", manifest}});
  INFO(render(reading));
  REQUIRE(reading.scenario.has_value());
  const HorizontalPodAutoscalerSpec& spec =
      *reading.scenario->find("api")->autoscaler.value().hpa();
  CHECK(spec.minReplicas == 3);
  CHECK(spec.maxReplicas == 20);
  REQUIRE(spec.metrics->size() == 3);
  CHECK(spec.metrics->at(0).type == "Resource");
  CHECK(spec.metrics->at(0).name == "cpu");
  CHECK(spec.metrics->at(0).target.averageUtilization == 70);
  CHECK(spec.metrics->at(1).name == "requests_per_second");
  CHECK(spec.metrics->at(1).target.averageValue->milli == 1500);
  CHECK(spec.metrics->at(2).describedObject == "Ingress/front");
  CHECK(spec.metrics->at(2).target.value->milli == 2'000'000);
  CHECK(spec.behavior->scaleUp->stabilizationWindowSeconds == 0);
  CHECK(spec.behavior->scaleUp->policies->at(0) == ScalingPolicy{"Percent", 100, 15});
  CHECK(spec.behavior->scaleDown->selectPolicy == "Min");
  CHECK(spec.behavior->scaleDown->tolerance->milli == 50);
  CHECK_FALSE(spec.behavior->scaleDown->policies.has_value());
}

TEST_CASE("only the spec may stand inline; what is absent stays absent", "[autoscaler]") {
  const Reading reading = with_hpa(R"({ "maxReplicas": 10 })");
  REQUIRE(reading.scenario.has_value());
  const HorizontalPodAutoscalerSpec& spec =
      *reading.scenario->find("api")->autoscaler.value().hpa();
  CHECK_FALSE(spec.minReplicas.has_value());
  CHECK_FALSE(spec.metrics.has_value());
  CHECK_FALSE(spec.behavior.has_value());
}

TEST_CASE("a fault in the manifest is placed in the manifest", "[autoscaler]") {
  std::string spoilt_manifest = manifest;
  const auto spoil = [&](const std::string& what, const std::string& by) {
    spoilt_manifest.replace(spoilt_manifest.find(what), what.size(), by);
  };
  spoil("minReplicas: 3", "minReplica: 3");
  spoil("name: requests_per_second", "nam: requests_per_second");
  CHECK(render(with_hpa(R"("hpa.yaml")", {{"hpa.yaml", spoilt_manifest}})) ==
        R"~(hpa.yaml:7:3: error: an HPA's spec has no field "minReplica"
    /components/api/autoscaler/hpa/spec/minReplica
   7 |   minReplica: 3
     |   ^^^^^^^^^^
  did you mean "minReplicas"? its fields: behavior, maxReplicas, metrics, minReplicas, scaleTargetRef

hpa.yaml:16:19: error: "metric" has no field "nam"
    /components/api/autoscaler/hpa/spec/metrics/1/pods/metric/nam
  16 |         metric: { nam: requests_per_second }
     |                   ^^^
  did you mean "name"? its fields: name, selector
)~");
}

TEST_CASE("what the API server would refuse is refused, at the field", "[autoscaler]") {
  // The words are those of models/autoscaling; here only the place and the name of the field count.
  const Diagnostic bounds =
      with_hpa(R"({ "minReplicas": 5, "maxReplicas": 2 })").diagnostics.items().at(0);
  CHECK(bounds.message.starts_with("\"maxReplicas\" must be at least minReplicas"));
  CHECK(bounds.pointer == "/components/api/autoscaler/hpa/maxReplicas");
  const Diagnostic target =
      with_hpa(
          R"({ "maxReplicas": 2, "metrics": [ { "type": "Resource", "resource": { "name": "cpu", "target": { "type": "Utilization", "averageUtilization": 0 } } } ] })")
          .diagnostics.items()
          .at(0);
  CHECK(target.message.starts_with("\"metrics[0].target.averageUtilization\" must be "));
  CHECK(target.pointer ==
        "/components/api/autoscaler/hpa/metrics/0/resource/target/averageUtilization");
}

TEST_CASE("what is no HPA is refused", "[autoscaler]") {
  const auto first_line = [](const Reading& reading) {
    return reading.diagnostics.items().at(0).message;
  };
  CHECK(first_line(with_hpa(R"("none.yaml")")) == "cannot read \"none.yaml\"");
  CHECK(first_line(with_hpa(R"("d.yaml")", {{"d.yaml", "kind: Deployment\nspec: {}\n"}})) ==
        "the manifest is a Deployment, not a HorizontalPodAutoscaler");
  CHECK(
      first_line(with_hpa(R"({ "apiVersion": "autoscaling/v1", "spec": { "maxReplicas": 3 } })")) ==
      "\"apiVersion\" is the text \"autoscaling/v1\"");
  CHECK(first_line(with_hpa(R"({})")) == "an HPA needs \"maxReplicas\"");
  CHECK(first_line(with_hpa(R"({ "maxReplicas": "ten" })")) ==
        "\"maxReplicas\" must be a whole number, not the text \"ten\"");
  CHECK(first_line(with_hpa(R"({ "maxReplicas": 3, "metrics": [ { "type": "Resource" } ] })")) ==
        "a metric of type Resource needs \"resource\"");
  CHECK(first_line(with_hpa("7")) == "an HPA's spec is an object, not the number 7");
}

}  // namespace
