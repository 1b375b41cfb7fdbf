// What the names of an HPA's metrics stand for.
#include <string>

#include "tests/lab/scenario/scaler_fixture.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

const std::string named =
    R"(  "metrics": { "rps": { "component": "api", "metric": "requests_total" },
               "queue": { "component": "pool", "metric": "waiting" } },
)";

std::string hpa_with(const std::string& metrics) {
  return R"("hpa": { "maxReplicas": 9, "metrics": [ )" + metrics + " ] }";
}

std::string pods_metric(const std::string& name) {
  return R"({ "type": "Pods", "pods": { "metric": { "name": ")" + name +
         R"(" }, "target": { "type": "AverageValue", "averageValue": "20" } } })";
}

std::string container_metric(const std::string& container) {
  return R"({ "type": "ContainerResource", "containerResource": { "name": "cpu", "container": ")" +
         container + R"(", "target": { "type": "Utilization", "averageUtilization": 60 } } })";
}

const std::string external = R"({ "type": "External", "external": { "metric": { "name": "queue" },
    "target": { "type": "AverageValue", "averageValue": "5" } } })";

}  // namespace

TEST_CASE("metrics that a name stands for are scaled on, without a word", "[hpa]") {
  CHECK(complaint_of(hpa_with(pods_metric("rps") + ", " + external), named).empty());
  CHECK(complaint_of(hpa_with(container_metric("app"))).empty());
}

TEST_CASE("a metric that nothing stands for is left out, and one of other pods is refused",
          "[hpa]") {
  const Reading reading =
      read_text(with_scaler(hpa_with(pods_metric("rsp") + ", " + external), named));
  REQUIRE(reading.scenario);
  REQUIRE(reading.diagnostics.items().size() == 1);
  const Diagnostic& warning = reading.diagnostics.items()[0];
  CHECK(warning.severity == Severity::Warning);
  CHECK(warning.message == "nothing stands for the metric \"rsp\" of type Pods: it is left out");
  CHECK(warning.cure.starts_with("did you mean \"rps\"? metrics: rps, queue; or add \"metrics\""));
  CHECK(in_brief(complaint_of(hpa_with(pods_metric("queue")), named)) ==
        R"~(a metric of type Pods is one of the pods that are scaled, and "queue" is one of "pool"
  make it a metric of type Object or External
)~");
}

TEST_CASE("a pod has one container, whatever a metric calls it", "[hpa]") {
  CHECK(
      in_brief(complaint_of(hpa_with(container_metric("app") + ", " + container_metric("log")))) ==
      R"~(a pod has one container here, and the metrics name two: "app" and "log"
  leave the metrics of the one that serves
)~");
}

TEST_CASE("a metric of memory needs to know what a pod uses", "[hpa]") {
  const std::string memory = hpa_with(R"({ "type": "Resource", "resource": { "name": "memory",
      "target": { "type": "Utilization", "averageUtilization": 60 } } })");
  const Reading reading = read_text(with_scaler(memory));
  REQUIRE(reading.diagnostics.items().size() == 1);
  CHECK(reading.diagnostics.items()[0].message ==
        "what a pod uses is not said: this metric never asks for more pods");
  std::string said = with_scaler(memory);
  said.insert(said.find("\"slots\""), R"("memory": { "base": "200Mi" }, )");
  CHECK(render(read_text(said)).empty());
}
